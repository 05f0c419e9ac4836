// What the Slack tests share: a fake Slack, the real platform on it, and a handler that each test writes.
import { afterEach, beforeEach, expect } from 'vitest'
import type { SlackConfig } from '../../../../src/adapters/platforms/slack/slack-config.ts'
import { createSlackPlatform } from '../../../../src/adapters/platforms/slack/slack.ts'
import { fixedClock } from '../../../../src/base/clock.ts'
import type { Log, LogFields } from '../../../../src/base/log.ts'
import type { Document } from '../../../../src/domain/document.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { HandleInbound, Platform, StandingMessage, Surface } from '../../../../src/ports/platform.ts'
import { leavesOf } from '../../../fakes/slack/block-kit.ts'
import { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import type { Fields } from '../../../fakes/slack/workspace.ts'

export type Line = Readonly<{ level: string; message: string; fields: LogFields }>
export type Opened = Readonly<{ platform: Platform; inbound: Inbound[]; standing: StandingMessage[]; lines: Line[] }>

export type Harness = {
  fake: FakeSlack
  /** Starts a platform with a handler; stopped after the test. */
  readonly open: (
    handle: (inbound: Inbound, surface: Surface) => unknown,
    more?: Partial<SlackConfig> & { progressAfterMs?: number },
  ) => Promise<Opened>
  /** Makes a platform without starting it. */
  readonly make: (more?: Partial<SlackConfig> & { progressAfterMs?: number }) => Readonly<{ platform: Platform; lines: Line[] }>
}

/** Gives each test of a file its fake; after each, nothing may have been refused that the test did not take. */
export function slackHarness(): Harness {
  const opened: Platform[] = []
  const harness: Harness = {
    fake: new FakeSlack(),
    make: (more = {}) => {
      const { progressAfterMs = 400, ...settings } = more
      const lines: Line[] = []
      const { token: botToken, appToken } = harness.fake.workspace
      const config: SlackConfig = {
        ...{ botToken, appToken, signingSecret: null, host: '127.0.0.1', port: 0, apiUrl: harness.fake.apiUrl, historyGranted: false },
        ...settings,
      }
      const platform = createSlackPlatform({
        ...{ config, clock: fixedClock('2023-11-15T00:00:00Z'), log: logInto(lines), progressAfterMs },
        limits: { connectMs: 300, totalMs: 400 },
      })
      opened.push(platform)
      return { platform, lines }
    },
    open: async (handle, more) => {
      const { platform, lines } = harness.make(more)
      const inbound: Inbound[] = []
      const keep: HandleInbound = async (one, surface) => {
        inbound.push(one)
        await handle(one, surface)
      }
      const standing: StandingMessage[] = []
      await platform.start(keep, async (one) => void standing.push(one))
      return { platform, inbound, standing, lines }
    },
  }
  beforeEach(async () => {
    harness.fake = await new FakeSlack().start()
  })
  afterEach(async () => {
    for (const platform of opened.splice(0)) await platform.stop(1_000)
    await harness.fake.stop()
    expect(harness.fake.rejected).toEqual([])
    for (const args of harness.fake.of('chat.postMessage')) {
      expect([args.unfurl_links, args.unfurl_media, 'link_names' in args, 'parse' in args]).toEqual([false, false, false, false])
    }
  })
  return harness
}

export function logInto(lines: Line[]): Log {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields })
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A document that says the sentences, a paragraph each. */
export function saying(...sentences: readonly string[]): Document {
  return {
    preview: sentences[0] ?? '',
    nodes: sentences.map((text) => ({ kind: 'paragraph', inlines: [{ kind: 'text', text }] })),
  }
}

/** A document of so many pages. */
export function pagesOf(count: number): Document {
  return saying(...Array.from({ length: count }, (_, index) => `Page ${index + 1}. ${'It goes on. '.repeat(740)}`))
}

/** The words a reader sees in a message. */
export function wordsOf(message: Fields | undefined): string {
  return leavesOf(message?.blocks)
    .map((leaf) => leaf.text)
    .join(' ') // prettier-ignore
}
