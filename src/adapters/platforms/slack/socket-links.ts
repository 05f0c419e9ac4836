// Socket Mode connections that stay: two, so that one serves while Slack refreshes the other, each brought back by ourselves.
import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '@slack/bolt'
import { type Logger, SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../../../base/log.ts'

export type SocketLinks = Readonly<{
  /** The one to make the App with. */
  receiver: SocketModeReceiver
  /** Connects; resolves when the first connection stands, rejects when it cannot be made. */
  open: (app: App) => Promise<void>
  /** Closes every connection and waits for it, at most `graceMs`. */
  close: (graceMs: number) => Promise<void>
}>

export type SocketOptions = Readonly<{ appToken: string; clientOptions: () => WebClientOptions; logger: Logger; log: Log }>

const LONGEST_PAUSE = 30_000 // milliseconds between two attempts to connect

export function createSocketLinks(options: SocketOptions): SocketLinks {
  const [first, second] = [newReceiver(options), newReceiver(options)]
  const links = [first, second].map((receiver) => new SocketLink(receiver, options.log))
  return {
    receiver: first,
    open: async (app) => {
      second.init(app)
      await Promise.any(links.map((link) => link.open())).catch((error: AggregateError) => {
        throw error.errors[0]
      })
    },
    close: async (graceMs) => void (await Promise.all(links.map((link) => link.close(graceMs)))),
  }
}

function newReceiver({ appToken, clientOptions, logger }: SocketOptions): SocketModeReceiver {
  // Left to itself the client waits five seconds before it reconnects, and ends the process when an attempt fails.
  return new SocketModeReceiver({ appToken, autoReconnectEnabled: false, logger, installerOptions: { clientOptions: clientOptions() } })
}

class SocketLink {
  readonly #client: SocketModeReceiver['client']
  readonly #log: Log
  readonly #closing = new AbortController()

  constructor(receiver: SocketModeReceiver, log: Log) {
    this.#client = receiver.client
    this.#log = log
  }

  async open(): Promise<void> {
    const lost = this.#lost()
    await this.#client.start()
    if (this.#closing.signal.aborted) await this.#client.disconnect()
    else void this.#keep(lost)
  }

  async close(graceMs: number): Promise<void> {
    this.#closing.abort()
    const patience = new AbortController()
    const late = wait(graceMs, 'late' as const, { signal: patience.signal }).catch(() => 'late' as const)
    const outcome = await Promise.race([this.#client.disconnect(), late])
    // a second call does not wait for the other side's goodbye
    if (outcome === 'late') await this.#client.disconnect()
    patience.abort()
  }

  /** Connects again whenever the connection is lost: at once the first time, then more and more slowly. */
  async #keep(firstLost: Promise<unknown>): Promise<void> {
    await firstLost
    for (let failures = 0; !this.#closing.signal.aborted; ) {
      const lost = this.#lost()
      try {
        await this.#client.start()
        if (this.#closing.signal.aborted) return void (await this.#client.disconnect())
        failures = 0
        await lost
      } catch {
        failures += 1
        this.#log.warn('slack socket not connected', { failures })
      }
      const pause = failures === 0 ? 0 : Math.min(LONGEST_PAUSE, 250 * 2 ** Math.min(failures, 10))
      await wait(pause, undefined, { signal: this.#closing.signal }).catch(() => {})
    }
  }

  #lost(): Promise<unknown> {
    return new Promise((resolve) => this.#client.once('disconnected', resolve))
  }
}
