// Whether a host lets a page be fetched: its robots.txt, asked for at most once a day, by RFC 9309.
import type { Clock } from '../../base/clock.ts'
import type { Fetched, FetchPurpose, OutsideFetch, RobotsCopies, RobotsCopy } from '../../ports/outside-fetch.ts'
import { allows, robotsRulesOf } from './robots-rules.ts'

/** `fetch`: a guarded one that does not ask here again. `product`: our name in a robots.txt. */
export type RobotsOptions = Readonly<{ fetch: OutsideFetch; product: string; clock: Clock; copies?: RobotsCopies | undefined }>

export type Robots = Readonly<{
  /** A sentence why a page may not be fetched, or null; feeds, which somebody subscribed to, and robots.txt itself always may. */
  forbids: (url: URL, purpose: FetchPurpose) => Promise<string | null>
  /** The sitemaps that the host's robots.txt names, as they stand there. */
  sitemaps: (url: URL) => Promise<readonly string[]>
  /** How far apart the host wants requests, in milliseconds, as far as its robots.txt was read; nothing is asked for it. */
  delayMs: (url: URL) => Promise<number>
}>

const HOUR_MS = 3_600_000
const KEPT_MS = 24 * HOUR_MS
/** A host that could not be asked is asked again after an hour. */
const CLOSED_MS = HOUR_MS

export function robotsOf({ fetch: outside, product, clock, copies = copiesInMemory() }: RobotsOptions): Robots {
  const asking = new Map<string, Promise<RobotsCopy>>()
  // Several may wait for one answer, so none of them can call it off.
  const ask = async (origin: string) => {
    const fetched = await outside({ url: `${origin}/robots.txt`, purpose: 'robots' })
    const copy = copyOf(fetched, product, clock.now().epochMilliseconds)
    // That it was not asked says nothing of what it would have said.
    if (fetched.kind !== 'failed' || !fetched.tooSoon) await copies.put(origin, copy)
    return copy
  }
  const copyFor = async (origin: string) => {
    const kept = await copies.get(origin)
    if (kept !== null && isFresh(kept, clock.now().epochMilliseconds)) return kept
    const asked = asking.get(origin) ?? ask(origin).finally(() => asking.delete(origin))
    asking.set(origin, asked)
    return asked
  }
  return {
    forbids: async (url, purpose) => {
      if (purpose !== 'page') return null
      const copy = await copyFor(url.origin)
      if (copy.kind === 'closed') return `${url.host} could not be asked for its robots.txt, so no page of it is fetched.`
      return copy.kind === 'open' || allows(copy.rules, url) ? null : `${url.host} asks programs not to fetch this page (robots.txt).`
    },
    sitemaps: async (url) => (await copyFor(url.origin)).sitemaps,
    delayMs: async (url) => (await copies.get(url.origin))?.delayMs ?? 0,
  }
}

function isFresh({ kind, fetchedAtMs }: RobotsCopy, nowMs: number): boolean {
  const age = nowMs - fetchedAtMs
  return age >= 0 && age < (kind === 'closed' ? CLOSED_MS : KEPT_MS)
}

/** None (4xx) opens the host; no answer, trouble of its own, or "not so often" closes it (RFC 9309 §2.3.1). */
function copyOf(fetched: Fetched, product: string, fetchedAtMs: number): RobotsCopy {
  const none = { fetchedAtMs, rules: [], sitemaps: [], delayMs: 0 }
  if (fetched.kind === 'ok') return { ...none, kind: 'rules', ...robotsRulesOf(new TextDecoder().decode(fetched.body), product) }
  const status = fetched.kind === 'failed' ? fetched.status : null
  return { ...none, kind: status !== null && status >= 400 && status < 500 && status !== 429 ? 'open' : 'closed' }
}

const MOST_COPIES = 1_000
const MOST_RULES_KEPT = 100_000

/** Copies at hand, and behind them those that outlast the process. */
export function copiesKept(kept: RobotsCopies, atHand: RobotsCopies = copiesInMemory()): RobotsCopies {
  return {
    get: async (origin) => {
      const near = await atHand.get(origin)
      if (near !== null) return near
      const copy = await kept.get(origin)
      if (copy !== null) await atHand.put(origin, copy)
      return copy
    },
    put: async (origin, copy) => {
      await atHand.put(origin, copy)
      await kept.put(origin, copy)
    },
  }
}

/** Copies for as long as the process runs; the one that was put first leaves first. */
export function copiesInMemory(): RobotsCopies {
  const copies = new Map<string, RobotsCopy>()
  let rules = 0
  const drop = (origin: string) => {
    rules -= copies.get(origin)?.rules.length ?? 0
    copies.delete(origin)
  }
  return {
    get: async (origin) => copies.get(origin) ?? null,
    put: async (origin, copy) => {
      drop(origin)
      copies.set(origin, copy)
      rules += copy.rules.length
      for (const oldest of copies.keys()) {
        if (copies.size <= 1 || (copies.size <= MOST_COPIES && rules <= MOST_RULES_KEPT)) break
        drop(oldest)
      }
    },
  }
}
