// `feedback`: what people think of answers, oldest first, with the question while its record is kept.
import { type Call, sinceOf } from './arguments.ts'
import { outOf } from './output.ts'
import type { Feedback } from '../domain/feedback.ts'

export async function feedback(call: Call): Promise<void> {
  const product = await call.product()
  const out = outOf(call)
  const { since } = sinceOf(call, product)
  const from = since === undefined ? undefined : `${since}T00:00:00Z`
  for await (const one of product.feedback.all({ since: from, workspace: call.values.workspace })) {
    const question = (await product.answers.get(one.answerId, one.workspace))?.question ?? null
    if (out.json) out.line({ ...one, question })
    else out.text(`${lineOf(one, question)}\n`)
  }
}

/** One line, whatever people wrote into it. */
function lineOf({ at, answerId, workspace, verdict, reason, words }: Feedback, question: string | null): string {
  const said = verdict === 'good' ? 'helpful' : `not right${reason === null ? '' : ` (${reason.replaceAll('-', ' ')})`}`
  const own = words === null ? '' : `: ${words}`
  const asked = question === null ? '' : `  [${question}]`
  return `${at.slice(0, 19)}Z  ${answerId}  ${workspace}  ${said}${own}${asked}`.replace(/\p{Cc}+/gu, ' ').replace(/\s{3,}/gu, '  ')
}
