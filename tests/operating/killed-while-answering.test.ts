// The shipped `serve` is killed while people wait for its answers: its next run tells each of them, once.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import { type Serving, start } from '../../src/serving.ts'
import { wordsOf } from '../adapters/platforms/slack/harness.ts'
import { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { FakeSlack } from '../fakes/slack/fake-slack.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
let dataDir: string
let slack: FakeSlack
let discord: FakeDiscord
let child: ChildProcess
let serving: Serving | undefined

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'killed-'))
  slack = await new FakeSlack().start()
  discord = await new FakeDiscord().start()
})
afterEach(async () => {
  child.kill('SIGKILL')
  await serving?.stop()
  await Promise.all([slack.stop(), discord.stop()])
  rmSync(dataDir, { recursive: true, force: true })
})

const settings = () => ({
  ...{ DATA_DIR: dataDir, WEB_PORT: '0', LOG_LEVEL: 'silent' },
  ...{ SLACK_BOT_TOKEN: slack.workspace.token, SLACK_APP_TOKEN: slack.workspace.appToken, SLACK_API_URL: slack.apiUrl },
  ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
})

/** Another run, so many minutes from now. */
async function runAgain(minutes: number): Promise<void> {
  await serving?.stop()
  const clock = fixedClock(Temporal.Now.instant().add({ minutes }).toString())
  const output = new Writable({ write: (_part, _encoding, done) => done() })
  await slack.until(() => slack.sockets.open === 0, 'the end of the run before')
  serving = await start(readConfig(settings()), clock, { input: Readable.from([]), output })
  await slack.until(() => slack.sockets.open > 0, 'Slack')
}

it('who waited is told, once, and who was answered is not', async () => {
  child = spawn(process.execPath, [CLI, 'serve'], { env: { PATH: process.env['PATH'] ?? '', ...settings() }, stdio: 'ignore' })
  await slack.until(() => slack.sockets.open > 0 && discord.commands.length > 0, 'both platforms')
  await slack.command('How long is the border?', { user_id: 'U2' })
  await slack.until(() => slack.workspace.roots('C1').length === 1, 'an answer')

  slack.failNext('chat.postMessage', { commit: false, ending: 'hang' })
  discord.faultOf = ({ path }) => (path.includes('/messages/@original') ? { when: 'before', how: { kind: 'hang' } } : undefined)
  await slack.command('How long is the border?')
  discord.brief('ask', { question: 'How long is the border?' })
  await slack.until(() => slack.of('chat.postMessage').length === 2 && discord.of('PATCH', /@original/).length === 1, 'both')
  child.kill('SIGKILL')

  const told = () => slack.of('chat.postMessage').filter(({ channel }) => channel !== 'C1')
  discord.faultOf = () => undefined
  await runAgain(3)
  await slack.until(() => told().length === 1 && discord.messagesIn(discord.directId).length === 1, 'both who waited')
  expect(told()[0]).toMatchObject({ channel: 'U1' })
  expect(wordsOf(told()[0])).toMatch(
    /^I was interrupted while answering what you asked me at \d\d:\d\d UTC.*: if you see no answer to it, please ask again\.$/,
  )
  await runAgain(10)
  await slack.command('status')
  await slack.until(() => slack.responded.length > 0, 'something after it')
  expect([told().length, discord.messagesIn(discord.directId).length]).toEqual([1, 1])
})
