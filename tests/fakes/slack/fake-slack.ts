// A Slack to test against on loopback: Web API, Socket Mode and response URLs, which refuse what Slack refuses and remember that they did.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { answerFilesCall, upload } from './files-api.ts'
import { SlackLimits } from './limits.ts'
import { OAuthSide } from './oauth-side.ts'
import * as payloads from './payloads.ts'
import { type Ack, SocketSide } from './socket-side.ts'
import { type Answer, answerCall, refusedText } from './web-api.ts'
import { type Fault, type Fields, type Rejected, Workspace } from './workspace.ts'

export type Call = Readonly<{ method: string; args: Fields; token: string | null; at: number }>
export type Responded = Readonly<{ url: string; body: Fields }>

const USES = 5 // of a response URL

export class FakeSlack {
  readonly workspace = new Workspace()
  readonly calls: Call[] = []
  /** What was sent to response URLs and taken. */
  readonly responded: Responded[] = []
  #rejected: Rejected[] = []
  readonly #faults = new Map<string, Fault[]>()
  readonly #uses = new Map<string, number>()
  readonly #triggers = new Set<string>()
  readonly #limits = new SlackLimits()
  readonly #http = createServer((request, response) => void this.#serve(request, response))
  readonly sockets = new SocketSide(this.#http)
  /** Workspaces that install the app, beside the one of the settings' token. */
  readonly oauth = new OAuthSide()
  /** Decides call by call what goes wrong; asked where no fault is in line. */
  faultOf: (method: string, args: Fields) => Fault | undefined = () => undefined
  /** Refuses whatever has blocks, as it does where they are not to its liking. */
  refusesBlocks = false
  /** from a post to the event that tells of it */
  eventsAfterMs = 0
  /** Waits before an event that nobody acknowledged is sent again. */
  retriesAfter: readonly number[] = []
  #origin = ''

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve))
    const address = this.#http.address()
    this.#origin = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : ''
    return this
  }

  async stop(): Promise<void> {
    this.sockets.close()
    this.#http.closeAllConnections()
    await new Promise((resolve) => this.#http.close(resolve))
  }

  get apiUrl(): string {
    return `http://${this.#origin}/api/`
  }

  /** Everything refused so far. A test that ends with something here has sent Slack what it does not take. */
  get rejected(): readonly Rejected[] {
    return this.#rejected
  }

  /** The errors refused so far, which are forgotten: for tests that provoke them. */
  takeRejected(): readonly string[] {
    const errors = this.#rejected.map((one) => one.error)
    this.#rejected = []
    return errors
  }

  /** Makes the next calls of a method go wrong, one fault each. */
  failNext(method: string, ...faults: readonly Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults])
  }

  /** Triggers and response URLs handed out so far are of no more use. */
  expireAll(): void {
    this.#triggers.clear()
    for (const url of this.#uses.keys()) this.#uses.set(url, USES)
  }

  of(method: string): readonly Fields[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.args)
  }

  /** Waits until the condition gives something. */
  async until<T>(seen: () => T | null | undefined | false, what: string): Promise<T> {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const found = seen()
      if (found) return found
      await wait(5)
    }
    throw new Error(`waited in vain for ${what}; calls: ${this.calls.map((call) => call.method).join(', ')}`)
  }

  // People at work: each resolves when the app has acknowledged.
  command(text: string, more: Fields = {}): Promise<Ack> {
    return this.sockets.deliver('slash_commands', payloads.slashCommand(this.origin, text, more))
  }

  event(event: Fields, more: Fields = {}): Promise<Ack> {
    return this.sockets.deliver('events_api', payloads.eventCallback(this.origin, event, more))
  }

  /** Presses the button that stops an agent, which is there while its session is being processed; Slack ends its streams itself. */
  stopAgent(channel: string, thread: string): Promise<Ack> {
    if (this.workspace.sessions.get(thread) !== 'processing') throw new Error('there is no button: no session is being processed there')
    const streams = [...this.workspace.streams].map((key) => key.split(':')[1])
    this.workspace.streams.clear()
    return this.event({ type: 'agent_session_stopped', channel, user: 'U1', thread_ts: thread, streaming_message_ts: streams })
  }

  press(action: Fields, message: Parameters<typeof payloads.blockAction>[2]): Promise<Ack> {
    return this.sockets.deliver('interactive', payloads.blockAction(this.origin, action, message))
  }

  /** Opens the bot's Home tab, as somebody who looks. */
  openHome(user = 'U1', more: Fields = {}): Promise<Ack> {
    const view = this.workspace.homes.get(user)
    const shown = view === undefined ? {} : { view: { ...view, team_id: this.workspace.team, hash: 'h' } }
    return this.event({ type: 'app_home_opened', user, channel: 'D1', tab: 'home', ...shown, ...more })
  }

  pressAtHome(action: Fields, user = 'U1'): Promise<Ack> {
    return this.sockets.deliver('interactive', payloads.homeAction(this.origin, action, user))
  }

  /** Chooses “Brief me on this” on a message. */
  briefOnThis(message: Fields, more: Fields = {}): Promise<Ack> {
    return this.sockets.deliver('interactive', payloads.messageShortcut(this.origin, message, more))
  }

  /** Fills in the modal that was opened last, and sends it off. */
  async submit(answer: string | Readonly<Record<string, string>>): Promise<Ack> {
    const call = await this.until(() => this.of('views.open').at(-1), 'a modal')
    const view = call.view
    return this.sockets.deliver('interactive', payloads.viewSubmission(this.origin, { ...(typeof view === 'object' ? view : {}) }, answer))
  }

  get origin(): payloads.Origin {
    return this.originIn(this.workspace)
  }

  /** What payloads of another workspace are made with. */
  originIn(workspace: Workspace): payloads.Origin {
    return {
      workspace,
      responseUrl: () => {
        const url = `http://${this.#origin}/commands/${workspace.team}/${this.workspace.nextSerial()}`
        this.#uses.set(url, 0)
        return url
      },
      triggerId: () => {
        const id = `1.2.${this.workspace.nextSerial()}`
        this.#triggers.add(id)
        return id
      },
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts).toString('utf8')
    const path = request.url ?? ''
    if (path.startsWith('/upload/'))
      return void response.writeHead(upload(this.workspace, path.slice('/upload/'.length), Buffer.concat(parts))).end('OK')
    if (path.startsWith('/commands/')) return this.#serveResponseUrl(`http://${this.#origin}${path}`, body, response)
    const method = path.replace(/^\/api\//, '')
    const args = argumentsOf(body, request.headers['content-type'] ?? '')
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? null
    this.calls.push({ method, args, token, at: performance.now() })
    const fault = this.#faults.get(method)?.shift() ?? this.faultOf(method, args)
    if (fault?.lateMs !== undefined) setTimeout(() => this.#answer(method, args, token), fault.lateMs)
    const answer = fault === undefined || fault.commit ? this.#answer(method, args, token) : { ok: true }
    if (fault !== undefined) return breakOff(response, fault)
    if (answer.error === 'ratelimited') return send(response, 429, answer, { 'retry-after': String(answer['retry_after'] ?? 1) })
    const holder = token === null ? null : this.oauth.holderOf(token)
    const { scopes } = holder instanceof Workspace ? holder : this.workspace
    send(response, 200, answer, { 'x-oauth-scopes': scopes.join(',') })
  }

  #answer(method: string, args: Fields, token: string | null): Answer {
    const isRefused = this.refusesBlocks && args.blocks !== undefined
    const answer: Answer = isRefused
      ? { ok: false, error: 'invalid_blocks' }
      : method === 'oauth.v2.access'
        ? this.oauth.access(args, token)
        : this.#authorized(method, args, token)
    if (!answer.ok) this.#reject(method, answer)
    const { channel, ts, message } = answer
    if (method === 'chat.postMessage' && answer.ok && this.workspace.sendsMetadataEvents) {
      this.#tellMetadata({ channel: String(channel), ts: String(ts), metadata: Object(message).metadata })
    }
    return answer
  }

  #authorized(method: string, args: Fields, token: string | null): Answer {
    if (token === null) return { ok: false, error: 'not_authed' }
    if (method === 'apps.connections.open') {
      const url = `ws://${this.#origin}/link?ticket=${this.workspace.nextSerial()}`
      return token === this.workspace.appToken ? { ok: true, url } : { ok: false, error: 'invalid_auth' }
    }
    const holder = this.oauth.holderOf(token)
    if (typeof holder === 'string') return { ok: false, error: holder }
    if (holder !== null) return this.#asked(holder, method, args, token)
    if (token !== this.workspace.token) return { ok: false, error: 'invalid_auth' }
    if (this.workspace.tokenError !== null) return { ok: false, error: this.workspace.tokenError }
    return this.#asked(this.workspace, method, args, token)
  }

  #asked(workspace: Workspace, method: string, args: Fields, token: string): Answer {
    if (method === 'auth.revoke') this.oauth.revoke(token)
    if (method === 'auth.revoke') return { ok: true, revoked: true }
    if (method.startsWith('chat.') && !workspace.scopes.includes('chat:write'))
      return { ok: false, error: 'missing_scope', needed: 'chat:write' }
    const waits = method === 'chat.postMessage' ? this.#limits.refused(workspace, String(args.channel)) : null
    if (waits !== null) return { ok: false, error: 'ratelimited', retry_after: waits }
    return answerFilesCall(workspace, method, args, this.#origin) ?? answerCall(workspace, method, args, this.#triggers)
  }

  #tellMetadata(posted: Parameters<typeof payloads.metadataPosted>[1]): void {
    if (posted.metadata === undefined) return
    const payload = payloads.metadataPosted(this.origin, posted)
    setTimeout(() => void this.#tell(payload, this.retriesAfter), this.eventsAfterMs)
  }

  /** An event, sent again after each of the waits until somebody has acknowledged it. */
  async #tell(payload: Fields, waits: readonly number[]): Promise<void> {
    const [first, ...later] = waits
    if (this.sockets.open > 0) {
      const acked = await this.sockets.deliver('events_api', payload).catch(() => null)
      if (acked !== null) return
    }
    if (first === undefined) return
    await wait(first, undefined, { ref: false })
    await this.#tell(payload, later)
  }

  #serveResponseUrl(url: string, body: string, response: ServerResponse): void {
    const used = this.#uses.get(url)
    const fields = argumentsOf(body, 'application/json')
    const isRefused = this.refusesBlocks && fields.blocks !== undefined
    const wrong =
      used === undefined || used >= USES
        ? { ok: false, error: 'used_url' }
        : isRefused
          ? { ok: false, error: 'invalid_blocks' }
          : fields.delete_original === true
            ? null
            : refusedText(fields)
    if (wrong !== null) {
      this.#reject('response_url', wrong)
      response.writeHead(wrong.error === 'used_url' ? 404 : 400).end(wrong.error)
      return
    }
    this.#uses.set(url, (used ?? 0) + 1)
    this.responded.push({ url, body: fields })
    response.writeHead(200).end('ok')
  }

  #reject(method: string, answer: Answer): void {
    const metadata = answer.response_metadata
    const messages = typeof metadata === 'object' && metadata !== null && 'messages' in metadata ? metadata.messages : []
    this.#rejected.push({ method, error: answer.error ?? '', messages: Array.isArray(messages) ? messages.map(String) : [] })
  }
}

function breakOff(response: ServerResponse, fault: Fault): void {
  if (fault.ending === 'hang') return
  const retryAfter = { 'retry-after': String(fault.retryAfter ?? 2) }
  if (fault.ending === 'reset') response.socket?.resetAndDestroy()
  else if (fault.ending === '429') send(response, 429, { ok: false, error: 'ratelimited' }, retryAfter)
  else send(response, ...BROKEN[fault.ending])
}

const BROKEN: Readonly<
  Record<Exclude<Fault['ending'], 'hang' | 'reset' | '429'>, [status: number, body: unknown, headers?: Record<string, string>]>
> = {
  503: [503, 'upstream connect error'],
  garbage: [200, '<html>maintenance</html>'],
  redirect: [302, '', { location: '/api/auth.test' }],
  internal_error: [200, { ok: false, error: 'internal_error' }],
}

function send(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Slack takes JSON, and forms whose structured fields are JSON. */
function argumentsOf(body: string, type: string): Fields {
  if (type.startsWith('application/json')) return JSON.parse(body)
  return Object.fromEntries([...new URLSearchParams(body)].map(([key, value]) => [key, /^[[{]/.test(value) ? JSON.parse(value) : value]))
}
