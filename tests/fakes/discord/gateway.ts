// The gateway: sessions that identify, beat, resume with what they missed, and see only what their intents allow.
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Json, record } from './json.ts'

const INTENT = { guilds: 1, guildMessages: 1 << 9, directMessages: 1 << 12, messageContent: 1 << 15 }

/** What happens in no server is told to the first shard. */
const ELSEWHERE = '0'

type Packet = Readonly<{ op: 0; t: string; s: number; d: Json }>
type Session = {
  id: string
  sequence: number
  sent: Packet[]
  socket: WebSocket | undefined
  intents: number
  shard: readonly [number, number]
}

export type GatewayWorld = Readonly<{
  token: string
  botId: string
  guildIds: readonly string[]
  url: () => string
  ready: () => Json
  guild: (id: string) => Json
  messageContentGranted: () => boolean
}>

/** An address for interactions: those go there, and to no session. */
export type Elsewhere = Readonly<{
  /** what the application then says of itself */
  application: () => Json
  tell: (interaction: Json) => void
  again: (id: string) => void
  /** what is to happen before a request to this path is answered */
  before: (path: string) => Promise<void>
}>

export class FakeGateway {
  elsewhere: Elsewhere | null = null
  /** how long a connection waits for the first word */
  helloAfterMs = 0
  /** connections so far */
  opened = 0
  readonly received: { op: number; d: Json }[] = []
  readonly #world: GatewayWorld
  readonly #sessions = new Map<string, Session>()
  readonly #sockets = new Set<WebSocket>()
  #server: WebSocketServer | undefined

  constructor(world: GatewayWorld) {
    this.#world = world
  }

  attach(server: Server): void {
    this.#server = new WebSocketServer({ server, path: '/gateway' })
    this.#server.on('connection', (socket) => this.#onSocket(socket))
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate()
    this.#server?.close()
  }

  /** Asks every session to come back and resume. */
  askReconnect(): void {
    for (const session of this.#sessions.values()) session.socket?.send(JSON.stringify({ op: 7, d: null, s: null, t: null }))
  }

  /** Ends every connection, for a reason that is Discord's own number. */
  end(code: number): void {
    for (const socket of this.#sockets) socket.close(code)
  }

  /** that were begun so far, resumed ones not counted */
  get sessions(): number {
    return this.#sessions.size
  }

  get open(): number {
    return this.#sockets.size
  }

  /** Sends an event to every session that may see it. */
  dispatch(type: string, data: Json): void {
    if (type === 'INTERACTION_CREATE' && this.elsewhere !== null) {
      this.elsewhere.tell(data)
      return
    }
    const isMessage = type.startsWith('MESSAGE_')
    const need = !isMessage ? INTENT.guilds : data['guild_id'] === undefined ? INTENT.directMessages : INTENT.guildMessages
    for (const session of this.#sessions.values()) {
      if (type !== 'INTERACTION_CREATE' && (session.intents & need) === 0) continue
      if (!this.#isMine(session, typeof data['guild_id'] === 'string' ? data['guild_id'] : ELSEWHERE)) continue
      this.#send(session, type, isMessage ? this.#redacted(data, session.intents) : data)
    }
  }

  /** Delivers the event of this id once more, as after a connection was lost. */
  again(id: string): void {
    this.elsewhere?.again(id)
    for (const session of this.#sessions.values()) {
      const packet = session.sent.find(({ d }) => d['id'] === id)
      if (packet !== undefined) this.#send(session, packet.t, packet.d)
    }
  }

  #onSocket(socket: WebSocket): void {
    this.#sockets.add(socket)
    this.opened += 1
    let session: Session | undefined
    socket.on('close', () => {
      this.#sockets.delete(socket)
      if (session?.socket === socket) session.socket = undefined
    })
    const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }))
    const hello = () => socket.readyState === socket.OPEN && send(10, { heartbeat_interval: 45_000 })
    if (this.helloAfterMs > 0) setTimeout(hello, this.helloAfterMs)
    else hello()
    socket.on('message', (raw) => {
      if (String(raw).length > 4_096) return socket.close(4_002, 'payload too large')
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: unknown }
      this.received.push({ op, d: record(d) })
      if (op === 1) send(11, null)
      if (op === 2) session = this.#identify(socket, record(d))
      if (op === 6) session = this.#resume(socket, record(d))
    })
  }

  #identify(socket: WebSocket, d: Json): Session | undefined {
    const intents = Number(d['intents'])
    if (d['token'] !== this.#world.token) return void socket.close(4_004, 'Authentication failed.')
    if (intents & INTENT.messageContent && !this.#world.messageContentGranted()) return void socket.close(4_014, 'Disallowed intent(s).')
    const shard = (d['shard'] ?? [0, 1]) as readonly [number, number]
    const session: Session = { id: crypto.randomUUID(), sequence: 0, sent: [], socket, intents, shard }
    this.#sessions.set(session.id, session)
    const mine = this.#world.guildIds.filter((id) => this.#isMine(session, id))
    const guilds = mine.map((id) => ({ id, unavailable: true }))
    this.#send(session, 'READY', { ...this.#world.ready(), guilds, session_id: session.id, resume_gateway_url: this.#world.url(), shard })
    for (const id of mine) this.#send(session, 'GUILD_CREATE', this.#world.guild(id))
    return session
  }

  #resume(socket: WebSocket, d: Json): Session | undefined {
    const session = this.#sessions.get(String(d['session_id']))
    if (session === undefined || d['token'] !== this.#world.token) {
      socket.send(JSON.stringify({ op: 9, d: false, s: null, t: null }))
      return undefined
    }
    session.socket = socket
    for (const packet of session.sent.filter(({ s }) => s > Number(d['seq']))) socket.send(JSON.stringify(packet))
    this.#send(session, 'RESUMED', {})
    return session
  }

  #isMine({ shard: [index, count] }: Session, guildId: string): boolean {
    return Number((BigInt(guildId) >> 22n) % BigInt(count)) === index
  }

  #send(session: Session, t: string, d: Json): void {
    session.sequence += 1
    const packet: Packet = { op: 0, t, s: session.sequence, d }
    session.sent.push(packet)
    session.socket?.send(JSON.stringify(packet))
  }

  /** Without the intent, only direct messages, mentions and pinging replies to regular messages of the bot carry their content. */
  #redacted(message: Json, intents: number): Json {
    const mentioned = (message['mentions'] as readonly Json[]).some((user) => user['id'] === this.#world.botId)
    const own = record(message['author'])['id'] === this.#world.botId
    const toInteraction = record(message['referenced_message'])['interaction_metadata'] !== undefined
    const named = String(message['content']).includes(`<@${this.#world.botId}>`)
    const readable = named || (mentioned && !toInteraction)
    if (intents & INTENT.messageContent || message['guild_id'] === undefined || own || readable) return message
    return { ...message, content: '', embeds: [], attachments: [], components: [] }
  }
}
