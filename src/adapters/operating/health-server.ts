// Answers who watches over the process, on loopback: /livez, /readyz and /metrics. Nothing of people, workspaces or words is in any of them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { nameOf } from '../../base/error.ts'
import type { Log } from '../../base/log.ts'
import { closed, listening } from '../listening.ts'

/** `why`: what keeps it from being well, each in a few words; none: it is. */
export type Health = Readonly<{ why: readonly string[] }>

export type HealthServerOptions = Readonly<{
  port: number
  host: string
  live: () => Health
  ready: () => Promise<Health>
  metrics: () => Promise<Readonly<{ text: string; contentType: string }>>
  log: Log
}>

export type HealthServer = Readonly<{
  /** Resolves with the port once it listens. */
  start: () => Promise<number>
  stop: () => Promise<void>
}>

type Page = Readonly<{ status: number; type: string; body: string }>

const JSON_TYPE = 'application/json; charset=utf-8'

export function createHealthServer(options: HealthServerOptions): HealthServer {
  const { port, host, log } = options
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000, maxHeaderSize: 8 * 1024 }, (request, response) => {
    answer(request, options)
      .catch((error: unknown): Page => {
        log.error('health not told', { cause: nameOf(error) })
        return verdict(503, { why: ['it could not be looked'] })
      })
      .then((page) => send(request, response, page))
      .catch(() => response.destroy())
  })
  const at = { host, port, setting: 'HEALTH_PORT', code: 'health-port', without: 'Health and metrics cannot be served' }
  return { start: () => listening(server, at), stop: () => closed(server, 0) }
}

async function answer({ method, url = '' }: IncomingMessage, { live, ready, metrics }: HealthServerOptions): Promise<Page> {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: JSON_TYPE, body: '{"error":"only GET"}\n' }
  const [path] = url.split('?')
  if (path === '/livez') return told(live())
  if (path === '/readyz') return told(await ready())
  if (path !== '/metrics') return { status: 404, type: JSON_TYPE, body: '{"error":"there are /livez, /readyz and /metrics"}\n' }
  const { text, contentType } = await metrics()
  return { status: 200, type: contentType, body: text }
}

const told = (health: Health): Page => verdict(health.why.length === 0 ? 200 : 503, health)

function verdict(status: number, { why }: Health): Page {
  return { status, type: JSON_TYPE, body: `${JSON.stringify({ ok: why.length === 0, why })}\n` }
}

function send({ method }: IncomingMessage, response: ServerResponse, { status, type, body }: Page): void {
  const bytes = Buffer.from(body, 'utf8')
  response.writeHead(status, {
    ...{ 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
    Connection: 'close',
  })
  response.end(method === 'HEAD' ? undefined : bytes)
}
