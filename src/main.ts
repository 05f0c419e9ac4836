// Composition root: config → adapters → capabilities → start and stop. The only file that names every concrete thing.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Accounting, createAccounting } from './accounting.ts'
import { createAlarm } from './adapters/alarm.ts'
import { createCron } from './adapters/cron.ts'
import { createLog } from './adapters/log.ts'
import { createEmbedder } from './adapters/models/embeddings.ts'
import { type MeteredEmbedderOptions, meteredEmbedder } from './adapters/models/metered-embedder.ts'
import { offlineModel } from './adapters/models/offline.ts'
import { createOpenAiModel } from './adapters/models/openai.ts'
import { createConsole } from './adapters/platforms/console/console.ts'
import { documentText } from './adapters/platforms/console/text.ts'
import { discordMessages } from './adapters/platforms/discord/components.ts'
import { createDiscordPlatform } from './adapters/platforms/discord/discord.ts'
import { slackMessages } from './adapters/platforms/slack/blocks.ts'
import { createSlackPlatform } from './adapters/platforms/slack/slack.ts'
import { createPublicReader } from './adapters/platforms/web/public-reader.ts'
import { readerKey } from './adapters/platforms/web/reader-key.ts'
import { createReaderLinks, deskReaderLink } from './adapters/platforms/web/reader-link.ts'
import { createWebDesk } from './adapters/platforms/web/web-desk.ts'
import { firstSignal } from './adapters/signals.ts'
import { folderSource } from './adapters/sources/seed-folder.ts'
import { loadSeeds } from './adapters/sources/seed-lexicon.ts'
import { watchedFolder } from './adapters/sources/watched-folder.ts'
import { openSqliteStores, type SqliteStores } from './adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from './base/clock.ts'
import { hintOf } from './base/error.ts'
import type { Log } from './base/log.ts'
import { accounted } from './brief/accounted.ts'
import { type Brief, createBrief } from './brief/brief.ts'
import { type Chat, createChat } from './chat/chat.ts'
import type { Config } from './config.ts'
import { createDigests, type Digests, postLimitMs } from './digest/digest.ts'
import { examine, type Finding } from './doctor.ts'
import type { PlatformName } from './domain/address.ts'
import { OPERATOR } from './domain/article.ts'
import type { Document } from './domain/document.ts'
import type { Topic } from './domain/topic.ts'
import { openSummarizedIndex, type SummarizedIndex } from './index/summarized-index.ts'
import { createIngest, createWatching, type Ingest, type Sources, type Watching } from './ingest/ingest.ts'
import { readPageOffLoop } from './page-thread.ts'
import { NO_ROLES, rolesOf } from './model-roles.ts'
import type { AnswerLog } from './ports/answer-log.ts'
import type { ArticleStore, Scope } from './ports/article-store.ts'
import type { Platform } from './ports/platform.ts'
import { openSources } from './polled-sources.ts'
import { type ReaderLink, renderAnswer } from './render/render.ts'
import { openSearch, type Search } from './search/search.ts'
import { keepStarting, TITLES, welcome } from './starting.ts'

const GRACE_MS = 8_000 // from a signal to the end must stay under 10 s
const UNSTARTED_MS = 500

/** Everything that answers, without anything that listens. */
export type Product = Readonly<{
  ingest: Ingest
  sources: Sources
  watching: Watching
  index: SummarizedIndex
  brief: Brief
  digests: Digests
  chat: Chat
  articles: ArticleStore
  topics: readonly Topic[]
  readerLink: ReaderLink
  /** the topic of that name or alias, else one made of the words themselves */
  topicNamed: (words: string) => Topic
  /** Ids of the articles a topic's briefing rests on. */
  articlesOn: (topic: Topic, scope: Scope, now: Temporal.Instant) => Promise<readonly string[]>
  /** how answers came about, and what is counted and forgotten */
  answers: AnswerLog
  accounting: Pick<Accounting, 'recorded' | 'erase' | 'nightly'>
  doctor: () => Promise<readonly Finding[]>
  close: () => Promise<void>
}>

type Opened = Readonly<{ product: Product; platforms: Map<PlatformName, Platform>; log: Log; search: Search }>

/** Opens the stores and wires every capability. Opens no socket. */
export async function openProduct(config: Config, clock: Clock): Promise<Product> {
  return (await open(config, clock)).product
}

async function open(config: Config, clock: Clock): Promise<Opened> {
  const log = createLog(config.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info'))
  const stores = openSqliteStores({ dataDir: config.dataDir, log })
  const { articles, records, segments, vectors } = stores
  const seeds = loadSeeds(config.seedsDir)
  const { topics, lexicon } = seeds
  const index = await openSummarizedIndex({ articles, records, lexicon, transact: stores.transact })
  const model = config.model === null ? offlineModel : createOpenAiModel(config.model, { clock, log })
  const elapsed = () => performance.now()
  const closing = new AbortController()
  const forgetArticles = (now: Temporal.Instant) => ingest.forgetOld(now, closing.signal)
  const accounting = createAccounting({ config, stores, model, clock, log, elapsed, forgetArticles })
  const embedder = embedderOf(config, stores, { clock, elapsed, note: accounting.note, log })
  const likeness = embedder === null ? undefined : { embedder, vectors, log }
  const search = await openSearch({ articles, records, segments, lexicon, likeness })
  const ingest = createIngest({ ...stores, index, search, clock, log, readPage: readPageOffLoop, keeping: config.keeping })
  await ingest.open()
  const watching = createWatching({ folders: config.watchFolders.map(watchedFolder), files: stores.watchedFiles, ingest, clock, log })
  const sources = await openSources({ config, stores, ingest, clock, log })
  const roles = config.model === null ? NO_ROLES : rolesOf(accounting.model, config.model, articles)
  const { staleAfterDays } = config
  const brief = accounted(
    createBrief({ search, index, articles, ...roles, elapsed, staleAfterDays, failingSources: sources.failing }),
    accounting.accounts,
  )
  const platforms = platformsOf(config, topics, clock, log)
  const readerLink = publicLinks(config, clock)?.link ?? (() => null)
  const topicNamed = (words: string) => findTopic(topics, words)
  const { recording, statistics } = accounting
  const digests = createDigests({
    ...{ ...stores, brief, index, platforms, topicNamed, readerLink, recording, clock, elapsed, log },
    ...{ alarm: createAlarm(clock), settings: config.digests },
  })
  const chat = createChat({
    ...{ ...stores, brief, digests, index, topics, lexicon, clock, log, recording, sources },
    statistics: { ...statistics, failingSources: sources.failing },
    scopeOf: (workspace) => [OPERATOR, workspace],
    subscribers: config.subscribers,
    // The desk's own page links to the desk; nothing that leaves this machine does.
    readerLink: ({ platform }) => (platform === 'web' ? (citation) => deskReaderLink(citation) : readerLink),
  })
  const product: Product = {
    ...{ ingest, sources, watching },
    ...{ index, brief, digests, chat, articles, topics, readerLink, topicNamed, accounting, answers: stores.answers },
    articlesOn: async (topic, scope, now) => {
      const { evidence = [] } = await brief.briefTopic({ topic, scope, now, evidence: 100, unchosen: true })
      return [...new Set(evidence.map(({ articleId }) => articleId))]
    },
    doctor: () => examine({ config, platforms, stores, model: accounting.model, problems: seeds.problems, now: clock.now() }),
    close: async () => {
      closing.abort()
      await accounting.settled()
      await stores.close()
    },
  }
  return { product, platforms, log, search }
}

function embedderOf(
  { embedding, budget: { limits, prices } }: Config,
  { budget }: SqliteStores,
  told: Pick<MeteredEmbedderOptions, 'clock' | 'elapsed' | 'note' | 'log'>,
) {
  if (embedding === null) return null
  const price = prices.get(embedding.model)?.in ?? 0
  return meteredEmbedder({ embedder: createEmbedder(embedding, told), price, limits, budget, ...told })
}

function platformsOf({ slack, discord, digests }: Config, topics: readonly Topic[], clock: Clock, log: Log): Map<PlatformName, Platform> {
  const platforms = new Map<PlatformName, Platform>()
  // A request must not outlive the lease it was begun under, however short trials make that.
  const totalMs = postLimitMs(digests.timeScale)
  const timeouts = { connectMs: totalMs * 0.3, totalMs }
  if (slack !== null) platforms.set('slack', createSlackPlatform({ config: slack, clock, log, limits: timeouts }))
  if (discord !== null)
    platforms.set('discord', createDiscordPlatform({ config: discord, topics: () => topics, clock, log, limits: { timeouts } }))
  return platforms
}

function publicLinks({ web, dataDir }: Config, clock: Clock) {
  return web.publicUrl === null ? null : createReaderLinks({ publicUrl: web.publicUrl, key: readerKey(dataDir), clock })
}

function findTopic(topics: readonly Topic[], words: string): Topic {
  const folded = words.trim().toLowerCase()
  const known = topics.find(({ name, aliases }) => [name, ...aliases].some((one) => one.toLowerCase() === folded))
  return known ?? { name: words, title: words, query: words, aliases: [], workspace: OPERATOR }
}

/** The payloads a document becomes, in the order they would be sent; for `text` one string. */
export function payloadsFor(platform: 'slack' | 'discord' | 'text', document: Document): readonly unknown[] {
  if (platform === 'slack') return slackMessages(document)
  if (platform === 'discord') return discordMessages(document)
  return [documentText(document, { width: 100 })]
}

export type Serving = Readonly<{
  product: Product
  /** where the web desk listens; null when its port was taken */
  desk: string | null
  /** resolves when the terminal's input has ended */
  ended: Promise<void>
  stop: () => Promise<void>
}>

/** Where the briefing is printed, and questions come from when a person sits there. */
export type Terminal = Readonly<{
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream & { columns?: number }
}>

/** Starts everything that listens. A platform that cannot start is said so and tried again; the others go on. */
export async function start(config: Config, clock: Clock, terminal: Terminal): Promise<Serving> {
  const { product, platforms, log, search } = await open(config, clock)
  const say = (text: string) => terminal.output.write(`${text}\n`)
  await takeInSeeds(product, config, say)
  const desk = createWebDesk({
    ...{ port: config.web.port, articles: product.articles, scope: [OPERATOR, 'web:desk'], log },
    suggestions: product.topics.map(({ name }) => name),
  })
  await printBriefing(product, clock, say)

  const stopping = new AbortController()
  const keep = (start: () => Promise<unknown>, title?: string) => keepStarting({ title, start, say, signal: stopping.signal })
  const vectorsMade = search.makeVectors(stopping.signal)
  const links = publicLinks(config, clock)
  const reader = links === null ? null : createPublicReader({ port: config.web.publicPort, links, articles: product.articles, log })
  await keep(() => desk.start(product.chat.handle))
  if (reader !== null) await keep(reader.start)
  const interactive = terminal.input.isTTY === true
  say(welcome(desk.address(), platforms, interactive))
  const connect = async (platform: Platform) => {
    await platform.start(product.chat.handle, product.digests.hear)
    product.digests.connected(platform.name)
  }
  const starting = [...platforms.values()].map((platform) => keep(() => connect(platform), TITLES[platform.name]))

  const tick = async () => {
    // A morning's posts may take minutes, and the next minute must still find what is due.
    void product.digests.tick(clock.now()).catch((error: unknown) => log.error('digests failed', { cause: nameOf(error) }))
    void product.sources.tick().catch((error: unknown) => log.error('polling failed', { cause: nameOf(error) }))
    void product.watching.look()
    void product.accounting.nightly(clock.now()) // the first night may have thousands of articles to forget
  }
  const cron = createCron({ tick, log })
  void tick().catch((error: unknown) => log.error('first tick failed', { cause: nameOf(error) }))
  const ended = Promise.withResolvers<void>()
  const repl = createConsole({ ...terminal, terminal: interactive, columns: () => terminal.output.columns, onEnd: ended.resolve })
  if (interactive) await repl.start(product.chat.handle)

  const stop = async () => {
    stopping.abort()
    const listeners = [repl, desk, ...platforms.values()].map((platform) => platform.stop(GRACE_MS))
    const stops = [reader?.stop(), cron.stop(), product.digests.stop(), product.sources.stop(), product.watching.stop()]
    const ending = Promise.allSettled([...listeners, ...stops, vectorsMade, ...starting])
    await Promise.race([ending, setTimeout(GRACE_MS + 1_000, undefined, { ref: false })])
    await product.close()
  }
  return { product, desk: desk.address(), ended: ended.promise, stop }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.message : 'unknown')

async function takeInSeeds(product: Product, config: Config, say: (text: string) => void): Promise<void> {
  const folder = join(config.seedsDir, 'articles')
  if (!existsSync(folder)) return say('The seeds folder has no folder articles: make one, or set SEEDS_DIR to the folder that has it.')
  const { added, updated, rejected } = await product.ingest.takeIn(folderSource(folder), OPERATOR)
  if (added + updated > 0) say(`Took in ${added + updated} articles from seeds/articles.`)
  for (const { source, reason } of rejected) say(`Left out ${source}: ${reason}.`)
}

async function printBriefing(product: Product, clock: Clock, say: (text: string) => void): Promise<void> {
  const [topic] = product.topics
  if (topic === undefined) return
  const answer = await product.brief.briefTopic({ topic, scope: [OPERATOR], now: clock.now() })
  say(`\n${payloadsFor('text', renderAnswer(answer, { title: topic.title, readerLink: product.readerLink })).join('\n')}\n`)
}

/** What `npm start` runs, until a signal or the end of the terminal's input. A second signal, a moment later, ends it at once. */
export async function serve(config: Config, clock: Clock): Promise<void> {
  const signalled = firstSignal()
  // What is stored is stored whole, so a signal that comes while everything is still starting need not wait for it.
  const impatient = signalled.then(() => setTimeout(UNSTARTED_MS, null))
  const starting = start(config, clock, { input: process.stdin, output: process.stdout }).catch(giveUp)
  const serving = await Promise.race([starting, impatient])
  if (serving !== null) {
    await Promise.race([signalled, serving.ended])
    await serving.stop()
  }
  process.exit(0)
}

// What listens already would keep the process running without anyone to answer.
function giveUp(error: unknown): never {
  process.stderr.write(`${hintOf(error)}\n`)
  process.exit(1)
}
