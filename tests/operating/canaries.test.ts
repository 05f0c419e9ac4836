// A noisy session of the shipped `serve` on both platforms, every token and every word marked: the marks are looked for wherever they must not be.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog, harmless } from '../../src/adapters/log.ts'
import { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { type FakeModelServer, startModelServer } from '../fakes/model-server.ts'
import { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { freePort } from './free-port.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
const KEY = 'sk-canary-0123456789abcdef'
/** Words that people wrote, and words of an article. */
const WORDS = { asked: 'quokkaville', written: 'numbatstadt', told: 'bilbyburg', typed: 'potorooton' }

let root: string
let dataDir: string
let slack: FakeSlack
let discord: FakeDiscord
let model: FakeModelServer
let child: ChildProcess
let printed = ''
let logged = ''
let metrics = ''
let env: Readonly<Record<string, string>>
const tokens = () => [slack.workspace.token, slack.workspace.appToken, discord.token, KEY]

/** Not in this thread: the platforms it asks answer from here. */
const cli = (words: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  new Promise<Readonly<{ status: number; stdout: string; stderr: string }>>((resolve) => {
    execFile(process.execPath, [CLI, ...words], { env: { ...env, ...settings } }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, stdout, stderr }),
    )
  })

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`waited in vain for ${what}: ${logged.slice(-2_000)}`)
}

const posts = () => slack.of('chat.postMessage').length + slack.responded.length
const edits = () => discord.of('PATCH', /messages\/@original$/).length + discord.of('POST', /^\/(webhooks|interactions)/).length

/** Everything people do, some of it while the platforms and the model fail. */
async function noise(): Promise<void> {
  for (const words of [
    `who fled to ${WORDS.asked}?`,
    `"${WORDS.asked}" {{}} <!channel> how many fled`,
    `subscribe "${WORDS.asked} news" daily 08:00 UTC`,
    `watch ${WORDS.asked}`,
    `add https://user:${WORDS.asked}@127.0.0.1/feed?token=${WORDS.asked}`,
    `topics add ${WORDS.asked} about ${WORDS.asked}`,
    'border',
    `settings zone ${WORDS.asked}`,
  ]) {
    const before = posts()
    void slack.command(words).catch(() => {}) // a busy machine may acknowledge late: what is looked for comes all the same
    await until(() => posts() > before, `an answer in Slack to ${words}`)
  }
  slack.failNext('chat.postMessage', ...(['garbage', 'reset', 'internal_error'] as const).map((ending) => ({ commit: false, ending })))
  void slack.command(`what of ${WORDS.asked}?`).catch(() => {})
  void slack
    .event({ type: 'app_mention', user: 'U1', channel: 'C1', ts: '1600000001.000100', text: `<@UBOT> ${WORDS.asked} <broken` })
    .catch(() => {})
  const pressed = slack.sockets.deliver('interactive', {
    type: 'block_actions',
    team: { id: 'T1' },
    actions: [{ action_id: 'bb:x', value: WORDS.typed }],
    token: WORDS.typed,
  })
  void pressed.catch(() => {})
  for (const question of [`who fled to ${WORDS.asked}?`, `${WORDS.asked} \u0000 [x](http://x)`]) {
    const before = edits()
    discord.brief('ask', { question })
    await until(() => edits() > before + 1, `an answer in Discord to ${question}`)
  }
  discord.says(`<@${discord.bot.id}> and in ${WORDS.asked}?`)
  discord.faultOf = ({ path }) =>
    /webhooks/.test(path) ? { when: 'before', how: { kind: 'answer', status: 503, body: WORDS.typed } } : undefined
  discord.brief('ask', { question: `when did ${WORDS.asked} fall?` })
  await until(() => (logged.match(/"msg":"inbound answered"/g) ?? []).length > 10, 'all answers in the log')
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'canaries-'))
  dataDir = join(root, 'data')
  mkdirSync(join(root, 'seeds/articles'), { recursive: true })
  writeFileSync(
    join(root, 'one.txt'),
    `Army shells ${WORDS.written}\n\nThe army said on Monday that 600 people fled to ${WORDS.written} and ${WORDS.asked}.`,
  )
  slack = await new FakeSlack().start()
  discord = await new FakeDiscord().start()
  let replies = 0
  model = await startModelServer(() => {
    replies += 1
    return replies % 3 === 0
      ? { raw: `${WORDS.told} is no JSON` }
      : replies % 3 === 1
        ? { content: `{"${WORDS.told}": 1` }
        : { status: 500, body: { error: { message: `${WORDS.told} ${KEY}` } } }
  })
  const port = await freePort()
  env = {
    ...{ PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, WEB_PORT: '0', LOG_LEVEL: 'debug', HEALTH_PORT: String(port) },
    ...{ SLACK_BOT_TOKEN: slack.workspace.token, SLACK_APP_TOKEN: slack.workspace.appToken, SLACK_API_URL: slack.apiUrl },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ...{ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'm', OPENAI_DEADLINE_MS: '1000' },
  }
  expect((await cli(['ingest', join(root, 'one.txt')])).status).toBe(0)
  child = spawn(process.execPath, [CLI, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout?.on('data', (part: Buffer) => {
    printed += part.toString('utf8')
  })
  child.stderr?.on('data', (part: Buffer) => {
    logged += part.toString('utf8')
  })
  await until(() => slack.sockets.open > 0 && discord.commands.length > 0, 'both platforms')
  await noise()
  metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}, 180_000)

afterAll(async () => {
  child?.kill('SIGKILL')
  await Promise.all([slack?.stop(), discord?.stop(), model?.close()])
  rmSync(root, { recursive: true, force: true })
})

/** What of these stands in a text or in bytes. */
const inside = (where: string | Buffer, marks: readonly string[]) => marks.filter((mark) => where.includes(mark))

describe('after a noisy session', () => {
  it('people were answered and much was logged, or none of this would prove anything', () => {
    expect(logged).toContain('"msg":"inbound answered"')
    expect(logged).toContain('"msg":"model not used"')
    expect(logged.split('\n').length).toBeGreaterThan(20)
    expect(metrics).toMatch(/bb_answers_total\{platform="slack",kind="answer"\} [1-9]/)
    expect(metrics).toMatch(/bb_answers_total\{platform="discord",kind="[a-z-]+"\} [1-9]/)
    expect(model.calls.length).toBeGreaterThan(0)
    for (const counted of [
      'bb_platform_requests_total{platform="slack",route="chat.postMessage",code="200"}',
      'bb_platform_requests_total{platform="slack",route="auth.test",code="200"}',
      'bb_platform_requests_total{platform="discord",route="PATCH /webhooks/:id/:token/messages/@original",code="200"}',
      'bb_verify_total{verdict="accept",rule="OK"}',
      'bb_fetch_blocked_total{rule="credentials"}',
    ])
      expect(metrics).toContain(counted)
  })

  it('no token and no word of people, articles or models stands in the log', () => {
    expect(inside(logged, [...tokens(), ...Object.values(WORDS)])).toEqual([])
  })

  it('no token and no word stands in the metrics', () => {
    expect(inside(metrics, [...tokens(), ...Object.values(WORDS)])).toEqual([])
  })

  it('no token stands in the database, in its log, in any file of the data folder or in a backup', async () => {
    const backup = join(root, 'backup.sqlite')
    expect((await cli(['backup', backup])).status).toBe(0)
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const bytes = [...files.map(({ parentPath, name }) => join(parentPath, name)), backup].map((path) => readFileSync(path))
    expect(bytes.length).toBeGreaterThan(2)
    // Words are kept there, on purpose; so the search finds what there is.
    expect(bytes.some((one) => one.includes(WORDS.asked))).toBe(true)
    for (const one of bytes) expect(inside(one, tokens())).toEqual([])
  })

  it('no token stands in what was printed or in what an export holds', async () => {
    expect(inside(printed, tokens())).toEqual([])
    const exported = await cli(['export', '--workspace', `slack:${slack.workspace.team}`])
    expect(exported.status).toBe(0)
    expect(exported.stdout).toContain(WORDS.asked)
    expect(inside(exported.stdout + exported.stderr, tokens())).toEqual([])
  })

  it('no token stands in what the doctor says, whether the tokens are taken or refused', async () => {
    const wrong = { SLACK_BOT_TOKEN: 'xoxb-canary-wrong', DISCORD_TOKEN: 'canary.wrong.token', OPENAI_API_KEY: 'sk-canary-wrong-key' }
    for (const settings of [{}, wrong]) {
      const { stdout, stderr } = await cli(['doctor'], settings)
      expect(stdout.length).toBeGreaterThan(100)
      expect(inside(stdout + stderr, [...tokens(), ...Object.values(wrong)])).toEqual([])
    }
    const broken = await cli(['doctor'], { SLACK_BOT_TOKEN: 'wrong-canary-form' })
    expect([broken.status, broken.stderr.includes('wrong-canary-form')]).toEqual([1, false])
  })
})

describe('a field of the log', () => {
  it.each([
    ['cause', 'Unexpected token \'q\', "quokkaville fell" is not valid JSON', 'Unexpected token …, … is not valid JSON'],
    ['cause', 'request to "https://x.example/?q=quokkaville failed', 'request to …'],
    ['cause', 'invalid_auth for xoxb-1234-abc', 'invalid_auth for [token]'],
    ['reason', 'Bearer sk-abcdefghijk was refused', '[token] was refused'],
    ['cause', "the connection couldn't be opened, it wasn't there", "the connection couldn't be opened, it wasn't there"],
    ['deliveryId', '0f8fad5b-d9cb-469f-a165-70867728950e', '0f8fad5b-d9cb-469f-a165-70867728950e'],
  ])('%s: %s', (name, value, shown) => expect(harmless({ [name]: value })).toEqual({ [name]: shown }))

  it('is cut where it is long, and other values stay as they are', () => {
    expect(harmless({ a: 'x'.repeat(1_000), b: 3, c: null, d: true })).toEqual({ a: 'x'.repeat(300), b: 3, c: null, d: true })
    expect(() => createLog('silent').error('nothing', undefined)).not.toThrow()
  })
})
