// The command line: argv → one capability. `--json` prints one JSON value a line on standard output and nothing else there.
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { discordInvite } from './adapters/platforms/discord/invite.ts'
import { openLines } from './adapters/sources/line-file.ts'
import { folderSource } from './adapters/sources/seed-folder.ts'
import { fixedClock, systemClock } from './base/clock.ts'
import { BorderBriefError, hintOf } from './base/error.ts'
import { jsonLines } from './base/json-lines.ts'
import { manifestText } from './cli-apps.ts'
import { HELP } from './cli-help.ts'
import { eraseRecords, exportAnswers } from './cli-records.ts'
import { sourcesCommand } from './cli-sources.ts'
import { storiesOf, topicMeant, topicsOf } from './cli-topics.ts'
import { UsageError } from './cli-usage.ts'
import type { AskRequest } from './brief/brief.ts'
import { type Config, loadEnvironment, readConfig, VERSION } from './config.ts'
import type { Answer } from './domain/answer.ts'
import { OPERATOR } from './domain/article.ts'
import type { Document } from './domain/document.ts'
import { openProduct, type Product, payloadsFor, serve } from './main.ts'
import { renderAnswer, renderDisputes, renderStories, renderTimeline, renderTopics } from './render/render.ts'
import { readAnswer, verifyClaim } from './verify/verify.ts'

const OPTIONS = {
  data: { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean', default: false },
  now: { type: 'string' },
  batch: { type: 'string' },
  evidence: { type: 'string' },
  since: { type: 'string' },
  channel: { type: 'string' },
  commit: { type: 'boolean', default: false },
  url: { type: 'string' },
  history: { type: 'boolean', default: false },
  person: { type: 'string' },
  opml: { type: 'string' },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']
type Call = Readonly<{ words: readonly string[]; values: Values; config: Config; product: () => Promise<Product> }>

const COMMANDS: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  ingest,
  ask,
  brief,
  stories: async (call) => {
    const [product, asked] = [await call.product(), { scope: scopeOf(call), now: nowOf(call) }]
    // Only a person is shown what the topics are called.
    const topics = call.values.json ? undefined : await topicsOf(product, asked)
    const stories = await storiesOf(product, asked, topics)
    print(call, stories, () => renderStories(stories, { topics }))
  },
  topics: async (call) => {
    const topics = await topicsOf(await call.product(), { scope: scopeOf(call), now: nowOf(call) })
    print(call, topics, () => renderTopics(topics))
  },
  disputes: async (call) => {
    const product = await call.product()
    const disputes = await product.index.disputes(scopeOf(call))
    print(call, disputes, () => renderDisputes(disputes, product.readerLink))
  },
  timeline,
  article,
  articles,
  digest,
  verify: async () => {
    for await (const line of jsonLines(linesOf(process.stdin), (value) => VerifyLine.parse(value))) writeLine(verifyClaim(line))
  },
  render,
  export: exported,
  erase: async (call) => {
    const { workspace, person = null } = call.values
    if (workspace === undefined) throw new UsageError('Say whose: erase --workspace KEY, and --person ID for one person in it.')
    await eraseRecords(await call.product(), workspace, person, outOf(call))
  },
  sources: async (call) => {
    const { words, values } = call
    const asked = { words, opml: values.opml, workspace: values.workspace ?? OPERATOR, scope: scopeOf(call), now: nowOf(call) }
    await sourcesCommand(await call.product(), asked, outOf(call))
  },
  doctor: async (call) => {
    const product = await call.product()
    for (const finding of await product.doctor()) {
      if (call.values.json) writeLine(finding)
      else process.stdout.write(`${finding.ok ? 'ok  ' : 'MEND'} ${finding.sentence}\n`)
    }
  },
  serve: async ({ config }) => serve(config, systemClock),
  'slack-manifest': async ({ values }) => void process.stdout.write(manifestText(values)),
  'discord-invite': async ({ words }) => {
    const usage = 'discord-invite APP_ID, the application id (a number) on the General Information page'
    const applicationId = one(words, usage)
    if (!/^\d{5,25}$/.test(applicationId)) throw new UsageError(`Write: ${usage}.`)
    process.stdout.write(`${discordInvite(applicationId)}\n`)
  },
}

const VerifyLine = z.object({
  id: z.string(),
  sources: z.array(z.object({ id: z.string(), text: z.string() })),
  claim: z.object({ text: z.string(), sourceIds: z.array(z.string()) }),
})
const BatchLine = z.object({ id: z.string(), question: z.string() })

async function ingest(call: Call): Promise<void> {
  if (call.words.length === 0) throw new UsageError('Name what to take in: ingest PATH…')
  const product = await call.product()
  const total = { read: 0, added: 0, updated: 0, unchanged: 0, rejected: [] as { source: string; reason: string }[] }
  for (const path of call.words) {
    const report = await product.ingest.takeIn(folderSource(path), call.values.workspace ?? OPERATOR)
    total.read += report.read
    total.added += report.added
    total.updated += report.updated
    total.unchanged += report.unchanged
    total.rejected.push(...report.rejected)
  }
  if (call.values.json) return writeLine(total)
  const { read, added, updated, unchanged, rejected } = total
  process.stdout.write(`${read} read, ${added} added, ${updated} updated, ${unchanged} unchanged, ${rejected.length} rejected\n`)
  for (const { source, reason } of rejected) process.stdout.write(`  rejected ${source}: ${reason}\n`)
}

async function ask(call: Call): Promise<void> {
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

async function brief(call: Call): Promise<void> {
  const product = await call.product()
  const words = one(call.words, `brief TOPIC, one of ${product.topics.map(({ name }) => name).join(', ')}`)
  const { topic, only } = await topicMeant(words, scopeOf(call), product)
  const request = { topic, only, scope: scopeOf(call), now: nowOf(call), evidence: evidenceOf(call), ...sinceOf(call, product) }
  const { making: _, ...answer } = await product.accounting.recorded({ how: 'brief', scope: request.scope, topic: topic.name }, () =>
    product.brief.briefTopic(request),
  )
  print(call, [answer], () => renderAnswer(answer, { title: topic.title, readerLink: product.readerLink }))
}

async function timeline(call: Call): Promise<void> {
  const product = await call.product()
  const word = call.words.join(' ')
  const ids = word === '' ? undefined : await product.articlesOn(product.topicNamed(word), scopeOf(call), nowOf(call))
  const entries = product.brief.eventsUpTo(await product.index.timeline(scopeOf(call), ids), nowOf(call))
  print(call, entries, () => renderTimeline(entries, product.readerLink))
}

async function article(call: Call): Promise<void> {
  const product = await call.product()
  const id = one(call.words, 'article ID')
  const found = await product.articles.get(id, scopeOf(call))
  if (!found)
    throw new BorderBriefError('no-article', `There is no article ${id} here: run \`border-brief articles\` to see what there is.`)
  const indexed = await product.index.indexed(found, scopeOf(call))
  if (call.values.json) return writeLine(indexed)
  process.stdout.write(`${indexed.headline ?? indexed.label}\n${indexed.label}, ${indexed.publishedAt ?? 'undated'}\n\n${indexed.text}\n`)
}

async function articles(call: Call): Promise<void> {
  const product = await call.product()
  for await (const found of product.articles.all(scopeOf(call))) {
    const { id, label, publisher, headline, publishedAt, familyId, storyId } = await product.index.indexed(found, scopeOf(call))
    if (call.values.json) writeLine({ id, label, publisher, headline, publishedAt, familyId, storyId })
    else process.stdout.write(`${id}  ${publishedAt ?? 'undated   '}  ${label}\n`)
  }
}

async function digest(call: Call): Promise<void> {
  const channelKey = call.values.channel
  if (channelKey === undefined) throw new UsageError('A digest needs its channel: digest TOPIC --channel KEY.')
  const topic = one(call.words, 'digest TOPIC --channel KEY')
  const product = await call.product()
  const preview = await product.digests.preview({ topic, channelKey, scope: scopeOf(call), now: nowOf(call), commit: call.values.commit })
  print(call, [preview], () => preview.document)
}

async function render(call: Call): Promise<void> {
  const platform = one(call.words, 'render slack|discord|text')
  if (platform !== 'slack' && platform !== 'discord' && platform !== 'text')
    throw new UsageError(`There is no platform ${platform}: render slack, discord or text.`)
  for await (const answer of jsonLines(linesOf(process.stdin), readAnswer)) {
    const document = renderAnswer(answer, { title: answer.question, readerLink: () => null })
    writeLine(payloadsFor(platform, document))
  }
}

async function exported(call: Call): Promise<void> {
  if (one(call.words, 'export answers') !== 'answers') throw new UsageError('Only answers can be exported: export answers.')
  const product = await call.product()
  await exportAnswers(product, { ...sinceOf(call, product), workspace: call.values.workspace }, outOf(call))
}

const outOf = ({ values }: Call) => ({ json: values.json, line: writeLine, text: (text: string) => process.stdout.write(text) })

/** Prints JSON values a line, or the document for a person. */
function print(call: Call, values: readonly unknown[], document: () => Document): void {
  if (call.values.json) for (const value of values) writeLine(value)
  else process.stdout.write(`${payloadsFor('text', document()).join('\n')}\n`)
}

function writeLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

const scopeOf = (call: Call) => (call.values.workspace === undefined ? [OPERATOR] : [OPERATOR, call.values.workspace])

function nowOf(call: Call): Temporal.Instant {
  if (call.values.now === undefined) return systemClock.now()
  try {
    return fixedClock(call.values.now).now()
  } catch {
    throw new UsageError(`--now ${call.values.now} is no time: write it like 2026-11-22T08:00:00Z.`)
  }
}

function evidenceOf(call: Call): number | undefined {
  if (call.values.evidence === undefined) return undefined
  const count = Number(call.values.evidence)
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new UsageError('--evidence takes a whole number from 1 to 1000.')
  return count
}

function sinceOf(call: Call, product: Product): { since?: string } {
  if (call.values.since === undefined) return {}
  const since = product.brief.readSince(call.values.since, nowOf(call))
  if (since === null) throw new UsageError(`--since ${call.values.since} is no date: write 2026-11-20, Monday or "3 days".`)
  return { since }
}

function one(words: readonly string[], usage: string): string {
  const word = words.join(' ').trim()
  if (word === '') throw new UsageError(`Write: ${usage}.`)
  return word
}

const linesOf = (input: NodeJS.ReadableStream) => createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })

function readArguments(argv: readonly string[]): Readonly<{ values: Values; positionals: readonly string[] }> {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message.split('. ')[0] : 'Unreadable options'}: run border-brief --help for the list.`,
    )
  }
}

/** Runs one command; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function run(argv: readonly string[]): Promise<number> {
  let open: Promise<Product> | undefined
  try {
    const { values, positionals } = readArguments(argv)
    const [name, ...words] = positionals
    if (values.version) return say(`${VERSION}\n`)
    if (values.help || name === undefined) return say(HELP)
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
    if (!command) throw new UsageError(`There is no command ${name}: run border-brief --help for the list.`)
    const config = readConfig(loadEnvironment(), values.data)
    const product = () => (open ??= openProduct(config, systemClock))
    await command({ words, values, config, product })
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof UsageError ? error.message : hintOf(error)}\n`)
    return error instanceof UsageError ? 2 : 1
  } finally {
    await (await open?.catch(() => undefined))?.close()
  }
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

// A reader that goes away (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

if (import.meta.main) process.exitCode = await run(process.argv.slice(2))
