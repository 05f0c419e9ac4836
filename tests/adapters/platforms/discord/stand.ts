// A bot connected to the fake Discord, with a stub in the place of the product behind it.
import { afterEach, beforeEach, expect } from 'vitest'
import type { DiscordConfig } from '../../../../src/adapters/platforms/discord/bot.ts'
import { createDiscordPlatform, type DiscordOptions } from '../../../../src/adapters/platforms/discord/discord.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import type { Log } from '../../../../src/base/log.ts'
import type { Document, Node } from '../../../../src/domain/document.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { HandleInbound, Platform, Removals, Surface } from '../../../../src/ports/platform.ts'
import { FakeDiscord } from '../../../fakes/discord/fake-discord.ts'
import { HttpSide } from '../../../fakes/discord/http-side.ts'
import type { Message } from '../../../fakes/discord/shapes.ts'
import { asArray, record } from '../../../fakes/discord/json.ts'

export type Stand = {
  fake: FakeDiscord
  /** what the handler was given */
  heard: Inbound[]
  /** what it does; finishes with the question in capitals unless a test says otherwise */
  reply: (inbound: Inbound, surface: Surface) => Promise<void>
  /** what finish said the thread is, in order */
  threads: (string | null)[]
  /** null: interactions come by the gateway */
  http: HttpSide | null
  logged: string[]
  start: (config?: Partial<DiscordConfig>, options?: Partial<DiscordOptions>, removals?: Removals) => Promise<Platform>
  make: (config?: Partial<DiscordConfig>, options?: Partial<DiscordOptions>) => Platform
}

export const doc = (text: string, ...more: readonly Node[]): Document => ({
  preview: text,
  nodes: [{ kind: 'heading', text }, ...more],
})
export const FOLLOW_UP: Node = { kind: 'buttons', buttons: [{ action: 'follow-up', value: 'follow-up', label: 'Ask a follow-up' }] }
/** `n` claims of about 600 characters. */
export const claims = (n: number): readonly Node[] =>
  Array.from({ length: n }, (_, i) => ({
    kind: 'claim',
    number: i + 1,
    inlines: [{ kind: 'text', text: `Claim ${i + 1}. ${'Something was said. '.repeat(30)}` }],
    sources: [],
  }))

/** All text a message shows, as markdown. */
export function shown(message: Message | undefined): string {
  const texts = (components: readonly unknown[]): string[] =>
    components.map(record).flatMap((c) => (c['type'] === 10 ? [String(c['content'])] : texts(asArray(c['components']))))
  return message === undefined ? '(no message)' : message.content || texts(message.components).join('\n')
}

/** All custom_ids of a message. */
export function customIds(message: Message | undefined): readonly string[] {
  const ids = (components: readonly unknown[]): string[] =>
    components.map(record).flatMap((c) => {
      if (c['custom_id'] !== undefined) return [String(c['custom_id'])]
      return [...ids(asArray(c['components'])), ...(c['accessory'] === undefined ? [] : ids([c['accessory']]))]
    })
  return message === undefined ? [] : ids(message.components)
}

let onlyByGateway: readonly RegExp[] | null = null

/** From here on interactions come by HTTP; tests of these names, and those in which somebody mentions the bot or adds it, are of what the gateway alone can do, and skipped. */
export function overHttp(skipped: readonly RegExp[]): void {
  onlyByGateway = skipped
}

/** Sets the stand up before each test of a file; afterwards nothing may have been refused, unless the test emptied the list. */
export function useStand(): Stand {
  const stand = {} as Stand
  let platforms: Platform[] = []
  beforeEach(async ({ task, skip }) => {
    if (onlyByGateway?.some((name) => name.test(task.name))) skip()
    stand.fake = await new FakeDiscord().start()
    stand.http = onlyByGateway === null ? null : new HttpSide(stand.fake)
    stand.http?.withoutGateway(skip)
    stand.heard = []
    stand.threads = []
    stand.logged = []
    stand.reply = async (inbound, surface) => {
      const { thread } = await surface.finish(doc(inbound.text.toUpperCase(), FOLLOW_UP))
      stand.threads.push(thread)
    }
    stand.make = (config, options) => {
      const platform = createDiscordPlatform({
        config: { token: stand.fake.token, apiUrl: stand.fake.apiUrl, messageContent: false, ...wayOf(stand), ...config },
        topics: () => [
          { name: 'border', title: 'China–Myanmar border' },
          { name: 'trade', title: 'Border trade' },
        ],
        clock: fixedClock('2026-11-21T08:00:00Z'),
        log: logInto(stand.logged, stand.http),
        ...options,
      })
      platforms.push(platform)
      return platform
    }
    stand.start = async (config, options, removals) => {
      const platform = stand.make(config, options)
      const handle: HandleInbound = async (inbound, surface) => {
        stand.heard.push(inbound)
        await stand.reply(inbound, surface)
      }
      await platform.start(handle, undefined, removals)
      return platform
    }
  })
  afterEach(async () => {
    for (const platform of platforms) await platform.stop(1_000)
    platforms = []
    await stand.fake.stop()
    expect(stand.fake.rejected).toEqual([])
  })
  return stand
}

function wayOf({ http }: Stand): Pick<DiscordConfig, 'http'> {
  return http === null ? {} : { http: { publicKey: http.publicKey, host: '127.0.0.1', port: 0 } }
}

function logInto(lines: string[], http: HttpSide | null): Log {
  const write = (message: string, fields?: object) => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`)
    if (http !== null && message === 'discord http open') http.url = `http://127.0.0.1:${record(fields)['port']}/discord/interactions`
  }
  return { debug: write, info: write, warn: write, error: write }
}
