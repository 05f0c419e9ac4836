// Socket Mode connections that stay: two, so that one serves while Slack refreshes the other, each brought back by ourselves.
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import { type Logger, SocketModeReceiver } from '@slack/bolt'
import { WebAPIPlatformError, type WebClientOptions } from '@slack/web-api'
import type { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import { appTokenFault, unreachable } from './identity.ts'

export type SocketLinks = Readonly<{
  /** The one to make the App with. */
  receiver: SocketModeReceiver
  /** Connects; resolves when the first connection stands, rejects when it cannot be made. */
  open: (app: App) => Promise<void>
  /** Closes every connection and waits for it, at most `graceMs`. */
  close: (graceMs: number) => Promise<void>
}>

export type SocketOptions = Readonly<{
  appToken: string
  clientOptions: () => WebClientOptions
  logger: Logger
  log: Log
  /** milliseconds without a sign of life after which each connection counts as dead */
  patienceMs?: readonly [number, number]
}>

const LONGEST_PAUSE = 30_000 // milliseconds between two attempts to connect
/** One finds out soon that a connection is dead, the other outlasts a machine that stands still for a while: they never fall together. */
const PATIENCE_MS = [5_000, 20_000] as const

export function createSocketLinks(options: SocketOptions): SocketLinks {
  const [sooner, later] = options.patienceMs ?? PATIENCE_MS
  const [first, second] = [newReceiver(options, sooner), newReceiver(options, later)]
  const links = [first, second].map((receiver) => new SocketLink(receiver, options.log))
  return {
    receiver: first,
    open: async (app) => {
      second.init(app)
      try {
        await Promise.any(links.map((link) => link.open()))
      } catch (error) {
        await Promise.all(links.map((link) => link.close(0)))
        throw socketFault(error instanceof AggregateError ? error.errors[0] : error)
      }
    },
    close: async (graceMs) => void (await Promise.all(links.map((link) => link.close(graceMs)))),
  }
}

function newReceiver({ appToken, clientOptions, logger }: SocketOptions, clientPingTimeout: number): SocketModeReceiver {
  const installerOptions = { clientOptions: clientOptions() }
  // Left to itself the client waits five seconds before it reconnects, and ends the process when an attempt fails.
  return new SocketModeReceiver({ appToken, autoReconnectEnabled: false, clientPingTimeout, logger, installerOptions })
}

class SocketLink {
  readonly #client: SocketModeReceiver['client']
  readonly #log: Log
  readonly #closing = new AbortController()
  #kept: Promise<void> = Promise.resolve()
  #lost: () => void = () => {}

  constructor(receiver: SocketModeReceiver, log: Log) {
    this.#client = receiver.client
    this.#log = log
    this.#client.on('disconnected', () => this.#lost())
  }

  /** Connects and stays connected; resolves or rejects with the first attempt, and goes on either way until closed. */
  open(): Promise<void> {
    return new Promise((up, down) => {
      this.#kept = this.#keep(up, down)
    })
  }

  async close(graceMs: number): Promise<void> {
    this.#closing.abort()
    const patience = new AbortController()
    const late = wait(graceMs, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const)
    const closed = Promise.all([this.#client.disconnect(), this.#kept])
    // a second call does not wait for the other side's goodbye
    if ((await Promise.race([closed, late])) === 'late') await this.#client.disconnect()
    patience.abort()
  }

  /** Connects again whenever the connection is lost: at once the first time, then more and more slowly. */
  async #keep(up: () => void, down: (error: unknown) => void): Promise<void> {
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      const lost = Promise.withResolvers<void>()
      this.#lost = lost.resolve
      try {
        await this.#client.start()
        if (this.#closing.signal.aborted) return void (await this.#client.disconnect())
        up()
        failures = 0
        await lost.promise
      } catch (error) {
        failures += 1
        down(error)
        this.#log.warn('slack socket not connected', { failures })
      }
      const pause = failures === 0 ? 0 : Math.min(LONGEST_PAUSE, 250 * 2 ** Math.min(failures, 10))
      await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
  }
}

function socketFault(cause: unknown): BorderBriefError {
  return cause instanceof WebAPIPlatformError ? appTokenFault(cause) : unreachable(cause)
}
