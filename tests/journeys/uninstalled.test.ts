// A workspace installs the app, uses everything, and removes it: nothing of it is left on disk; what another one has, and what a reinstallation keeps, stays.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOAuth } from '../../src/adapters/platforms/slack/oauth.ts'
import { createTokenSeal } from '../../src/adapters/platforms/slack/token-seal.ts'
import { Tokens } from '../../src/adapters/platforms/slack/tokens.ts'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { type Serving, start } from '../../src/serving.ts'
import { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { eventCallback, PERSON_TS, slashCommand } from '../fakes/slack/payloads.ts'
import type { Fields } from '../fakes/slack/workspace.ts'

const KEY = randomBytes(32)
const NOON = '2026-03-05T12:00:00Z'
const TOMORROW = '2026-03-06T01:30:30Z' // half past eight in Yangon
const LATER_S = 1_900_000_000 // long after the installation, for Slack's clock
const REDIRECT = 'https://bot.example/slack/oauth_redirect'
const nowMs = () => Temporal.Instant.from(NOON).epochMilliseconds
let dataDir: string
let slack: FakeSlack
let serving: Serving | undefined

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'uninstalled-'))
  slack = await new FakeSlack().start()
  slack.oauth.redirectUris.add(REDIRECT)
})
afterEach(async () => {
  await serving?.stop()
  serving = undefined
  await slack.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect(slack.rejected).toEqual([])
})

/** As the installation of a workspace leaves it, while nothing runs. */
async function install(team: string): Promise<void> {
  const { clientId, clientSecret } = slack.oauth
  const oauth = createOAuth({ apiUrl: slack.apiUrl, clientId, clientSecret, nowMs })
  const asked = `https://slack.example/?${new URLSearchParams({ client_id: clientId, redirect_uri: REDIRECT, scope: 'commands,chat:write,users:read' })}`
  const code = new URL(slack.oauth.allow(asked, { team })).searchParams.get('code') ?? ''
  const granted = await oauth.exchange(code, REDIRECT)
  if (granted.kind !== 'granted') throw new Error(granted.reason)
  const stores = openSqliteStores({ dataDir })
  const store = stores.installations
  const tokens = new Tokens({ store, seal: createTokenSeal([KEY]), oauth, clock: fixedClock(NOON), log: silentLog })
  await tokens.keep(
    { team, site: null, botUser: `U0BOT${team}`, botId: `B0BOT${team}`, name: 'bot', scopes: granted.scopes },
    granted.tokens,
  )
  await stores.close()
}

async function serve(now = NOON): Promise<Serving> {
  await serving?.stop()
  const { clientId, clientSecret } = slack.oauth
  const app = { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: 'https://bot.example' }
  const config = readConfig({
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WEB_PORT: '0', SLACK_PORT: '0', BRIEF_TIME_SCALE: '0.005', ...app },
    ...{ SLACK_APP_TOKEN: slack.workspace.appToken, SLACK_API_URL: slack.apiUrl, SLACK_TOKEN_KEY: KEY.toString('base64') },
  })
  const output = new Writable({ write: (_part, _encoding, done) => done() })
  serving = await start(config, fixedClock(now), { input: Readable.from([]), output })
  await slack.until(() => slack.sockets.open > 0, 'the connection')
  return serving
}

const originOf = (team: string) => slack.originIn(workspaceOf(team))
function workspaceOf(team: string) {
  const workspace = slack.oauth.workspaces.get(team)
  if (workspace === undefined) throw new Error(`${team} did not install it`)
  return workspace
}
const command = (team: string, text: string) => slack.sockets.deliver('slash_commands', slashCommand(originOf(team), text))
const event = (team: string, of: Fields, more: Fields = {}) => slack.sockets.deliver('events_api', eventCallback(originOf(team), of, more))
const messages = (team: string) => [...workspaceOf(team).messages.values()]
const settledIn = (team: string, count: number) => slack.until(() => messages(team).length >= count, `${count} messages in ${team}`)

/** Questions, articles, a topic and a digest, all with a word of the workspace's own. */
async function use(team: string, word: string, product: Serving['product']): Promise<void> {
  const text = `Heavy rain flooded the port of ${word} on Tuesday. The harbour master of ${word} said 412 people were moved to schools.`
  const raw = { id: `${word}-1`, publisher: `${word} Gazette`, headline: `Flood in ${word}`, publishedAt: '2026-03-04', text }
  const source = {
    id: `folder:${word}`,
    read: async function* () {
      yield { kind: 'article' as const, from: word, raw }
    },
  } // prettier-ignore
  await product.ingest.takeIn(source, `slack:${team}`)
  await command(team, `How many people were moved in ${word}?`)
  await settledIn(team, 1)
  await command(team, `subscribe "flood in ${word}" daily 08:00`)
  await settledIn(team, 2)
  await event(team, { type: 'app_mention', channel: 'C1', user: 'U1', text: `<@U0BOT${team}> and who said so in ${word}?`, ts: PERSON_TS })
  await settledIn(team, 3)
  const channel = { platform: 'slack', workspace: team, channel: 'C1' } as const
  expect(await product.digests.sendNow(channel, `flood in ${word}`, Temporal.Instant.from(NOON))).toBe('planned')
  await settledIn(team, 4)
}

const filesWith = (word: string) =>
  readdirSync(dataDir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(word))
    .map(({ name }) => name)
const pending = () => {
  const stores = openSqliteStores({ dataDir })
  return stores.removalLog.pending().finally(() => stores.close())
}
const secrets = () => [...slack.oauth.secrets, slack.oauth.clientSecret]

describe('a workspace that removes the app', () => {
  it('leaves nothing behind in the data folder, is told nothing more, and takes nothing from its neighbour', {
    timeout: 120_000,
  }, async () => {
    for (const team of ['T1', 'T2']) await install(team)
    const { product } = await serve()
    await use('T1', 'kingfisher', product)
    await use('T2', 'hornbill', product)
    expect(filesWith('kingfisher')).not.toEqual([]) // else this test would prove nothing
    const before = messages('T1').length
    slack.oauth.uninstall('T1')
    await event('T1', { type: 'tokens_revoked', tokens: { bot: ['U0BOTT1'], oauth: [] } }, { event_time: LATER_S })
    const calls = slack.calls.length
    await event('T1', { type: 'app_uninstalled' }, { event_time: LATER_S })
    await command('T1', 'border')
    while ((await pending()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(filesWith('kingfisher')).toEqual([])
    expect(slack.calls.slice(calls).filter(({ token }) => token !== null && slack.oauth.holderOf(token) === 'token_revoked')).toEqual([])
    expect(messages('T1')).toHaveLength(before)
    expect(await product.articles.count(['slack:T1'])).toBe(0)
    expect(filesWith('hornbill')).not.toEqual([])
    await command('T2', 'How many people were moved in hornbill?')
    await slack.until(() => messages('T2').filter(({ text }) => String(text).includes('412')).length >= 2, 'its neighbour’s answer')
    for (const secret of secrets()) expect(filesWith(secret)).toEqual([])
  })

  it('is erased to the end by the next start when the process was ended in between', { timeout: 120_000 }, async () => {
    await install('T1')
    const { product } = await serve()
    await use('T1', 'kingfisher', product)
    await serving?.stop()
    serving = undefined
    expect(filesWith('kingfisher')).not.toEqual([]) // else this test would prove nothing
    slack.oauth.uninstall('T1')
    const stores = openSqliteStores({ dataDir })
    await stores.removalLog.note('slack:T1', NOON) // as after a crash right behind the first word of it
    await stores.close()
    await serve()
    while ((await pending()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(filesWith('kingfisher')).toEqual([])
  })

  it('finds its digests and answers as they were when it was only installed again', { timeout: 120_000 }, async () => {
    slack.oauth.rotates = true
    slack.oauth.lifeS = 7 * 24 * 3_600 // so that no renewal comes in between
    slack.oauth.nowMs = nowMs
    await install('T1')
    const { product } = await serve()
    await use('T1', 'kingfisher', product)
    await serving?.stop()
    serving = undefined
    await install('T1')
    const said = messages('T1').length
    const again = await serve(TOMORROW)
    await settledIn('T1', said + 1) // the digest that was due half a minute ago
    expect((await again.product.digests.list({ platform: 'slack', workspace: 'T1', channel: 'C1' })).map(({ topic }) => topic)).toEqual([
      'flood in kingfisher',
    ])
    await command('T1', 'How many people were moved in kingfisher?')
    await slack.until(() => messages('T1').filter(({ text }) => String(text).includes('412')).length >= 2, 'the answer')
    const [first, second] = slack.oauth.secrets.filter((secret) => secret.startsWith('xoxe.xoxb'))
    expect(slack.calls.findLast(({ method }) => method === 'chat.postMessage')?.token).toBe(second)
    expect(first).not.toBe(second)
  })
})
