// The product as `npm start` runs it with Slack alone on loopback, by Socket Mode or by HTTP, with one bot token or for many workspaces.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import { type Serving, start } from '../src/serving.ts'
import { FakeSlack } from './fakes/slack/fake-slack.ts'
import { type PushKind, push, signedRequest } from './fakes/slack/signing.ts'
import type { EnvelopeKind } from './fakes/slack/socket-side.ts'
import type { Fields } from './fakes/slack/workspace.ts'

export const PUBLIC_URL = 'https://bot.example'
const SECRET = 'canary-signing-secret'
const KINDS: Readonly<Record<EnvelopeKind, PushKind>> = { events_api: 'event', slash_commands: 'command', interactive: 'interactive' }

export type SlackAlone = {
  slack: FakeSlack
  /** where its HTTP pages are */
  base: string
  /** Starts it; an earlier run is stopped first, as by a restart. */
  readonly at: (now: string, settings?: Readonly<Record<string, string>>) => Promise<Serving>
  /** Hands over one payload by the way it listens to; `again`: how often it was before, as Slack signs each attempt anew. */
  readonly deliver: (kind: EnvelopeKind, payload: Fields, again?: number) => Promise<void>
}

/** `way`: how events come in. `many`: workspaces install it, and no bot token is configured. */
export function useSlackAlone({ way = 'socket', many = false }: { way?: 'socket' | 'http'; many?: boolean } = {}): SlackAlone {
  const key = randomBytes(32).toString('base64')
  let dataDir = ''
  let port = 0
  let nowS = 0
  let serving: Serving | undefined
  const alone: SlackAlone = {
    slack: new FakeSlack(),
    base: '',
    at: async (now, settings = {}) => {
      await serving?.stop()
      const { slack } = alone
      const nowMs = Temporal.Instant.from(now).epochMilliseconds
      nowS = Math.floor(nowMs / 1_000)
      slack.oauth.nowMs = () => nowMs
      const { clientId, clientSecret } = slack.oauth
      const app = { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: PUBLIC_URL, SLACK_TOKEN_KEY: key }
      const config = readConfig({
        ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WEB_PORT: '0', SLACK_PORT: String(port), SLACK_API_URL: slack.apiUrl },
        ...(many ? app : { SLACK_BOT_TOKEN: slack.workspace.token }),
        ...(way === 'http' ? { SLACK_SIGNING_SECRET: SECRET } : { SLACK_APP_TOKEN: slack.workspace.appToken }),
        ...settings,
      })
      serving = await start(config, fixedClock(now), {
        input: Readable.from([]),
        output: new Writable({ write: (_part, _encoding, done) => done() }),
      })
      if (way === 'socket') await slack.until(() => slack.sockets.open > 0, 'the connection')
      else await vi.waitFor(() => fetch(alone.base), { timeout: 10_000, interval: 20 })
      return serving
    },
    deliver: async (kind, payload, again = 0) => {
      if (way === 'socket') return void (await alone.slack.sockets.deliver(kind, payload, again))
      const pushed = await push(`${alone.base}/slack/events`, signedRequest(SECRET, KINDS[kind], payload, nowS + again))
      expect(pushed.status).toBe(200)
    },
  }
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'slack-alone-'))
    port = await freePort()
    alone.base = `http://127.0.0.1:${port}`
    alone.slack = await new FakeSlack().start()
    alone.slack.oauth.redirectUris.add(`${PUBLIC_URL}/slack/oauth_redirect`)
  })
  afterEach(async () => {
    await serving?.stop()
    serving = undefined
    await alone.slack.stop()
    rmSync(dataDir, { recursive: true, force: true })
    expect(alone.slack.rejected).toEqual([])
  })
  return alone
}

/** It must be the same one after a restart. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
