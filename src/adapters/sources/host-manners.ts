// What a host wishes of how often it is asked: to be left alone for a while (Retry-After), and time between two pages (Crawl-delay).
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../base/clock.ts'
import type { Fetched, FetchPurpose, HostNote, HostNotes } from '../../ports/outside-fetch.ts'
import { TooSoon } from './guarded-fetch-trouble.ts'

export type Manners = Readonly<{
  /** Throws TooSoon while the host wants to be left alone. */
  ask: (url: URL) => Promise<void>
  /** In the host's turn: waits until it may be asked again. Throws TooSoon when that is longer than anybody waits, and the signal's reason. */
  pace: (url: URL, purpose: FetchPurpose, signal?: AbortSignal) => Promise<void>
  /** Remembers that it wants to be left alone. */
  heard: (url: URL, fetched: Fetched) => Promise<void>
}>

export type MannersOptions = Readonly<{
  notes: HostNotes
  clock: Clock
  /** how far apart the host wants pages to be asked for */
  delayMs: (url: URL) => Promise<number>
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>
}>

const MOST_WAIT_MS = 30_000
/** A host that asks for less without saying how much less. */
const UNSAID_MS = 15 * 60_000
const NOTHING: HostNote = { heldUntilMs: 0, askedAtMs: 0 }

export function mannersOf({ notes, clock, delayMs, sleep = slept }: MannersOptions): Manners {
  const nowMs = () => clock.now().epochMilliseconds
  const noteOf = async (host: string) => (await notes.get(host)) ?? NOTHING
  const ask = async ({ host }: URL) => {
    const { heldUntilMs } = await noteOf(host)
    const leftMs = heldUntilMs - nowMs()
    if (leftMs > 0) throw new TooSoon(`${host} asked to be left alone until ${momentOf(heldUntilMs)}.`, leftMs)
  }
  return {
    ask,
    pace: async (url, purpose, signal) => {
      // Others may have been told to come later while this one waited for its turn.
      await ask(url)
      // What robots.txt wishes concerns pages: a feed, which has an interval of its own, was subscribed to.
      const apartMs = purpose === 'page' ? await delayMs(url) : 0
      if (apartMs === 0) return
      const note = await noteOf(url.host)
      // A clock that was put back makes nobody wait for longer than the host wishes.
      const waitMs = Math.min(apartMs, note.askedAtMs + apartMs - nowMs())
      if (waitMs > MOST_WAIT_MS) throw new TooSoon(`${url.host} wants ${Math.ceil(apartMs / 1000)} seconds between two pages.`, waitMs)
      if (waitMs > 0) await sleep(waitMs, signal)
      // Before the request leaves: a restart in between does not ask sooner.
      await notes.put(url.host, { ...note, askedAtMs: nowMs() })
    },
    heard: async ({ host }, fetched) => {
      if (fetched.kind !== 'failed' || (fetched.retryAfterMs === null && fetched.status !== 429)) return
      const heldUntilMs = nowMs() + (fetched.retryAfterMs ?? UNSAID_MS)
      await notes.put(host, { ...(await noteOf(host)), heldUntilMs })
    },
  }
}

/** For as long as the process runs. */
export function notesInMemory(): HostNotes {
  const notes = new Map<string, HostNote>()
  return {
    get: async (host) => notes.get(host) ?? null,
    put: async (host, note) => {
      notes.set(host, note)
    },
  }
}

const slept = (ms: number, signal: AbortSignal | undefined) => setTimeout(ms, undefined, signal === undefined ? {} : { signal })

/** `22 November 2026, 08:15 UTC` */
function momentOf(ms: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toZonedDateTimeISO('UTC')
  return at.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  })
}
