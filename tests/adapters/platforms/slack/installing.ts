// What the tests of installing share: the platform for many workspaces on a fake Slack, and a browser to install it with.
import { randomBytes } from 'node:crypto'
import { createSlackPlatform } from '../../../../src/adapters/platforms/slack/slack.ts'
import type { SlackConfig, SlackInstallConfig } from '../../../../src/adapters/platforms/slack/slack-config.ts'
import { openSqliteStores, type SqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { systemClock } from '../../../../src/base/clock.ts'
import type { Inbound } from '../../../../src/domain/inbound.ts'
import type { HandleInbound, Platform, Removals } from '../../../../src/ports/platform.ts'
import type { FakeSlack } from '../../../fakes/slack/fake-slack.ts'
import type { Allowed } from '../../../fakes/slack/oauth-side.ts'
import { eventCallback } from '../../../fakes/slack/payloads.ts'
import { push, type Pushed, signedRequest } from '../../../fakes/slack/signing.ts'
import type { Fields, Workspace } from '../../../fakes/slack/workspace.ts'
import { type Line, logInto, saying } from './harness.ts'

export const SECRET = 'canary-signing-secret'
export const PUBLIC_URL = 'https://bot.example'
export const REDIRECT = `${PUBLIC_URL}/slack/oauth_redirect`
// Bolt reads the machine's clock when it checks a signature.
const nowS = () => Math.floor(systemClock.now().epochMilliseconds / 1_000)

export type Page = Readonly<{ status: number; text: string; cookie: string | null; location: string | null; headers: Headers }>

/** A browser that keeps the one cookie it is given. */
export class Browser {
  cookie: string | null = null
  readonly #base: string

  constructor(base: string) {
    this.#base = base
  }

  async get(path: string, init: RequestInit = {}): Promise<Page> {
    const headers = this.cookie === null ? {} : { cookie: this.cookie }
    const reply = await fetch(`${this.#base}${path}`, { redirect: 'manual', headers, ...init })
    const set = reply.headers.get('set-cookie')
    if (set !== null) this.cookie = /Max-Age=0/.test(set) ? null : (set.split(';')[0] ?? null)
    return { status: reply.status, text: await reply.text(), cookie: set, location: reply.headers.get('location'), headers: reply.headers }
  }
}

export type Installing = Readonly<{
  platform: Platform
  stores: SqliteStores
  inbound: Inbound[]
  /** what came of installing alone: whoever did is to be greeted */
  greeted: Inbound[]
  removed: string[]
  returned: string[]
  lines: Line[]
  base: string
  config: SlackConfig
  browser: () => Browser
  /** The whole way, in a browser of its own; what the last page said. */
  install: (allowed: Allowed | string) => Promise<Page>
  workspace: (team: string) => Workspace
  /** Tells of something in a workspace, signed. */
  tell: (team: string, event: Fields, more?: Fields) => Promise<Pushed>
  stop: () => Promise<void>
}>

export type InstallingOptions = Readonly<{
  dataDir?: string
  stores?: SqliteStores
  handle?: HandleInbound
  removals?: Partial<Removals>
  install?: Partial<SlackInstallConfig>
  /** events by Socket Mode */
  socket?: boolean
}>

/** Starts the platform, for many workspaces, over HTTP. */
export async function openInstalling(fake: FakeSlack, options: InstallingOptions = {}): Promise<Installing> {
  const stores = options.stores ?? openSqliteStores({ dataDir: options.dataDir ?? ':memory:' })
  const [lines, inbound, removed, returned]: [Line[], Inbound[], string[], string[]] = [[], [], [], []]
  const greeted: Inbound[] = []
  const { clientId, clientSecret } = fake.oauth
  fake.oauth.redirectUris.add(REDIRECT)
  fake.oauth.nowMs = () => systemClock.now().epochMilliseconds
  const install = { clientId, clientSecret, publicUrl: PUBLIC_URL, tokenKeys: [randomBytes(32)], askFor: [], ...options.install }
  const way = options.socket ? { appToken: fake.workspace.appToken, signingSecret: null } : { appToken: null, signingSecret: SECRET }
  const config: SlackConfig = {
    ...{ botToken: null, ...way, host: '127.0.0.1', port: 0, apiUrl: fake.apiUrl, historyGranted: false },
    install,
  }
  const { installations } = stores
  const platform = createSlackPlatform({
    config,
    installations,
    clock: systemClock,
    log: logInto(lines),
    limits: { connectMs: 400, totalMs: 800 },
  })
  const handle: HandleInbound = async (one, surface) => {
    if (one.kind === 'command' && one.added === 'workspace') return void greeted.push(one)
    inbound.push(one)
    await (options.handle ?? (async () => void (await surface.finish(saying(`Answered ${one.channel.workspace}.`)))))(one, surface)
  }
  await platform.start(handle, async () => {}, {
    removed: async (team) => void removed.push(team),
    settled: async () => {},
    returned: (team) => void returned.push(team),
    ...options.removals,
  })
  const base = `http://127.0.0.1:${Object(lines.find((line) => line.message === 'slack http open')?.fields).port}`
  const workspace = (team: string): Workspace => {
    const known = fake.oauth.workspaces.get(team)
    if (known === undefined) throw new Error(`${team} never installed it`)
    return known
  }
  return {
    ...{ platform, stores, inbound, greeted, removed, returned, lines, base, config, workspace },
    browser: () => new Browser(base),
    install: async (allowed) => {
      const browser = new Browser(base)
      const begun = await browser.get('/slack/install')
      const back = fake.oauth.allow(begun.location ?? '', typeof allowed === 'string' ? { team: allowed } : allowed)
      return browser.get(back.slice(PUBLIC_URL.length))
    },
    tell: (team, event, more = {}) =>
      push(
        `${base}/slack/events`,
        signedRequest(SECRET, 'event', eventCallback(fake.originIn(workspace(team)), event, { event_time: nowS(), ...more }), nowS()),
      ),
    stop: async () => {
      await platform.stop(1_000)
      if (options.stores === undefined) await stores.close()
    },
  }
}
