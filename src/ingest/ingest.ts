// Source → clean → date, language, canonical URL → stored Article → index and search. Front door of ingest/.
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { ArticleSource } from '../ports/article-source.ts'
import type { ArticleStore, Transact } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { RetentionStore } from '../ports/retention-store.ts'
import type { Search } from '../search/search.ts'
import type { ReadPage } from './clean-html.ts'
import { forgetOld } from './forget.ts'
import { KEEP_ALL, type Keeping, pastAge } from './keeping.ts'
import { type Made, makeArticle } from './make-article.ts'
import { createRun } from './one-run.ts'
import { openIndex } from './open-index.ts'
import { type SourceDeps, type Sources, sourcesOf } from './sources.ts'
import { type Pending, storeBatch } from './store-batch.ts'
import { type WatchDeps, type Watching, watchFolders } from './watch-folders.ts'
import { withdraw } from './withdraw.ts'

export type { Added, Sources } from './sources.ts'
export type { Watching } from './watch-folders.ts'

/** read = added + updated + unchanged + rejected.length */
export type IngestReport = Readonly<{
  read: number
  added: number
  updated: number
  unchanged: number
  rejected: readonly Readonly<{ source: string; reason: string }>[]
}>

/** Hears what became of each article, once it is stored. */
export type Told = (outcome: Readonly<{ kind: 'added' | 'updated' | 'unchanged' | 'rejected'; from: string; id: string }>) => void

export type Ingest = {
  /** Takes in everything a source has, into one workspace. One bad item is rejected with its reason and never ends the run. */
  readonly takeIn: (source: ArticleSource, workspace: string, told?: Told) => Promise<IngestReport>
  /** Indexes what a crash left unindexed. Call once before anything else. */
  readonly open: () => Promise<void>
  /** Forgets the articles that are past their age, a few at a time until the signal; returns how many. */
  readonly forgetOld: (now: Temporal.Instant, signal: AbortSignal) => Promise<number>
}

export type IngestDeps = Readonly<{
  articles: ArticleStore
  records: IndexStore
  transact: Transact
  index: SummarizedIndex
  search: Search
  clock: Clock
  log: Log
  /** how pages are read; where it is not given, on the spot */
  readPage?: ReadPage | undefined
  /** how long articles are kept; where it is not given, for ever */
  keeping?: Keeping | undefined
  retention?: RetentionStore | undefined
}>

// A batch is one transaction and one turn of the event loop: few enough that nobody waits, many enough to pay for the commit.
const BATCH_ARTICLES = 16
const BATCH_CHARACTERS = 100_000

export function createIngest(deps: IngestDeps): Ingest {
  const { keeping = KEEP_ALL } = deps
  return {
    open: () => openIndex(deps),
    takeIn: (source, workspace, told) => takeIn(source, workspace, deps, told),
    forgetOld: (now, signal) => forgetOld(now, signal, { ...deps, keeping }),
  }
}

/** The sources that are asked again and again. */
export const createSources = (deps: SourceDeps): Sources => sourcesOf(deps)

/** Folders that are looked at again and again. */
export const createWatching = (deps: WatchDeps): Watching => watchFolders(deps)

async function takeIn(source: ArticleSource, workspace: string, deps: IngestDeps, told?: Told): Promise<IngestReport> {
  const tally = createTally()
  const isTwice = createRun()
  let batch: Pending[] = []
  const flush = async () => {
    const stored = batch.length > 0 ? await storeBatch(batch, deps) : []
    for (const [at, { from, draft }] of batch.entries()) told?.({ kind: stored[at]?.kind ?? 'rejected', from, id: draft.id })
    for (const outcome of stored) tally.count(outcome)
    batch = []
    await deps.search.keep()
    await new Promise(setImmediate)
  }
  try {
    for await (const item of source.read()) {
      if (item.kind === 'withdrawn') {
        await flush()
        tally.count(await withdraw(item, workspace, deps))
        continue
      }
      const provenance = { workspace, source: source.id, ingestedAt: deps.clock.now().toString() }
      const made = item.kind === 'article' ? youngEnough(await makeArticle(item.raw, provenance, deps.readPage), deps) : item
      const refused = made.kind === 'rejected' ? made : isTwice(made.draft)
      if (refused !== null) tally.count({ ...refused, from: item.from })
      if (refused === null && made.kind !== 'rejected')
        batch.push({ from: item.from, draft: made.draft, quiet: item.kind === 'article' && item.quiet })
      if (isFull(batch)) await flush()
      // Cleaning one takes milliseconds: whoever asks meanwhile waits for one, not for the batch.
      else await new Promise(setImmediate)
    }
  } finally {
    await flush() // what a source gave before it broke is kept
  }
  deps.log.info('source taken in', { source: source.id, ...tally.numbers() })
  return tally.report()
}

/** What would be forgotten tonight is not taken in today. */
function youngEnough(made: Made, { keeping = KEEP_ALL, clock }: Pick<IngestDeps, 'keeping' | 'clock'>): Made {
  const days = made.kind === 'made' && made.draft.kind === 'original' ? pastAge(made.draft, keeping, clock.now()) : null
  return days === null ? made : { kind: 'rejected', reason: `it is older than the ${days} days that articles of its source are kept` }
}

function isFull(batch: readonly Pending[]): boolean {
  return batch.length >= BATCH_ARTICLES || batch.reduce((sum, { draft }) => sum + draft.text.length, 0) >= BATCH_CHARACTERS
}

type Counted = Readonly<{ kind: 'added' | 'updated' | 'unchanged' }> | Readonly<{ kind: 'rejected'; from: string; reason: string }>

function createTally() {
  const counts = { added: 0, updated: 0, unchanged: 0 }
  const rejected: { source: string; reason: string }[] = []
  const read = () => counts.added + counts.updated + counts.unchanged + rejected.length
  return {
    count: (outcome: Counted) => {
      if (outcome.kind === 'rejected') rejected.push({ source: outcome.from, reason: outcome.reason })
      else counts[outcome.kind] += 1
    },
    numbers: () => ({ read: read(), ...counts, rejected: rejected.length }),
    report: (): IngestReport => ({ read: read(), ...counts, rejected }),
  }
}
