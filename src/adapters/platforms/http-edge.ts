// What a platform's requests meet before anything is done about them: a server of bounded patience, bodies of bounded size, one spelling of a header, nothing twice.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Log } from '../../base/log.ts'
import { closed, listening } from '../listening.ts'

export type HttpEdge = Readonly<{
  open: () => Promise<void>
  /** Takes no more requests; resolves when those in hand are answered, at the latest after `graceMs`. */
  close: (graceMs: number) => Promise<void>
}>

export type Door = Readonly<{ platform: 'slack' | 'discord'; host: string; port: number; log: Log }>
export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>
export type Headed = Pick<IncomingMessage, 'headersDistinct'>

const MAX_BODY = 1024 * 1024 // bytes, read before anything is parsed
const MAX_SKEW_S = 300 // Slack: requests older than five minutes are to be refused; the future is refused too, and Discord held to the same
const REMEMBERED_S = 600 // longer than any signature can be used
const KEPT_MS = 125_000 // longer than proxies keep a connection; who is refused keeps none
const TITLES = { slack: 'Slack', discord: 'Discord' } as const

/** `open` throws `slack-port` or `discord-port` where the port cannot be had. */
export function createHttpEdge({ platform, host, port, log }: Door, serve: Serve): HttpEdge {
  // A proxy that sends a request just as an idle connection is closed would answer 502 by itself.
  const patience = { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: KEPT_MS }
  const server = createServer({ ...patience, maxHeaderSize: 16 * 1024 }, (request, response) => {
    void serve(request, response).catch(() => refuse(response, 400))
  })
  const at = {
    setting: `${platform.toUpperCase()}_PORT`,
    code: `${platform}-port`,
    without: `${TITLES[platform]}’s requests cannot be taken`,
  }
  return {
    open: async () => log.info(`${platform} http open`, { host, port: await listening(server, { host, port, ...at }) }),
    close: (graceMs) => closed(server, graceMs),
  }
}

/** The value of a header that is there once; null where it is not. */
export function onlyHeader(request: Headed, name: string): string | null {
  const values = request.headersDistinct[name] ?? []
  return values.length === 1 ? (values[0] ?? null) : null
}

/** Whether a time, written as seconds in ten digits and not otherwise, is one of these five minutes. */
export function isOfNow(stamp: string, nowS: number): boolean {
  return /^\d{10}$/.test(stamp) && Math.abs(nowS - Number(stamp)) <= MAX_SKEW_S
}

/** Remembers each signature while it could be used again. Only genuine ones get here, so nobody else can fill it. */
export function createReplayGuard(): (signature: string, nowS: number) => boolean {
  const used = new Map<string, number>() // signature → second of first use, oldest first
  return (signature, nowS) => {
    for (const [old, at] of used) {
      if (at > nowS - REMEMBERED_S) break
      used.delete(old)
    }
    if (used.has(signature)) return false
    used.set(signature, nowS)
    return true
  }
}

/** Null when it is longer than any that a platform sends. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const received: Buffer[] = []
  let size = 0
  for await (const bytes of request) {
    size += bytes.length
    if (size > MAX_BODY) return null
    received.push(bytes)
  }
  return Buffer.concat(received)
}

export function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.end()
  response.writeHead(status, { connection: 'close' })
  response.end()
}
