// A fresh operator on each platform, by the commands of the README: what it prints, `.env`, doctor, start, and the first answer in a workspace.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeDiscord } from '../fakes/discord/fake-discord.ts'
import { eventCallback, PERSON_TS } from '../fakes/slack/payloads.ts'
import { FakeSlack } from '../fakes/slack/fake-slack.ts'
import { freePort } from './free-port.ts'

const ROOT = join(import.meta.dirname, '../..')
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
const MOST_STEPS = 10
let dataDir: string
let slack: FakeSlack
let discord: FakeDiscord
let child: ChildProcess | undefined
let printed = ''

type Settings = Readonly<Record<string, string>>
const envOf = (settings: Settings): Settings => {
  const example = parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8')) as Record<string, string>
  return { ...example, PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, WEB_PORT: '0', LOG_LEVEL: 'silent', ...settings }
}
const cli = (words: readonly string[], settings: Settings = {}) =>
  new Promise<Readonly<{ status: number; lines: readonly string[] }>>((resolve) => {
    execFile(process.execPath, [join(ROOT, 'src/cli.ts'), ...words], { env: envOf(settings) }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ status, lines: `${stdout}${stderr}`.split('\n').filter((line) => line !== '') })
    })
  })

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`waited in vain for ${what}: ${printed.slice(-1_000)}`)
}

async function start(settings: Settings, title: string): Promise<void> {
  child = spawn(process.execPath, [join(ROOT, 'src/cli.ts'), 'serve'], { env: envOf(settings), stdio: ['ignore', 'pipe', 'ignore'] })
  child.stdout?.on('data', (part: Buffer) => {
    printed += part.toString('utf8')
  })
  await until(() => printed.includes(`${title} is connected.`), `${title} to be connected`)
}

/** Numbered steps under a heading, where one that names two commands counts twice; with cloning and installing. */
function stepsOf(heading: string): number {
  const section = readme.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? ''
  const steps = section.match(/^\d+\. .*$/gm) ?? []
  return 2 + steps.length + steps.filter((step) => /doctor.*npm start/.test(step)).length
}

beforeEach(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'fresh-')), 'data')
  printed = ''
  slack = await new FakeSlack().start()
  discord = await new FakeDiscord().start()
})
afterEach(async () => {
  child?.kill('SIGKILL')
  child = undefined
  await Promise.all([slack.stop(), discord.stop()])
  rmSync(join(dataDir, '..'), { recursive: true, force: true })
})

describe('a fresh operator', { timeout: 120_000 }, () => {
  it('of Slack has an answer within ten steps, each of them checked', async () => {
    expect(stepsOf('Slack in five minutes')).toBeGreaterThan(6)
    expect(stepsOf('Slack in five minutes')).toBeLessThanOrEqual(MOST_STEPS)
    const manifest = await cli(['slack-manifest'])
    expect(JSON.parse(manifest.lines.join('\n')).settings.socket_mode_enabled).toBe(true)
    slack.workspace.scopes = JSON.parse(manifest.lines.join('\n')).oauth_config.scopes.bot
    const at = { SLACK_API_URL: slack.apiUrl }
    const [bot, app] = [{ SLACK_BOT_TOKEN: slack.workspace.token }, { SLACK_APP_TOKEN: slack.workspace.appToken }]
    for (const [done, mend] of [
      [bot, 'SLACK_APP_TOKEN'],
      [app, 'SLACK_BOT_TOKEN'],
    ] as const) {
      // prettier-ignore
      const { status, lines } = await cli(['doctor'], { ...at, ...done })
      expect([status, lines.some((line) => line.includes(mend))]).toEqual([1, true])
    }
    expect(await cli(['doctor'], { ...at, ...bot, ...app })).toMatchObject({ status: 0 })
    await start({ ...at, ...bot, ...app }, 'Slack')
    void slack.command('border').catch(() => {})
    await until(() => slack.of('chat.postMessage').length > 0, 'the first answer')
    expect(String(slack.of('chat.postMessage')[0]?.text)).toMatch(/our abstract of/)
  })

  it('of Discord has an answer within ten steps, each of them checked', async () => {
    expect(stepsOf('Discord in five minutes')).toBeGreaterThan(6)
    expect(stepsOf('Discord in five minutes')).toBeLessThanOrEqual(MOST_STEPS)
    const settings = { DISCORD_API_URL: discord.apiUrl, DISCORD_TOKEN: discord.token }
    discord.leaves(discord.guildId)
    const before = await cli(['doctor'], settings)
    const { lines } = await cli(['discord-invite', discord.bot.id])
    expect(before.status).toBe(1)
    expect(before.lines.find((line) => line.startsWith('MEND'))).toContain(lines[0]) // the link it names is the link that is printed
    discord.addGuild(0)
    expect(await cli(['doctor'], settings)).toMatchObject({ status: 0 })
    await start(settings, 'Discord')
    discord.brief('border', {})
    await until(() => discord.of('PATCH', /@original$/).length > 0, 'the first answer')
    expect(JSON.stringify(discord.of('PATCH', /@original$/).at(-1)?.body)).toMatch(/our abstract of/)
  })

  it('of an app for many Slack workspaces sees it installed and answering', async () => {
    const port = await freePort()
    const settings = {
      ...{ SLACK_API_URL: slack.apiUrl, SLACK_APP_TOKEN: slack.workspace.appToken, SLACK_PORT: String(port) },
      ...{ SLACK_CLIENT_ID: slack.oauth.clientId, SLACK_CLIENT_SECRET: slack.oauth.clientSecret },
      ...{ SLACK_PUBLIC_URL: `http://127.0.0.1:${port}`, SLACK_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64') },
    }
    const mends = async () => (await cli(['doctor'], settings)).lines.filter((line) => line.startsWith('MEND'))
    expect((await mends()).join(' ')).toMatch(/\/slack\/install in a browser.*Nobody answers at SLACK_PUBLIC_URL/)
    await start(settings, 'Slack')
    expect((await mends()).join(' ')).not.toMatch(/SLACK_PUBLIC_URL/)
    const { oauth_config } = JSON.parse((await cli(['slack-manifest', '--install', 'https://bot.example'])).lines.join('\n'))
    for (const url of oauth_config.redirect_urls)
      slack.oauth.redirectUris.add(url.replace('https://bot.example', settings.SLACK_PUBLIC_URL))
    const begun = await fetch(`${settings.SLACK_PUBLIC_URL}/slack/install`, { redirect: 'manual' })
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? ''
    const back = slack.oauth.allow(begun.headers.get('location') ?? '', { team: 'T77' })
    expect(await (await fetch(back, { headers: { cookie } })).text()).toContain('border-brief was added')
    expect(await mends()).toEqual([])
    const workspace = slack.oauth.workspaces.get('T77')
    if (workspace === undefined) throw new Error('nothing was installed')
    const asked = { type: 'app_mention', channel: 'C1', user: 'U1', text: `<@${workspace.botUser}> How long is the border?`, ts: PERSON_TS }
    void slack.sockets.deliver('events_api', eventCallback(slack.originIn(workspace), asked)).catch(() => {})
    await until(() => [...workspace.messages.values()].some(({ text }) => /2,129|2,000/.test(String(text))), 'the first answer')
  })
})
