// One source, asked once: what it answered is taken in, counted and remembered, then the next time is set.
import type { Clock } from '../base/clock.ts'
import type { InTurn } from '../base/in-turn.ts'
import type { Log } from '../base/log.ts'
import type { LastReading, Source, SourceState, Throttled } from '../domain/source.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { Entry, LeftOut, Polled, SourceReader } from '../ports/source-reader.ts'
import type { KnownEntry, Polling, SourceStore } from '../ports/source-store.ts'
import type { SourceItem } from '../ports/article-source.ts'
import type { ReadPage } from './clean-html.ts'
import { filledIn } from './full-text.ts'
import type { Ingest, IngestReport } from './ingest.ts'
import { afterAnswer, afterFailure, afterTooSoon, floodLimit, movedFor } from './next-poll.ts'
import { type JudgeDeps, judgeReading, throttledState, worthReading } from './judging.ts'
import { guidsIn, keysOf, type Told, toldBy, UNFILLED } from './read-entries.ts'
import { type Chosen, readPages } from './read-pages.ts'

export type PollDeps = Readonly<{
  sources: SourceStore
  reader: SourceReader
  ingest: Pick<Ingest, 'takeIn'>
  articles: Pick<ArticleStore, 'many'>
  clock: Clock
  log: Log
  readPage?: ReadPage | undefined
  /** what sources bring is taken in one by one, however many are asked: it writes to what the index holds in memory, and is quick beside the asking */
  inTurn: InTurn
}> &
  JudgeDeps

const AT_ONCE = 25 // entries compared in one turn of the event loop
const VANISHED_AFTER = 3 // failures in a row after which a page that cannot be found counts as gone

type Read = Extract<Polled, { kind: 'read' }>

/** Asks it, and takes in what it says. */
export async function pollOne(polling: Polling, deps: PollDeps, signal?: AbortSignal): Promise<void> {
  const { source, state } = polling
  const { etag, lastModified, parts } = state
  const polled = await deps.reader.poll(source, { etag, lastModified, parts }, signal)
  // What was called off says nothing about the source; the time it was put off until stands.
  if (signal?.aborted !== true) await settle(polling, polled, deps, signal)
}

/** The same for what was read already. */
export async function settle(polling: Polling, polled: Polled, deps: PollDeps, signal?: AbortSignal): Promise<void> {
  if (polled.kind === 'failed') return failed(polling, polled, deps)
  const { source, state } = polling
  const taken = polled.kind === 'read' ? await takeIn(polling, polled, deps, signal) : await nothingTaken(polling, deps)
  // Called off on the way: nothing is remembered of this reading, and the next one finds the same again.
  if (taken === null) return
  const nowMs = deps.clock.now().epochMilliseconds
  const next = { ...afterAnswer(source.id, state, polled, taken, nowMs), last: taken.reading }
  const moved = movedFor(next)
  const settled = throttledState(source, moved === null ? next : { ...next, movedTo: null, movedSeen: 0 }, taken.throttled)
  const saved = flooded(settled, taken.flood)
  await deps.sources.save(source.id, saved, moved ?? undefined)
  if (taken.leaveMs !== null) await deps.sources.holdHost(hostOf(source.url), nowMs + taken.leaveMs)
  const { rejected, ...counts } = taken.reading
  deps.log.info('source polled', { sourceId: source.id, ...counts, rejected: sum(Object.values(rejected)), moved: moved !== null })
}

type Taken = Readonly<{
  reading: LastReading
  fresh: number
  waiting: number
  flood: string | null
  leaveMs: number | null
  throttled: Throttled | undefined
}>

const NOTHING: LastReading = { read: 0, added: 0, updated: 0, unchanged: 0, rejected: {} }
const NOTHING_JUDGED = { throttled: undefined, keep: async () => {} }
const NOTHING_CHOSEN: Chosen = { wanted: [], withdrawn: [], known: [], reasons: [], waiting: 0, leaveMs: null }
const hostOf = (url: string) => URL.parse(url)?.host ?? ''
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** A flood is named, and the source is asked half as often as it would be. */
function flooded(state: SourceState, flood: string | null): SourceState {
  return flood === null ? state : { ...state, trouble: flood, nextPollAtMs: state.nextPollAtMs + state.intervalMs }
}

async function failed({ source, state }: Polling, polled: Extract<Polled, { kind: 'failed' }>, deps: PollDeps): Promise<void> {
  const nowMs = deps.clock.now().epochMilliseconds
  if (polled.tooSoon) return deps.sources.save(source.id, afterTooSoon(source.id, state, polled.retryAfterMs ?? 0, nowMs))
  const next = afterFailure(source.id, state, polled, nowMs)
  const vanished = source.kind === 'page' && polled.vanished && (polled.gone || next.failures >= VANISHED_AFTER)
  if (vanished) {
    const ids = await deps.sources.articlesOf(source.id)
    const items = ids.map((id): SourceItem => ({ kind: 'withdrawn', from: source.url, id }))
    await deps.inTurn(() => deps.ingest.takeIn({ id: source.id, read: () => streamed(items) }, source.workspace))
  }
  await deps.sources.save(source.id, { ...next, gone: polled.gone || vanished })
  if (polled.ofHost) await deps.sources.holdHost(hostOf(source.url), next.nextPollAtMs)
  deps.log.warn('source failed', { sourceId: source.id, failures: next.failures, gone: polled.gone || vanished })
}

async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

/** Every entry is counted: stored, known already, or left out for a reason. Null when it was called off on the way. */
async function takeIn(polling: Polling, { entries }: Read, deps: PollDeps, signal?: AbortSignal): Promise<Taken | null> {
  const { source, state } = polling
  const told = await compared(source.id, entries, deps)
  const changed = told.filter(({ changed }) => changed)
  const { worth, reasons } = worthReading(changed, state)
  const found: Feeding =
    source.kind === 'sitemap'
      ? await ofSitemap(worth, state, deps, signal)
      : await ofFeed({ changed: worth, unfilled: told.filter(isUnfilled) }, polling, deps, signal)
  if (signal?.aborted === true) return null
  const { chosen, throttled, keep } = await deps.inTurn(() => judgeReading(polling, found, deps))
  // Its workspace may have been deleted while this was read.
  if (!(await deps.sources.stands(source.id))) return null
  const { flood = null, belated = [] } = found
  const report = await stored({ ...chosen, belated }, source, deps)
  await keep()
  const tally = createTally()
  for (const entry of entries) if (entry.kind === 'rejected') tally.add(entry.reason, entry.count)
  for (const reason of [...reasons, ...chosen.reasons, ...report.rejected.map(({ reason }) => reason)]) tally.add(reason)
  const counts = {
    added: report.added,
    updated: report.updated,
    unchanged: report.unchanged + told.length - changed.length - belated.length,
  }
  const read = sum(entries.map((entry) => (entry.kind === 'rejected' ? (entry.count ?? 1) : 1)))
  const { waiting, leaveMs } = chosen
  return { reading: { read, ...counts, rejected: tally.counts() }, fresh: report.added, waiting, flood, leaveMs, throttled }
}

/** Nothing new is looked at all the same where a source is throttled: a flood that has ended is one. */
async function nothingTaken(polling: Polling, deps: PollDeps): Promise<Taken> {
  const { throttled, keep } = polling.state.throttled === undefined ? NOTHING_JUDGED : await judgeReading(polling, NOTHING_CHOSEN, deps)
  await keep()
  return { reading: NOTHING, fresh: 0, waiting: 0, flood: null, leaveMs: null, throttled }
}

type Feeding = Chosen & Readonly<{ flood?: string | null; belated?: readonly Told[] }>

const ofSitemap = (changed: readonly Told[], state: SourceState, { reader, clock }: PollDeps, signal: AbortSignal | undefined) =>
  readPages(changed, { reader, isFirst: state.polls === 0, nowMs: () => clock.now().epochMilliseconds, signal })

const isUnfilled = ({ before, hash }: Told): boolean => before?.hash === `${UNFILLED}${hash}`

type Compared = Readonly<{ changed: readonly Told[]; unfilled: readonly Told[] }>

async function ofFeed({ changed, unfilled }: Compared, { source, state }: Polling, deps: PollDeps, signal?: AbortSignal): Promise<Feeding> {
  const fresh = changed.filter(({ isKnown }) => !isKnown)
  const limit = floodLimit(state, fresh.length)
  const held = limit === null ? new Set<Told>() : new Set(fresh.slice(limit))
  const flood =
    limit === null ? null : `It brought ${fresh.length} new entries at once, where it usually brings few: only ${limit} were taken in.`
  const taken = changed.filter((one) => !held.has(one))
  const nothing = { withdrawn: [], known: [], leaveMs: null, flood }
  if (source.kind === 'page') return { ...nothing, wanted: taken, reasons: [], waiting: 0 }
  const { reader, readPage } = deps
  const { wanted, waiting, belated, same } = await filledIn(taken, unfilled, { reader, readPage, isFirst: state.polls === 0, signal })
  const reasons = [...[...held].map(() => 'it came in a flood of new entries'), ...waiting.map(() => 'its page is read at the next poll')]
  const known = same.flatMap((one) => remembered(one, one.before?.articleId ?? null))
  return { ...nothing, wanted, belated, known, reasons, waiting: held.size + waiting.length }
}

type Storing = Chosen & Readonly<{ belated: readonly Told[] }>

async function stored(
  { wanted, belated, withdrawn, known }: Storing,
  { id, workspace, url }: Source,
  deps: PollDeps,
): Promise<IngestReport> {
  const ids = new Map<string, string>()
  const items: readonly SourceItem[] = [
    ...wanted.map(({ from, raw }) => ({ kind: 'article', from, raw }) as const),
    ...belated.map(({ from, raw }) => ({ kind: 'article', from, raw, quiet: true }) as const),
    ...withdrawn.map((article) => ({ kind: 'withdrawn', from: url, id: article }) as const),
  ]
  const report = await deps.inTurn(() =>
    deps.ingest.takeIn({ id, read: () => streamed(items) }, workspace, ({ kind, from, id }) => kind !== 'rejected' && ids.set(from, id)),
  )
  await deps.sources.remember(id, [...[...wanted, ...belated].flatMap((one) => remembered(one, ids.get(one.from) ?? null)), ...known])
  return report
}

async function compared(id: string, entries: readonly (Entry | LeftOut)[], { sources }: PollDeps): Promise<readonly Told[]> {
  const articles = entries.filter((entry) => entry.kind === 'article')
  const guids = guidsIn(articles)
  const keyed = await inSlices(articles, (entry) => ({ entry, keys: keysOf(entry, guids) }))
  const known = await sources.known(
    id,
    keyed.flatMap(({ keys }) => keys),
  )
  return inSlices(keyed, ({ entry, keys }) => toldBy(entry, keys, known, id))
}

/** A few in one turn of the event loop: somebody may be waiting for an answer. */
async function inSlices<T, U>(all: readonly T[], work: (one: T) => U): Promise<readonly U[]> {
  const done: U[] = []
  for (const [at, one] of all.entries()) {
    if (at % AT_ONCE === 0) await new Promise(setImmediate)
    done.push(work(one))
  }
  return done
}

function remembered({ keys, hash, raw }: Told, articleId: string | null): readonly KnownEntry[] {
  return keys.map((key) => ({ key, hash, url: raw.url ?? null, articleId }))
}

/** How many for each reason. */
function createTally() {
  const counts = new Map<string, number>()
  return {
    add: (reason: string, times = 1) => counts.set(reason, (counts.get(reason) ?? 0) + times),
    counts: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
  }
}
