// The HTTP door for Slack's requests: what is not provably Slack's, fresh and new never reaches Bolt, which checks the signature again.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { HTTPReceiver } from '@slack/bolt'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { Install } from './install.ts'

export type HttpEdge = Readonly<{
  open: () => Promise<void>
  /** Takes no more requests; resolves when those in hand are answered, at the latest after `graceMs`. */
  close: (graceMs: number) => Promise<void>
}>

export type HttpEdgeOptions = Readonly<{
  /** null: events come by Socket Mode */
  events: Readonly<{ receiver: HTTPReceiver; signingSecret: string }> | null
  /** null: nobody installs the app here */
  install: Install | null
  host: string
  port: number
  clock: Clock
  log: Log
}>

export const SLACK_PATH = '/slack/events'
const MAX_BODY = 1024 * 1024 // bytes, read before anything is parsed
const MAX_SKEW_S = 300 // Slack: requests older than five minutes are to be refused; we refuse the future too
const REMEMBERED_S = 600 // longer than any signature can be used

export function createHttpEdge(options: HttpEdgeOptions): HttpEdge {
  const isNew = createReplayGuard()
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16 * 1024 }, (request, response) => {
    void serve(request, response).catch(() => refuse(response, 400))
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (options.install?.serve(request, response)) return
    const { events } = options
    if (events === null || request.method !== 'POST' || request.url !== SLACK_PATH) return refuse(response, 404)
    const body = await readBody(request)
    if (body === null) return refuse(response, 413)
    const now = Math.floor(options.clock.now().epochMilliseconds / 1000)
    const signature = verifiedSignature(request, body, { secret: events.signingSecret, now })
    if (signature === null || !isNew(signature, now)) {
      options.log.warn('slack request refused')
      return refuse(response, 401)
    }
    // Bolt takes a body that was read already from `rawBody`
    events.receiver.requestListener(Object.assign(request, { rawBody: body }), response)
  }

  return { open: () => listen(server, options), close: (graceMs) => closeServer(server, graceMs) }
}

/** The signature when it is Slack's over exactly these bytes and of these five minutes; else null (pure). */
export function verifiedSignature(request: Headed, body: Buffer, at: Readonly<{ secret: string; now: number }>): string | null {
  const stamp = onlyHeader(request, 'x-slack-request-timestamp')
  const signature = onlyHeader(request, 'x-slack-signature')
  // One spelling each: Bolt reads `v0=<hash>=x` and ` 1700000000.0` as the same request, which would let a replay pass as new.
  if (stamp === null || signature === null || !/^\d{10}$/.test(stamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return null
  if (Math.abs(at.now - Number(stamp)) > MAX_SKEW_S) return null
  const expected = createHmac('sha256', at.secret).update(`v0:${stamp}:`).update(body).digest()
  return timingSafeEqual(Buffer.from(signature.slice(3), 'hex'), expected) ? signature : null
}

type Headed = Pick<IncomingMessage, 'headersDistinct'>

function onlyHeader(request: Headed, name: string): string | null {
  const values = request.headersDistinct[name] ?? []
  return values.length === 1 ? (values[0] ?? null) : null
}

/** Remembers each signature while it could be used again. Only genuine ones get here, so nobody else can fill it. */
function createReplayGuard(): (signature: string, now: number) => boolean {
  const used = new Map<string, number>() // signature → second of first use, oldest first
  return (signature, now) => {
    for (const [old, at] of used) {
      if (at > now - REMEMBERED_S) break
      used.delete(old)
    }
    if (used.has(signature)) return false
    used.set(signature, now)
    return true
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const received: Buffer[] = []
  let size = 0
  for await (const bytes of request) {
    size += bytes.length
    if (size > MAX_BODY) return null
    received.push(bytes)
  }
  return Buffer.concat(received)
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.end()
  response.writeHead(status, { connection: 'close' })
  response.end()
}

function listen(server: Server, { host, port, log }: HttpEdgeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const hint = `Slack's HTTP door cannot open on ${host}:${port}: choose another SLACK_HOST or SLACK_PORT, or end what uses it.`
      reject(new BorderBriefError('slack-port', hint, { cause }))
    })
    server.listen(port, host, () => {
      const address = server.address()
      log.info('slack http open', { host, port: typeof address === 'object' && address !== null ? address.port : port })
      resolve()
    })
  })
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
