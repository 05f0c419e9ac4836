// Somebody installs the app in a workspace: they are told once what it does, however often it is installed or opened again.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Browser } from './adapters/platforms/slack/installing.ts'
import { wordsOf } from './adapters/platforms/slack/harness.ts'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import { type Serving, start } from '../src/serving.ts'
import { FakeSlack } from './fakes/slack/fake-slack.ts'
import { blockAction, eventCallback } from './fakes/slack/payloads.ts'
import type { Fields } from './fakes/slack/workspace.ts'

const KEY = randomBytes(32).toString('base64')
const LOST = { commit: false, ending: '503' } as const
const PUBLIC_URL = 'https://bot.example'
let dataDir: string
let slack: FakeSlack
let serving: Serving | undefined
let port: number

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'installed-'))
  slack = await new FakeSlack().start()
  slack.oauth.redirectUris.add(`${PUBLIC_URL}/slack/oauth_redirect`)
  port = await freePort()
})
afterEach(async () => {
  await serving?.stop()
  serving = undefined
  await slack.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect(slack.rejected).toEqual([])
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function serve(now: string): Promise<Serving> {
  await serving?.stop()
  const { clientId, clientSecret } = slack.oauth
  slack.oauth.nowMs = () => Temporal.Instant.from(now).epochMilliseconds
  const app = { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: PUBLIC_URL, SLACK_TOKEN_KEY: KEY }
  const config = readConfig({
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WEB_PORT: '0', SLACK_PORT: String(port), BRIEF_TIME_SCALE: '0.005', ...app },
    ...{ SLACK_APP_TOKEN: slack.workspace.appToken, SLACK_API_URL: slack.apiUrl },
  })
  serving = await start(config, fixedClock(now), {
    input: Readable.from([]),
    output: new Writable({ write: (_part, _encoding, done) => done() }),
  })
  await slack.until(() => slack.sockets.open > 0, 'the connection')
  return serving
}

async function install(team = 'T1'): Promise<void> {
  const browser = new Browser(`http://127.0.0.1:${port}`)
  const begun = await browser.get('/slack/install')
  const page = await browser.get(slack.oauth.allow(begun.location ?? '', { team }).slice(PUBLIC_URL.length))
  expect(page.status).toBe(200)
}

const workspace = (team = 'T1') => {
  const found = slack.oauth.workspaces.get(team)
  if (found === undefined) throw new Error(`${team} never installed it`)
  return found
}
const messages = (team = 'T1') => [...workspace(team).messages.values()]
const greetings = () => messages().filter((message) => wordsOf(message).startsWith('Hello'))
const tell = (event: Fields, more: Fields = {}) =>
  slack.sockets.deliver('events_api', eventCallback(slack.originIn(workspace()), event, more))
const opens = (user: string, channel: string) => tell({ type: 'app_home_opened', user, channel, tab: 'messages' })
/** Whatever is on its way has arrived: what is said after it is answered after it. */
async function settled(): Promise<void> {
  const before = messages().length
  await tell({ type: 'app_mention', user: 'U1', channel: 'C1', text: '<@U0BOTT1> help', ts: `16${String(before).padStart(8, '0')}.000100` })
  await slack.until(() => messages().length > before, 'an answer')
  await wait(50)
}

describe('installing the app in a Slack workspace', () => {
  it('greets whoever did, in a message to them alone: what it does, what to write, who may subscribe', async () => {
    await serve('2026-03-05T12:00:00Z')
    await install()
    await slack.until(() => greetings().length === 1, 'the greeting')
    const [greeting] = greetings()
    expect(greeting?.['channel']).toBe('D1')
    expect(greeting?.text).toMatch(/^I answer questions about the news with verbatim quotes from the sources\. To begin: \/brief border\n/)
    for (const part of ['/brief border', 'Everybody in a channel may subscribe it', '/invite in that channel', '“/brief help”'])
      expect(wordsOf(greeting)).toContain(part)
    expect(messages()).toHaveLength(1)
  })

  it('greets them once, also when it is installed again, restarted, or its messages are opened', async () => {
    await serve('2026-03-05T12:00:00Z')
    await install()
    await slack.until(() => greetings().length === 1, 'the greeting')
    await install()
    await opens('U1', 'D1')
    await serve('2026-03-05T12:01:00Z')
    await install()
    await opens('U1', 'D1')
    await settled()
    expect(greetings()).toHaveLength(1)
  })

  it('greets somebody else who opens its messages, once', async () => {
    await serve('2026-03-05T12:00:00Z')
    await install()
    await slack.until(() => greetings().length === 1, 'the greeting')
    workspace().joined.add('D2')
    workspace().profiles.set('U2', { name: 'ben', tz: 'Asia/Yangon', is_admin: false, is_owner: false })
    await opens('U2', 'D2')
    await slack.until(() => greetings().length === 2, 'the second greeting')
    await opens('U2', 'D2')
    await settled()
    expect(greetings().map(({ channel }) => channel)).toEqual(['D1', 'D2'])
  })

  it('greets another time where the first could not be sent', async () => {
    await serve('2026-03-05T12:00:00Z')
    slack.failNext('chat.postMessage', LOST, LOST)
    await install()
    await slack.until(() => slack.of('chat.postMessage').length === 2, 'both attempts')
    await wait(100)
    expect(slack.of('chat.postEphemeral')).toEqual([])
    await install()
    await slack.until(() => greetings().length === 1, 'the greeting')
  })

  it('knows of no greeting once the app was removed, and greets anew', async () => {
    await serve('2026-03-05T12:00:00Z')
    await install()
    await slack.until(() => greetings().length === 1, 'the greeting')
    await tell({ type: 'app_uninstalled' }, { event_time: 1_900_000_000 })
    await slack.until(() => slack.sockets.open > 0, 'a connection')
    await wait(300)
    await install()
    await slack.until(() => greetings().length === 2, 'a greeting')
  })

  it('has buttons that work in that conversation', async () => {
    await serve('2026-03-05T12:00:00Z')
    await install()
    const [greeting] = await slack.until(() => greetings().length === 1 && greetings(), 'the greeting')
    const button = [Object(greeting).blocks].flat().find(({ type }) => type === 'actions').elements[0]
    expect(button.text.text).toBe('Brief me on border')
    // Slack says where the message stands: in the direct conversation, whose id is not the person's
    const place = { ts: String(greeting?.ts) }
    const press = blockAction(slack.originIn(workspace()), { action_id: button.action_id, value: button.value }, place)
    await slack.sockets.deliver('interactive', {
      ...press,
      container: { ...Object(press['container']), channel_id: 'D1' },
      channel: { id: 'D1', name: 'directmessage' },
    })
    await slack.until(() => messages().some((message) => wordsOf(message).includes('China–Myanmar border')), 'the briefing')
  })
})
