// The commands that answer: ask, brief, digest, and what checks and renders answers.
import { z } from 'zod'
import { openLines } from '../adapters/sources/line-file.ts'
import { jsonLines } from '../base/json-lines.ts'
import type { AskRequest } from '../brief/brief.ts'
import { type Call, evidenceOf, nowOf, one, scopeOf, sinceOf } from './arguments.ts'
import { linesOf, print, writeLine } from './output.ts'
import { topicMeant } from './topics.ts'
import { UsageError } from './usage.ts'
import type { Answer } from '../domain/answer.ts'
import { type Product, payloadsFor } from '../main.ts'
import { renderAnswer } from '../render/render.ts'
import { readAnswer, verifyClaim } from '../verify/verify.ts'

const VerifyLine = z.object({
  id: z.string(),
  sources: z.array(z.object({ id: z.string(), text: z.string() })),
  claim: z.object({ text: z.string(), sourceIds: z.array(z.string()) }),
})
const BatchLine = z.object({ id: z.string(), question: z.string() })

export async function ask(call: Call): Promise<void> {
  const question = call.words.join(' ').trim()
  if ((question === '') === (call.values.batch === undefined))
    throw new UsageError('Ask one question (ask QUESTION) or many (ask --batch FILE.jsonl).')
  const product = await call.product()
  const request = { scope: scopeOf(call), now: nowOf(call), evidence: evidenceOf(call), ...sinceOf(call, product) }
  if (call.values.batch === undefined) {
    const answer = await asked(product, { question, ...request })
    return print(call, [answer], () => renderAnswer(answer, { title: question, readerLink: product.readerLink }))
  }
  for await (const line of jsonLines(linesOf(await openLines(call.values.batch)), (value) => BatchLine.parse(value))) {
    writeLine({ ...(await asked(product, { question: line.question, ...request })), id: line.id })
  }
}

/** The answer without how it was made, which goes into its record. */
async function asked({ accounting, brief }: Product, request: AskRequest): Promise<Answer> {
  const { making: _, ...answer } = await accounting.recorded({ how: 'ask', scope: request.scope, topic: null }, () => brief.ask(request))
  return answer
}

export async function brief(call: Call): Promise<void> {
  const product = await call.product()
  const words = one(call.words, `brief TOPIC, one of ${product.topics.map(({ name }) => name).join(', ')}`)
  const { topic, only } = await topicMeant(words, scopeOf(call), product)
  const request = { topic, only, scope: scopeOf(call), now: nowOf(call), evidence: evidenceOf(call), ...sinceOf(call, product) }
  const { making: _, ...answer } = await product.accounting.recorded({ how: 'brief', scope: request.scope, topic: topic.name }, () =>
    product.brief.briefTopic(request),
  )
  print(call, [answer], () => renderAnswer(answer, { title: topic.title, readerLink: product.readerLink, isTopic: true }))
}

export async function digest(call: Call): Promise<void> {
  const channelKey = call.values.channel
  if (channelKey === undefined) throw new UsageError('A digest needs its channel: digest TOPIC --channel KEY.')
  const topic = one(call.words, 'digest TOPIC --channel KEY')
  const product = await call.product()
  const preview = await product.digests.preview({ topic, channelKey, scope: scopeOf(call), now: nowOf(call), commit: call.values.commit })
  print(call, [preview], () => preview.document)
}

/** Judges the claims on standard input. */
export async function verify(): Promise<void> {
  for await (const line of jsonLines(linesOf(process.stdin), (value) => VerifyLine.parse(value))) writeLine(verifyClaim(line))
}

export async function render(call: Call): Promise<void> {
  const platform = one(call.words, 'render slack|discord|text')
  if (platform !== 'slack' && platform !== 'discord' && platform !== 'text')
    throw new UsageError(`There is no platform ${platform}: render slack, discord or text.`)
  for await (const answer of jsonLines(linesOf(process.stdin), readAnswer)) {
    const document = renderAnswer(answer, { title: answer.question, readerLink: () => null })
    writeLine(payloadsFor(platform, document))
  }
}
