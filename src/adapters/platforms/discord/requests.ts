// Which requests discord.js makes and how often it is held back, told to the log by route: the library's own words stay out of it.
import { type REST, RESTEvents } from 'discord.js'
import type { Log } from '../../../base/log.ts'
import type { Attempt } from './transport.ts'

/** Discord: answers of which 10,000 in ten minutes bar an address. A limit that all share is not counted. */
const INVALID = [401, 403, 429]

/** Counts what goes through one of the library's clients; returns it. */
export function countRequests(rest: REST, log: Log): REST {
  rest.on(RESTEvents.Response, ({ method, route }, { status, headers }) => {
    const isInvalid = INVALID.includes(status) && headers.get('x-ratelimit-scope') !== 'shared'
    log.debug('platform asked', { platform: 'discord', route: `${method} ${routeOf(route)}`, code: String(status), isInvalid })
  })
  rest.on(RESTEvents.RateLimited, ({ timeToReset, retryAfter }) =>
    log.debug('platform limits', { platform: 'discord', by: 'platform', waitMs: Math.max(timeToReset, retryAfter) }),
  )
  return rest
}

/** The same for one request of our own. */
export function countRequest(log: Log, { method, path }: Readonly<{ method: string; path: string }>, attempt: Attempt): void {
  const answered = attempt.kind === 'answered' ? attempt : null
  const isInvalid = answered !== null && INVALID.includes(answered.status) && answered.headers['x-ratelimit-scope'] !== 'shared'
  const code = answered === null ? 'none' : String(answered.status)
  log.debug('platform asked', { platform: 'discord', route: `${method} ${routeOf(path)}`, code, isInvalid })
  const waitS = Number(answered?.headers['retry-after'])
  if (answered?.status === 429 && waitS > 0) log.debug('platform limits', { platform: 'discord', by: 'platform', waitMs: waitS * 1_000 })
}

/** Without ids, tokens and queries: what is left are the few routes there are (pure). */
export function routeOf(path: string): string {
  return path
    .replace(/\?.*$/, '')
    .replace(/\/\d{5,}(?=\/|$)/g, '/:id')
    .replace(/^(\/(?:webhooks|interactions)\/:id)\/[^/]+/, '$1/:token')
    .replace(/(\/reactions)\/.*$/, '$1')
}
