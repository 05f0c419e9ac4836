// When a source is asked again: by what it brought, by what its host wishes, ever less often while it fails (pure).
import { sha256 } from '../base/hash.ts'
import { HOUR_MS, type SourceState } from '../domain/source.ts'
import type { Polled } from '../ports/source-reader.ts'

const DAY_MS = 24 * HOUR_MS
const SOONEST_MS = HOUR_MS / 4
const LATEST_MS = 6 * HOUR_MS
const MOST_WISH_MS = DAY_MS // some hosts let everything be kept for a year
const JITTER = 0.1
const SIGHTINGS = 3
const PART_OF_NEW = 0.2 // weight of the last poll in what is usual

type Answered = Exclude<Polled, { kind: 'failed' }>
type Failed = Extract<Polled, { kind: 'failed' }>

/** A share of the interval that is the source's own at this poll, so that sources added together are not asked together. Never negative: nobody is asked too soon. */
function jittered(id: string, turn: number, intervalMs: number): number {
  const part = Number.parseInt(sha256(`${id}:${turn}`).slice(0, 8), 16) / 0x1_0000_0000
  return Math.ceil(intervalMs * (1 + JITTER * part))
}

/** The time until which a source that is being asked now is not asked again, whatever happens to us meanwhile. */
export function claimedUntil(id: string, { intervalMs, wishMs, polls }: SourceState, nowMs: number): number {
  return nowMs + jittered(id, polls, Math.max(intervalMs, wishMs))
}

/** `fresh`: how many new entries it brought; `waiting`: how many of all are left for the next time. */
export type Brought = Readonly<{ fresh: number; waiting: number }>

/** How it stands after an answer: what its host said, our own interval, and when it is asked next. */
export function afterAnswer(id: string, state: SourceState, polled: Answered, { fresh, waiting }: Brought, nowMs: number): SourceState {
  const wishMs = Math.min(polled.wishMs, MOST_WISH_MS)
  const intervalMs = state.polls === 0 ? state.intervalMs : adapted(state.intervalMs, fresh + waiting)
  const movedSeen = polled.movedTo === null ? 0 : polled.movedTo === state.movedTo ? state.movedSeen + 1 : 1
  const validators = polled.kind === 'read' ? polled.validators : { ...notNull(state, polled.validators) }
  return {
    ...state,
    // What is left has to be told again: "not modified" would not tell it.
    ...(waiting > 0 ? { etag: null, lastModified: null, parts: [] } : { ...validators, parts: polled.parts ?? [] }),
    ...{ intervalMs, wishMs, movedTo: polled.movedTo, movedSeen },
    polls: state.polls + 1,
    failures: 0,
    trouble: null,
    nextPollAtMs: nowMs + jittered(id, state.polls + 1, Math.max(intervalMs, wishMs)),
    lastSuccessAtMs: nowMs,
    lastNewAtMs: fresh > 0 ? nowMs : state.lastNewAtMs,
    // The first reading brings what has gathered for long.
    usual: state.polls === 0 ? 0 : state.usual * (1 - PART_OF_NEW) + fresh * PART_OF_NEW,
  }
}

/** "Not modified" may name new validators, and need not name any. */
function notNull(state: SourceState, { etag, lastModified }: Answered['validators']): Answered['validators'] {
  return { etag: etag ?? state.etag, lastModified: lastModified ?? state.lastModified }
}

function adapted(intervalMs: number, fresh: number): number {
  return fresh > 0 ? Math.max(SOONEST_MS, intervalMs / 2) : Math.min(LATEST_MS, intervalMs * 1.25)
}

/** Twice as long with every failure, a day at most, and never sooner than the host asked for. */
export function afterFailure(id: string, state: SourceState, failed: Failed, nowMs: number): SourceState {
  const failures = state.failures + 1
  const waitMs = Math.max(Math.min(DAY_MS, state.intervalMs * 2 ** Math.min(failures, 20)), state.wishMs)
  const nextPollAtMs = nowMs + Math.max(jittered(id, state.polls + failures, waitMs), failed.retryAfterMs ?? 0)
  return { ...state, failures, trouble: failed.reason, gone: failed.gone, nextPollAtMs }
}

/** Asked later, as the host wishes, which is no failure of the source. */
export function afterTooSoon(id: string, state: SourceState, leftMs: number, nowMs: number): SourceState {
  return { ...state, nextPollAtMs: nowMs + leftMs + jittered(id, state.polls, SOONEST_MS) - SOONEST_MS }
}

/** Where it stands from now on: it said so at three answers in a row. */
export function movedFor({ movedTo, movedSeen }: SourceState): string | null {
  return movedSeen >= SIGHTINGS ? movedTo : null
}

const FLOOD_LEAST = 50
const FLOOD_TIMES = 10
const FLOOD_AFTER_POLLS = 5

/** How many new entries are taken in at once; null when what came is not out of all proportion to what it usually brings. */
export function floodLimit({ polls, usual }: SourceState, fresh: number): number | null {
  const most = Math.max(FLOOD_LEAST, Math.ceil(usual * FLOOD_TIMES))
  return polls >= FLOOD_AFTER_POLLS && fresh > most ? FLOOD_LEAST : null
}
