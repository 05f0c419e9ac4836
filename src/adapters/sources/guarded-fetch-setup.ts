// The guarded fetch as the product uses it: by the operator's settings, with robots.txt asked for pages and one line per host for all of it.
import type { Clock } from '../../base/clock.ts'
import type { HostNotes, OutsideFetch, RobotsCopies } from '../../ports/outside-fetch.ts'
import { type GuardOptions, guardedFetch } from './guarded-fetch.ts'
import { fetchRulesOf } from './guarded-fetch-rules.ts'
import { turnsPerHost } from './guarded-fetch-turns.ts'
import { type Manners, mannersOf, notesInMemory } from './host-manners.ts'
import { type Robots, robotsOf } from './robots.ts'

const PRODUCT = 'border-brief' // also our name in a robots.txt

export type FetchSettings = Readonly<{
  /** a web or mail address where a host can complain */
  contact: string | null
  onlyHosts: readonly string[]
  inside: readonly string[]
  ports: readonly number[]
  proxy: GuardOptions['proxy']
}>

export type OutsideOptions = Pick<GuardOptions, 'fault' | 'limits' | 'resolve' | 'connect' | 'ca'> &
  Readonly<{ settings: FetchSettings; version: string; clock: Clock; copies?: RobotsCopies | undefined; notes?: HostNotes | undefined }>

/** `sitemaps`: those that the robots.txt of an address's host names. */
export type Outside = Readonly<{ fetch: OutsideFetch; sitemaps: Robots['sitemaps'] }>

/** Opens nothing yet. Throws BorderBriefError `config` when FETCH_INSIDE cannot be read. */
export function openOutside({ settings, version, clock, copies, notes = notesInMemory(), ...ways }: OutsideOptions): Outside {
  const userAgent = settings.contact === null ? `${PRODUCT}/${version}` : `${PRODUCT}/${version} (+${settings.contact})`
  // How far apart its requests are to be is known from a host's robots.txt, which is asked by the same manners.
  const manners: Manners = mannersOf({ notes, clock, delayMs: (url) => robots.delayMs(url) })
  const guard = { ...ways, rules: fetchRulesOf(settings), clock, userAgent, proxy: settings.proxy, turns: turnsPerHost(), manners }
  const robots: Robots = robotsOf({ fetch: guardedFetch(guard), product: PRODUCT, clock, copies })
  return { fetch: guardedFetch({ ...guard, forbids: robots.forbids }), sitemaps: robots.sitemaps }
}
