// Whole journeys over the real wiring: everything `npm start` runs, with Slack and Discord on loopback.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { type Serving, start } from '../../src/serving.ts'
import { customIds, shown } from '../adapters/platforms/discord/stand.ts'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { FakeSlack } from '../fakes/slack/fake-slack.ts'

let dataDir: string
let slack: FakeSlack
let discord: FakeDiscord
let serving: Serving | undefined
let printed = ''

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'journey-'))
  slack = await new FakeSlack().start()
  discord = await new FakeDiscord().start()
  discord.isManager = true
})

afterEach(async () => {
  await serving?.stop()
  serving = undefined
  await slack.stop()
  await discord.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect([slack.rejected, discord.rejected]).toEqual([[], []])
  for (const { body, method, path } of discord.requests) {
    if ((method === 'POST' || method === 'PATCH') && /messages/.test(path)) expect(body).toMatchObject({ allowed_mentions: { parse: [] } })
  }
})

/** Waits until the expectations hold. */
const soon = (hold: () => void) => vi.waitFor(hold, { timeout: 10_000, interval: 20 })

/** Runs the product as `npm start` does, at a time that stands still; an earlier run is stopped first, as by a restart. */
async function runAt(now: string): Promise<Serving> {
  await serving?.stop()
  printed = ''
  const output = new Writable({
    write(part, _, done) {
      printed += String(part)
      done()
    },
  })
  const config = readConfig({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    WEB_PORT: '0',
    SLACK_BOT_TOKEN: slack.workspace.token,
    SLACK_APP_TOKEN: slack.workspace.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  })
  serving = await start(config, fixedClock(now), { input: Readable.from([]), output })
  await slack.until(() => slack.sockets.open > 0 && discord.commands.length > 0, 'both platforms')
  return serving
}

describe('npm start', () => {
  it('prints the briefing with its sources and says how to go on', async () => {
    const { desk } = await runAt('2026-11-22T06:00:00Z')
    expect(printed).toMatch(/our abstract of /)
    expect(printed).toMatch(/articles?, .*newest \d+ November 2023/)
    expect(printed).toContain(`Ask in a browser: ${desk}`)
  })
})

describe('from an article to a digest', () => {
  it('posts it once at its time to each platform, across restarts', async () => {
    await runAt('2026-11-22T00:00:00Z')
    await slack.command('subscribe border daily 08:00 Asia/Yangon')
    const said = await slack.until(() => slack.of('chat.postMessage').at(-1), 'a confirmation')
    expect(wordsOf(said)).toMatch(/08:00/)
    const command = discord.brief('subscribe', { topic: 'border', time: '08:00', zone: 'Asia/Yangon' })
    await soon(() => expect(shown(command.original)).toMatch(/08\\:00/))

    const digests = () => [
      slack.of('chat.postMessage').filter(({ metadata }) => metadata !== undefined).length,
      discord.of('POST', /^\/channels\/\d+\/messages$/).length,
    ]
    expect(digests()).toEqual([0, 0])
    await runAt('2026-11-22T01:30:05Z') // 08:00 in Yangon
    await soon(() => expect(Math.min(...digests())).toBeGreaterThan(0))
    const [bySlack, byDiscord] = digests()
    await runAt('2026-11-22T01:31:00Z')
    await runAt('2026-11-22T04:00:00Z')
    expect(digests()).toEqual([bySlack, byDiscord])
    const posted = slack.of('chat.postMessage').find(({ metadata }) => metadata !== undefined)
    expect(wordsOf(posted)).toMatch(/Nong Rong|border/)
  })
})

describe('/brief border and a follow-up in the thread', () => {
  it('answers in Slack, then follows up on the same evidence by mention', async () => {
    await runAt('2026-11-22T06:00:00Z')
    await slack.command('How many people fled?')
    const root = await slack.until(() => slack.of('chat.postMessage').at(-1), 'an answer')
    expect(wordsOf(root)).toMatch(/23[, ]?000/)
    const ts = [...slack.workspace.messages.values()].at(-1)?.ts
    const mention = {
      type: 'app_mention',
      user: 'U1',
      channel: 'C1',
      text: '<@U0BOT> who said that?',
      ts: slack.workspace.nextTs(),
      thread_ts: ts,
    }
    await slack.event(mention)
    const inThread = () => [...slack.workspace.messages.values()].filter(({ thread_ts }) => thread_ts === ts)
    await soon(() => expect(inThread().map(wordsOf).join()).toMatch(/UN|United Nations/))
  })

  it('answers in Discord with a button to ask on', async () => {
    await runAt('2026-11-22T06:00:00Z')
    const command = discord.brief('topic', { topic: 'border' })
    await soon(() => expect(shown(command.original)).toMatch(/our abstract of/))
    expect(customIds(command.original).some((id) => id.startsWith('bb:follow-up'))).toBe(true)
  })
})
