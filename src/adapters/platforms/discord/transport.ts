// One request to Discord, once: no retries, no redirects, and an exact account of how far it got.
import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type Timeouts = Readonly<{ connectMs: number; totalMs: number }>
const TIMEOUTS: Timeouts = { connectMs: 3_000, totalMs: 10_000 }
const MAX_BYTES = 4 * 1024 * 1024

export type Answered = Readonly<{ kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: unknown }>
export type Attempt =
  | Answered
  /** no byte of the request left this machine */
  | Readonly<{ kind: 'not-sent'; reason: string }>
  /** it may or may not have been done */
  | Readonly<{ kind: 'lost'; reason: string }>

type Told = (request: Readonly<{ method: string; path: string }>, attempt: Attempt) => void

export type Transport = Readonly<{
  /** `mayLeave` is asked once the connection stands, right before the first byte; when it says no, none leaves. */
  send: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, mayLeave?: () => boolean) => Promise<Attempt>
  close: () => void
}>

/** `told` hears of every attempt. */
export function createTransport(apiUrl: string, token: string, timeouts = TIMEOUTS, told: Told = () => {}): Transport {
  const isHttps = apiUrl.startsWith('https:')
  const agent = isHttps ? new HttpsAgent({ keepAlive: true, maxSockets: 32 }) : new HttpAgent({ keepAlive: true, maxSockets: 32 })
  return {
    send: async (method, path, body, mayLeave) => {
      const data = body === undefined ? null : JSON.stringify(body)
      const headers = {
        authorization: `Bot ${token}`,
        'user-agent': 'DiscordBot (border-brief, 1)',
        ...(data === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(data) }),
      }
      const made = await attempt(`${apiUrl}/v10${path}`, { method, headers, agent }, { data, timeouts, mayLeave })
      told({ method, path }, made)
      return made
    },
    close: () => agent.destroy(),
  }
}

type Sent = Readonly<{ data: string | null; timeouts: Timeouts; mayLeave: (() => boolean) | undefined }>

function attempt(url: string, options: RequestOptions, { data, timeouts, mayLeave }: Sent): Promise<Attempt> {
  return new Promise((resolve) => {
    const isHttps = url.startsWith('https:')
    const request = isHttps ? httpsRequest(url, options) : httpRequest(url, options)
    let isOut = false
    let reason: string | null = null
    const stop = (why: string) => {
      reason ??= why
      request.destroy()
    }
    const total = setTimeout(() => stop('no answer in time'), timeouts.totalMs)
    const connect = setTimeout(() => isOut || stop('no connection in time'), timeouts.connectMs)
    const settle = (outcome: Attempt) => {
      clearTimeout(total)
      clearTimeout(connect)
      resolve(outcome)
    }
    const failed = (error: unknown) => {
      const why = reason ?? codeOf(error)
      settle(isOut ? { kind: 'lost', reason: why } : { kind: 'not-sent', reason: why })
    }
    request.on('socket', (socket) => {
      const write = () => {
        // Nothing is awaited between the question and the write.
        if (mayLeave?.() === false) return stop('lease over')
        isOut = true
        request.end(data ?? undefined)
      }
      // A connection that was kept is open already; a new one carries nothing before it stands, TLS included.
      if (request.reusedSocket || !socket.connecting) write()
      else socket.once(isHttps ? 'secureConnect' : 'connect', write)
    })
    request.on('error', failed)
    request.on('response', (response) => {
      read(response).then(
        (text) => settle({ kind: 'answered', status: response.statusCode ?? 0, headers: response.headers, body: parsed(text) }),
        failed,
      )
    })
  })
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BYTES) throw new Error('answer too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' ? 'connection failed' : `connection failed (${code})`
}
