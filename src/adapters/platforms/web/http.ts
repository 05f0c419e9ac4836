// What every request to the desk goes through: who may ask, how large, and what every response carries.
import type { IncomingMessage, ServerResponse } from 'node:http'

export const MAX_BODY = 64 * 1024 // bytes; a question is far smaller

export type Response = Readonly<{
  status: number
  html: string
  policy: string
  /** `same-origin` keeps the Origin header on the page's own forms, `no-referrer` keeps a signed address to itself */
  referrer: 'same-origin' | 'no-referrer'
}>

/** Names of this machine alone: a page elsewhere that points its own name at 127.0.0.1 comes with another Host. */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = host === undefined || /[/@?#\\\s]/.test(host) ? null : URL.parse(`http://${host}/`)
  return url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname)
}

/** Whether a form was sent by a page of ours, or by no browser at all. */
export function isOwnOrigin({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers
  if (origin !== undefined) return origin === `http://${host}`
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}

/** The body as form fields; null when it is too large, no form, or not UTF-8. Stops reading at the limit. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return null
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) return null
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > MAX_BODY) return null
    parts.push(part)
  }
  try {
    return new URLSearchParams(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)))
  } catch {
    return null // not UTF-8
  }
}

export function send(response: ServerResponse, method: string | undefined, { status, html, policy, referrer }: Response): void {
  const body = Buffer.from(html, 'utf8')
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Content-Security-Policy': policy,
    'Referrer-Policy': referrer,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Cache-Control': 'no-store',
    // A body we did not read to its end must not be taken for the next request.
    ...(status === 413 || status === 400 ? { Connection: 'close' } : {}),
  })
  response.end(method === 'HEAD' ? undefined : body)
}
