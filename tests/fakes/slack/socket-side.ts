// Slack's end of Socket Mode: hands envelopes to a connected app and waits for their acknowledgement.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Fields } from './workspace.ts'

export type EnvelopeKind = 'events_api' | 'slash_commands' | 'interactive'
export type Ack = Readonly<{ payload: Fields; ms: number }>

const ACK_WITHIN = 3_000 // milliseconds, as Slack has it
const Acked = z.object({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()).default({}) })

export class SocketSide {
  /** How many connections there have been in all. */
  connections = 0
  /** Whether it stands still: pings stay without an answer. */
  isStill = false
  readonly #server: WebSocketServer
  readonly #sockets = new Set<WebSocket>()
  readonly #acks = new Map<string, (payload: Fields) => void>()

  constructor(server: Server) {
    this.#server = new WebSocketServer({ server, path: '/link', autoPong: false })
    this.#server.on('connection', (socket) => this.#connected(socket))
  }

  /** How many connections stand now. */
  get open(): number {
    return this.#sockets.size
  }

  /** Delivers one envelope over a connection that stands; rejects when it is not acknowledged within three seconds. */
  async deliver(type: EnvelopeKind, payload: Fields, retry = 0): Promise<Ack> {
    const id = randomUUID()
    const start = performance.now()
    const socket = [...this.#sockets].at(-1)
    if (socket === undefined) throw new Error('no app is connected')
    const envelope = {
      envelope_id: id,
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      retry_attempt: retry,
      retry_reason: '',
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('not acknowledged within three seconds')), ACK_WITHIN)
      this.#acks.set(id, (acked) => {
        clearTimeout(late)
        resolve({ payload: acked, ms: performance.now() - start })
      })
      socket.send(JSON.stringify(envelope))
    })
  }

  /** Asks the app to leave the newest connection, as Slack does every few hours; `all` of them when it restarts. */
  askToLeave(all = false): void {
    const asked = all ? [...this.#sockets] : [...this.#sockets].slice(-1)
    for (const socket of asked)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'fake' } }))
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate()
    this.#server.close()
  }

  #connected(socket: WebSocket): void {
    this.connections += 1
    this.#sockets.add(socket)
    socket.on('ping', (data) => this.isStill || socket.pong(data))
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('message', (data: RawData) => {
      const acked = Acked.parse(JSON.parse(String(data)))
      this.#acks.get(acked.envelope_id)?.(acked.payload)
    })
    socket.send(JSON.stringify({ type: 'hello', num_connections: this.#sockets.size, connection_info: { app_id: 'A0FAKE' } }))
  }
}
