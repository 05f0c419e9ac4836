// What an answer's status means for us, in the words of the port.
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../base/clock.ts'
import type { Fetched, FetchedHeaders, Redirect } from '../../ports/outside-fetch.ts'
import type { Target } from './guarded-fetch-rules.ts'

type Answer = Readonly<{
  reply: IncomingMessage
  target: Target
  redirects: readonly Redirect[]
  /** validators were sent along */
  conditional: boolean
}>

const LONGEST_WAIT_MS = 366 * 24 * 3_600_000

/** Reads the body where there is one to read. */
export async function answered(answer: Answer, read: (reply: IncomingMessage) => Promise<Uint8Array>, clock: Clock): Promise<Fetched> {
  const { reply, target, redirects, conditional } = answer
  const status = reply.statusCode ?? 0
  const told = { status, finalUrl: target.url.href, redirects, headers: headersOf(reply) }
  if (status === 304 && conditional) return { kind: 'not-modified', ...told }
  if (status >= 200 && status < 300 && status !== 206) return { kind: 'ok', ...told, body: await read(reply) }
  return {
    ...failedBy(reasonOf(status, target.host), status, redirects),
    retryAfterMs: waitOf(told.headers.retryAfter, clock),
    gone: status === 410,
  }
}

export function failedBy(reason: string, status: number | null, redirects: readonly Redirect[]): Extract<Fetched, { kind: 'failed' }> {
  return { kind: 'failed', reason, status, retryAfterMs: null, gone: false, redirects }
}

function reasonOf(status: number, host: string): string {
  if (status === 401 || status === 402 || status === 403 || status === 407 || status === 451)
    return `${host} does not let us read it (${status}).`
  if (status === 404) return `${host} has nothing at this address (404).`
  if (status === 410) return `${host} says it is gone for good (410).`
  if (status === 429) return `${host} asks us to come less often (429).`
  if (status >= 500) return `${host} is in trouble itself (${status}).`
  return `${host} answered with status ${status} instead of an article.`
}

function headersOf({ headers }: IncomingMessage): FetchedHeaders {
  return {
    contentType: headers['content-type'] ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    retryAfter: headers['retry-after'] ?? null,
    cacheControl: headers['cache-control'] ?? null,
  }
}

/** Seconds, or a date (RFC 9110 §10.2.3); null for anything else, and never more than a year. */
function waitOf(retryAfter: string | null, clock: Clock): number | null {
  const written = retryAfter?.trim() ?? ''
  const ms = /^\d{1,12}$/.test(written)
    ? Number(written) * 1000
    : /^[A-Z][a-z]{2},? /.test(written)
      ? Date.parse(written) - clock.now().epochMilliseconds
      : Number.NaN
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_WAIT_MS)
}
