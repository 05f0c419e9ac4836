// One request to one host over a connection that was judged, and the head of its answer.
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import type { Validators } from '../../ports/outside-fetch.ts'
import { ACCEPTED_ENCODINGS } from './body-limits.ts'
import type { Target } from './guarded-fetch-rules.ts'
import { inWords, Trouble } from './guarded-fetch-trouble.ts'

export type HeadLimits = Readonly<{
  headerBytes: number
  /** milliseconds from the request to the end of the answer's headers */
  headerMs: number
}>

export const HEAD_LIMITS: HeadLimits = { headerBytes: 16 * 1024, headerMs: 5_000 }
const MOST_INTERIM = 8 // answers 100 to 199 before the real one

export type Asked = Readonly<{ target: Target; userAgent: string; accept: string; validators: Validators }>

/** Sends the request and waits for the headers. Throws Trouble; whoever called destroys the socket, whatever comes of it. */
export async function askOnce(socket: Socket, asked: Asked, limits: HeadLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const { host } = asked.target
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const timer = setTimeout(() => reject(new Trouble(`${host} took the request and did not answer.`)), limits.headerMs)
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop)
  try {
    const sent = requestOver(socket, asked, limits)
    let interim = 0
    const count = () => ++interim > MOST_INTERIM && reject(new Trouble(`${host} does not come to its answer.`))
    sent.on('continue', count)
    sent.on('information', count)
    sent.on('upgrade', () => reject(new Trouble(`${host} does not answer in HTTP.`)))
    sent.on('response', (reply) => {
      // Nobody may be reading when we hang up on a redirect or an error page.
      reply.on('error', () => undefined)
      resolve(reply)
    })
    sent.on('error', (error) => reject(new Trouble(`${host} could not be read: ${inWords(error)}.`)))
    sent.on('close', () => reject(new Trouble(`${host} broke off before it answered.`)))
    sent.end()
    return await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    promise.catch(() => undefined)
  }
}

function requestOver(socket: Socket, asked: Asked, { headerBytes }: HeadLimits): ClientRequest {
  const { pathname, search } = asked.target.url
  return request({
    createConnection: () => socket,
    method: 'GET',
    path: `${pathname}${search}`,
    headers: headersOf(asked),
    setHost: false,
    maxHeaderSize: headerBytes,
    insecureHTTPParser: false,
  })
}

function headersOf({ target, userAgent, accept, validators: { etag, lastModified } }: Asked): Record<string, string> {
  const { host, port, secure, url } = target
  const name = url.hostname.startsWith('[') ? `[${host}]` : host
  return {
    host: port === (secure ? 443 : 80) ? name : `${name}:${port}`,
    'user-agent': userAgent,
    accept,
    'accept-encoding': ACCEPTED_ENCODINGS,
    ...(sendable(etag) ? { 'if-none-match': etag } : {}),
    ...(sendable(lastModified) ? { 'if-modified-since': lastModified } : {}),
    connection: 'close',
  }
}

/** Echoed as it came, unless it would be no header line: it came from outside. */
function sendable(value: string | null | undefined): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 1_024 && /^[\t\x20-\x7e\x80-\xff]+$/.test(value)
}
