// One source, asked once: what it answered is taken in, counted and remembered, then the next time is set.
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { LastReading, SourceState } from '../domain/source.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { Entry, LeftOut, Polled, SourceReader } from '../ports/source-reader.ts'
import type { KnownEntry, Polling, SourceStore } from '../ports/source-store.ts'
import type { SourceItem } from '../ports/article-source.ts'
import type { ReadPage } from './clean-html.ts'
import { isTeaser, withFullText } from './full-text.ts'
import type { Ingest } from './ingest.ts'
import { afterAnswer, afterFailure, floodLimit, movedFor } from './next-poll.ts'
import { guidsIn, keysOf, type Told, toldBy } from './read-entries.ts'

export type PollDeps = Readonly<{
  sources: SourceStore
  reader: SourceReader
  ingest: Pick<Ingest, 'takeIn'>
  articles: Pick<ArticleStore, 'many'>
  clock: Clock
  log: Log
  readPage?: ReadPage | undefined
  /** one source is taken in at a time, however many are asked */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
}>

const PAGES = 10 // of one host, at one poll
const VANISHED_AFTER = 3 // failures in a row after which a page that cannot be found counts as gone

type Read = Extract<Polled, { kind: 'read' }>

/** Asks it, and takes in what it says. */
export async function pollOne(polling: Polling, deps: PollDeps, signal?: AbortSignal): Promise<void> {
  const { source, state } = polling
  const { etag, lastModified } = state
  const polled = await deps.reader.poll(source, { etag, lastModified }, signal)
  // What was called off says nothing about the source; the time it was put off until stands.
  if (signal?.aborted !== true) await settle(polling, polled, deps, signal)
}

/** The same for what was read already. */
export async function settle(polling: Polling, polled: Polled, deps: PollDeps, signal?: AbortSignal): Promise<void> {
  if (polled.kind === 'failed') return failed(polling, polled, deps)
  const { source, state } = polling
  const taken = polled.kind === 'read' ? await takeIn(polling, polled, deps, signal) : { reading: NOTHING, fresh: 0, flood: null }
  const next = { ...afterAnswer(source.id, state, polled, taken.fresh, deps.clock.now().epochMilliseconds), last: taken.reading }
  const moved = movedFor(next)
  if (moved !== null) await deps.sources.move(source.id, moved)
  await deps.sources.save(source.id, throttled(moved === null ? next : { ...next, movedTo: null, movedSeen: 0 }, taken.flood))
  await deps.sources.endBaseline(source.id)
  const { rejected, ...counts } = taken.reading
  deps.log.info('source polled', { sourceId: source.id, ...counts, rejected: sum(Object.values(rejected)), moved: moved !== null })
}

const NOTHING: LastReading = { read: 0, added: 0, updated: 0, unchanged: 0, rejected: {} }
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** A flood is named, and the source is asked half as often as it would be. */
function throttled(state: SourceState, flood: string | null): SourceState {
  return flood === null ? state : { ...state, trouble: flood, nextPollAtMs: state.nextPollAtMs + state.intervalMs }
}

async function failed({ source, state }: Polling, polled: Extract<Polled, { kind: 'failed' }>, deps: PollDeps): Promise<void> {
  const next = afterFailure(source.id, state, polled, deps.clock.now().epochMilliseconds)
  const vanished = source.kind === 'page' && polled.vanished && (polled.gone || next.failures >= VANISHED_AFTER)
  if (vanished) {
    const ids = await deps.sources.articlesOf(source.id)
    const items = ids.map((id): SourceItem => ({ kind: 'withdrawn', from: source.url, id }))
    await deps.inTurn(() => deps.ingest.takeIn({ id: source.id, read: () => streamed(items) }, source.workspace))
  }
  await deps.sources.save(source.id, { ...next, gone: polled.gone || vanished })
  if (polled.ofHost) await deps.sources.holdHost(URL.parse(source.url)?.host ?? '', next.nextPollAtMs)
  deps.log.warn('source failed', { sourceId: source.id, failures: next.failures, gone: polled.gone || vanished })
}

async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

type Taken = Readonly<{ reading: LastReading; fresh: number; flood: string | null }>

/** Every entry is counted: stored, known already, or left out for a reason. */
async function takeIn({ source, state }: Polling, { entries }: Read, deps: PollDeps, signal?: AbortSignal): Promise<Taken> {
  const told = await compared(source.id, entries, deps)
  const changed = told.filter(({ changed }) => changed)
  const fresh = changed.filter(({ isKnown }) => !isKnown)
  const limit = floodLimit(state, fresh.length)
  const held = limit === null ? new Set<Told>() : new Set(fresh.slice(limit))
  const flood =
    limit === null ? null : `It brought ${fresh.length} new entries at once, where it usually brings few: only ${limit} were taken in.`
  const rejected: string[] = entries.flatMap((entry) => (entry.kind === 'rejected' ? [entry.reason] : []))
  rejected.push(...[...held].map(() => 'it came in a flood of new entries'))
  const wanted = await filledIn(
    changed.filter((one) => !held.has(one)),
    deps,
    signal,
    source.kind === 'feed',
  )
  const ids = new Map<string, string>()
  const items = wanted.map(({ from, raw }): SourceItem => ({ kind: 'article', from, raw }))
  const feed = { id: source.id, read: () => streamed(items) }
  const report = await deps.inTurn(() =>
    deps.ingest.takeIn(feed, source.workspace, ({ kind, from, id }) => kind !== 'rejected' && ids.set(from, id)),
  )
  await deps.sources.remember(
    source.id,
    wanted.flatMap((one) => remembered(one, ids.get(one.from) ?? null)),
  )
  rejected.push(...report.rejected.map(({ reason }) => reason))
  const counts = { added: report.added, updated: report.updated, unchanged: report.unchanged + told.length - changed.length }
  return { reading: { read: entries.length, ...counts, rejected: countsOf(rejected) }, fresh: report.added, flood }
}

async function compared(id: string, entries: readonly (Entry | LeftOut)[], { sources }: PollDeps): Promise<readonly Told[]> {
  const articles = entries.filter((entry) => entry.kind === 'article')
  const guids = guidsIn(articles)
  const keyed = articles.map((entry) => ({ entry, keys: keysOf(entry, guids) }))
  const known = await sources.known(
    id,
    keyed.flatMap(({ keys }) => keys),
  )
  return keyed.map(({ entry, keys }) => toldBy(entry, keys, known, id))
}

/** The first few that only announce their page are read from there; `hash` stays that of what the feed said. */
async function filledIn(told: readonly Told[], deps: PollDeps, signal: AbortSignal | undefined, isFeed: boolean): Promise<readonly Told[]> {
  const filled: Told[] = []
  let pages = 0
  for (const one of told) {
    const wants = isFeed && pages < PAGES && signal?.aborted !== true && isTeaser(one.raw)
    if (wants) pages += 1
    const page = (url: string) => deps.reader.page(url, signal)
    filled.push(wants ? { ...one, raw: await withFullText(one.raw, { page, readPage: deps.readPage }) } : one)
  }
  return filled
}

function remembered({ keys, hash, raw }: Told, articleId: string | null): readonly KnownEntry[] {
  return keys.map((key) => ({ key, hash, url: raw.url ?? null, articleId }))
}

function countsOf(reasons: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
