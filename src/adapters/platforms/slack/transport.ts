// One HTTP POST and nothing more: no retries, no redirects, no kept-alive connection, and a plain word on whether anything left this machine.
import { type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'

export type Attempt =
  | Readonly<{ kind: 'reply'; status: number; headers: IncomingHttpHeaders; body: string }>
  /** it failed before the connection stood: not a byte of the request left */
  | Readonly<{ kind: 'not-sent'; reason: string }>
  /** it failed afterwards: the other side may have acted on it */
  | Readonly<{ kind: 'unknown'; reason: string }>

export type PostRequest = Readonly<{
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  limits?: PostLimits
  /** asked once the connection stands, right before the first byte of the request; when it says no, none leaves */
  mayLeave?: (() => boolean) | undefined
}>
export type PostLimits = Readonly<{ connectMs: number; totalMs: number }>

export const POST_LIMITS: PostLimits = { connectMs: 3_000, totalMs: 10_000 }
const MAX_REPLY = 1024 * 1024 // bytes; Slack answers a post with a few kilobytes

/** Sends the request once. Never rejects. */
export function postOnce(request: PostRequest): Promise<Attempt> {
  const url = URL.canParse(request.url) ? new URL(request.url) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return Promise.resolve({ kind: 'not-sent', reason: 'bad address' })
  return new Promise((resolve) => new Call(url, request, resolve))
}

class Call {
  readonly #resolve: (attempt: Attempt) => void
  readonly #request: ReturnType<typeof requestHttp>
  readonly #timers: readonly NodeJS.Timeout[]
  #connected = false

  constructor(url: URL, request: PostRequest, resolve: (attempt: Attempt) => void) {
    const { connectMs, totalMs } = request.limits ?? POST_LIMITS
    const secure = url.protocol === 'https:'
    const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(request.body)) }
    this.#resolve = resolve
    // a fresh connection each time: one kept alive may be half closed, and then nobody knows what became of the request
    this.#request = (secure ? requestHttps : requestHttp)(url, { method: 'POST', agent: false, headers })
    this.#timers = [
      setTimeout(() => this.#connected || this.#fail('connect timeout'), connectMs),
      setTimeout(() => this.#fail('timeout'), totalMs),
    ]
    this.#request.on('socket', (socket: Socket) => socket.once(secure ? 'secureConnect' : 'connect', () => this.#send(request)))
    this.#request.on('error', (error) => this.#fail('code' in error ? String(error.code) : error.name))
    this.#request.on('response', (response) => this.#read(response))
  }

  /** Nothing is awaited between the question and the write. */
  #send({ body, mayLeave }: PostRequest): void {
    if (mayLeave?.() === false) this.#fail('lease over')
    else {
      this.#connected = true
      this.#request.end(body)
    }
  }

  #fail(reason: string): void {
    this.#end({ kind: this.#connected ? 'unknown' : 'not-sent', reason })
  }

  #read(response: NodeJS.ReadableStream & { statusCode?: number | undefined; headers: IncomingHttpHeaders }): void {
    const received: Buffer[] = []
    let size = 0
    response.on('data', (bytes: Buffer) => {
      size += bytes.length
      received.push(bytes)
      if (size > MAX_REPLY) this.#fail('reply too long')
    })
    response.on('error', () => this.#fail('reply broken off'))
    response.on('close', () => this.#fail('reply broken off')) // nothing once 'end' has settled it
    response.on('end', () =>
      this.#end({
        kind: 'reply',
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(received).toString('utf8'),
      }),
    )
  }

  #end(attempt: Attempt): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#resolve(attempt)
    this.#request.destroy()
  }
}
