// Composition root: config → adapters → capabilities. What starts and stops them is in serving.ts.
import { type Accounting, createAccounting } from './main/accounting.ts'
import { createAlarm } from './adapters/alarm.ts'
import { createLog } from './adapters/log.ts'
import { createPersonSeal } from './adapters/person-key.ts'
import { sealedAskers } from './adapters/sealed-askers.ts'
import { createEmbedder } from './adapters/models/embeddings.ts'
import { type MeteredEmbedderOptions, meteredEmbedder } from './adapters/models/metered-embedder.ts'
import { askAddress } from './adapters/operating/ask-address.ts'
import { offlineModel } from './adapters/models/offline.ts'
import { createOpenAiModel } from './adapters/models/openai.ts'
import { documentText } from './adapters/platforms/console/text.ts'
import { discordMessages } from './adapters/platforms/discord/components.ts'
import { createDiscordPlatform } from './adapters/platforms/discord/discord.ts'
import { slackMessages } from './adapters/platforms/slack/blocks.ts'
import { createSlackPlatform } from './adapters/platforms/slack/slack.ts'
import { readerKey } from './adapters/platforms/web/reader-key.ts'
import { createReaderLinks, deskReaderLink } from './adapters/platforms/web/reader-link.ts'
import { loadSeeds } from './adapters/sources/seed-lexicon.ts'
import { watchedFolder } from './adapters/sources/watched-folder.ts'
import { openSqliteStores, type SqliteStores } from './adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import { accounted } from './brief/accounted.ts'
import { type Brief, createBrief, openOwnTopics } from './brief/brief.ts'
import { type Chat, createChat } from './chat/chat.ts'
import type { Config } from './config.ts'
import { createDigests, type Digests, postLimitMs } from './digest/digest.ts'
import { examine, type Finding } from './doctor.ts'
import { createEndings, type Endings } from './main/ending.ts'
import type { PlatformName } from './domain/address.ts'
import { OPERATOR } from './domain/article.ts'
import type { Document } from './domain/document.ts'
import type { Topic } from './domain/topic.ts'
import { openSummarizedIndex, type SummarizedIndex } from './index/summarized-index.ts'
import { createIngest, createWatching, type Ingest, type Sources, type Watching } from './ingest/ingest.ts'
import { readPageOffLoop } from './main/page-thread.ts'
import { NO_ROLES, rolesOf } from './main/model-roles.ts'
import { nameableIn, serversKept } from './main/naming.ts'
import type { AnswerLog } from './ports/answer-log.ts'
import type { FeedbackStore } from './ports/feedback-store.ts'
import type { ArticleStore, Scope } from './ports/article-store.ts'
import type { Platform } from './ports/platform.ts'
import type { VitalSigns } from './ports/vitals.ts'
import { keptOf, openSources } from './main/polled-sources.ts'
import { createRemovals, type RemovalWork } from './main/removals.ts'
import type { ReaderLink } from './render/render.ts'
import { openSearch, type Search } from './search/search.ts'

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
  /** the topic of that name or alias that a workspace (the operator's where none is named) sees, else one made of the words themselves */
  topicNamed: (words: string, workspace?: string) => Topic
  /** Ids of the articles a topic's briefing rests on. */
  articlesOn: (topic: Topic, scope: Scope, now: Temporal.Instant) => Promise<readonly string[]>
  /** how answers came about, and what is counted and forgotten */
  answers: AnswerLog
  feedback: Pick<FeedbackStore, 'all'>
  accounting: Pick<Accounting, 'recorded' | 'erase' | 'nightly'>
  doctor: () => Promise<readonly Finding[]>
  endings: Endings
  /** of workspaces that the bot was removed from */
  removals: RemovalWork
  close: () => Promise<void>
}>

export type Opened = Readonly<{ product: Product; platforms: Map<PlatformName, Platform>; log: Log; search: Search; vitals: VitalSigns }>

/** Opens the stores and wires every capability. Opens no socket. */
export async function openProduct(config: Config, clock: Clock): Promise<Product> {
  return (await open(config, clock)).product
}

/** The same, with what listens and what only `serve` uses. */
export async function open(config: Config, clock: Clock, observed: (log: Log) => Log = (log) => log): Promise<Opened> {
  const log = observed(createLog(config.logLevel ?? (process.stderr.isTTY ? 'warn' : 'info')))
  const opened = openSqliteStores({ dataDir: config.dataDir, log })
  const stores = { ...opened, inbound: sealedAskers(opened.inbound, createPersonSeal(config.dataDir)) }
  const { articles, records, segments, vectors } = stores
  const seeds = loadSeeds(config.seedsDir)
  const { topics, lexicon } = seeds
  const ownTopics = await openOwnTopics(stores.workspaceTopics)
  const index = await openSummarizedIndex({ articles, records, lexicon, transact: stores.transact })
  const model = config.model === null ? offlineModel : createOpenAiModel(config.model, { clock, log })
  const elapsed = () => performance.now()
  const closing = new AbortController()
  const forgetArticles = (now: Temporal.Instant) => ingest.forgetOld(now, closing.signal)
  const accounting = createAccounting({ config, stores, ownTopics, model, clock, log, elapsed, forgetArticles })
  const embedder = embedderOf(config, stores, { clock, elapsed, note: accounting.note, log })
  const likeness = embedder === null ? undefined : { embedder, vectors, log }
  const search = await openSearch({ articles, records, segments, lexicon, likeness })
  const ingest = createIngest({ ...stores, index, search, clock, log, readPage: readPageOffLoop, keeping: config.keeping })
  await ingest.open()
  const watching = createWatching({ folders: config.watchFolders.map(watchedFolder), files: stores.watchedFiles, ingest, clock, log })
  const sources = await openSources({ config, stores, ingest, about: { topics, lexicon }, clock, log })
  const roles = config.model === null ? NO_ROLES : rolesOf(accounting.model, config.model, articles)
  const { staleAfterDays } = config
  const brief = accounted(
    createBrief({ search, index, articles, ...roles, elapsed, staleAfterDays, failingSources: sources.failing }),
    accounting.accounts,
  )
  const topicsOf = (workspace = OPERATOR) => [...ownTopics.of(workspace), ...topics]
  const platforms = platformsOf(config, topicsOf, stores, { clock, log })
  const readerLink = publicLinks(config, clock)?.link ?? (() => null)
  const topicNamed = (words: string, workspace?: string) => findTopic(topicsOf(workspace), words)
  const { recording, statistics } = accounting
  const digests = createDigests({
    ...{ ...stores, brief, index, platforms, topicNamed, readerLink, recording, clock, elapsed, log },
    ...{ alarm: createAlarm(clock), settings: config.digests },
  })
  const chat = createChat({
    ...{ ...stores, brief, digests, index, topics, ownTopics, lexicon, clock, log, recording, sources },
    statistics: { ...statistics, failingSources: sources.failing, keeping: keptOf(config.keeping, stores.retention) },
    scopeOf: (workspace) => [OPERATOR, workspace],
    subscribers: config.subscribers,
    limits: config.limits,
    forgetPerson: accounting.erase,
    // The desk's own page links to the desk; nothing that leaves this machine does.
    readerLink: ({ platform }) => (platform === 'web' ? (citation) => deskReaderLink(citation) : readerLink),
  })
  const endings = createEndings({ stores, index, search, ownTopics, recorder: recording.recorder, clock, log })
  const removals = createRemovals({ removalLog: stores.removalLog, endings, clock, log, timeScale: config.digests.timeScale })
  const product: Product = {
    ...{ ingest, sources, watching },
    ...{ index, brief, digests, chat, articles, topics, readerLink, topicNamed },
    ...{ accounting, answers: stores.answers, feedback: stores.feedback },
    articlesOn: async (topic, scope, now) => {
      const { evidence = [] } = await brief.briefTopic({ topic, scope, now, evidence: 100, unchosen: true })
      return [...new Set(evidence.map(({ articleId }) => articleId))]
    },
    doctor: async () => {
      const vitals = await stores.vitals.read(clock.now().toString().slice(0, 10))
      const machine = { config, now: clock.now, ask: (url: string) => askAddress(url, elapsed), vitals }
      return examine({ config, platforms, stores, model: accounting.model, machine, problems: seeds.problems, now: clock.now() })
    },
    ...{ endings, removals },
    close: async () => {
      closing.abort()
      await removals.stop()
      await accounting.settled()
      await stores.close()
    },
  }
  return { product, platforms, log, search, vitals: stores.vitals }
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

function platformsOf(
  { slack, discord, digests }: Config,
  topics: (workspace?: string) => readonly Topic[],
  stores: Pick<SqliteStores, 'installations' | 'subscriptions' | 'sources' | 'inbound'>,
  { clock, log }: Readonly<{ clock: Clock; log: Log }>,
): Map<PlatformName, Platform> {
  const platforms = new Map<PlatformName, Platform>()
  // A request must not outlive the lease it was begun under, however short trials make that.
  const totalMs = postLimitMs(digests.timeScale)
  const timeouts = { connectMs: totalMs * 0.3, totalMs }
  if (slack !== null)
    platforms.set('slack', createSlackPlatform({ config: slack, installations: stores.installations, clock, log, limits: timeouts }))
  if (discord !== null)
    platforms.set(
      'discord',
      createDiscordPlatform({
        ...{ config: discord, topics, nameable: nameableIn(stores, topics), kept: () => serversKept(stores) },
        ...{ inbound: stores.inbound, clock, log, limits: { timeouts } },
      }),
    )
  return platforms
}

/** Signed links to the reader; null where it has no public address. */
export function publicLinks({ web, dataDir }: Config, clock: Clock) {
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
