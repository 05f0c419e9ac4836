// What the doctor says of the machine: each thing that can be wrong is one sentence with its mend, and what is well is said so.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answered, askAddress } from '../../src/adapters/operating/ask-address.ts'
import { Environment, readConfig } from '../../src/config.ts'
import { misspeltAmong } from '../../src/config/misspelt.ts'
import { type Machine, machineFindings } from '../../src/doctor/machine.ts'
import type { Vitals } from '../../src/ports/vitals.ts'

const NOW = Temporal.Instant.from('2026-11-22T08:00:00Z')
const MIB = 1024 * 1024
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const answer = (over: Partial<Answered> = {}): Answered => ({
  status: 200,
  dateMs: NOW.epochMilliseconds,
  tookMs: 0,
  text: '',
  location: null,
  ...over,
})
const vitals = (bytes: Vitals['bytes']): Vitals => ({
  ...{
    articles: 0,
    subscriptions: { running: 0, paused: 0 },
    openDeliveries: {},
    sources: { well: 0, failing: 0, gone: 0 },
    tokensToday: 0,
  },
  bytes,
})
const ROOMY = vitals({ file: 5 * MIB, log: 0, free: 5_000 * MIB })

function found(settings: Readonly<Record<string, string>>, over: Partial<Machine> = {}) {
  const config = readConfig({ ...settings, DATA_DIR: join(folder, 'data') })
  return machineFindings({ config, now: () => NOW, ask: async () => null, vitals: ROOMY, envFile: join(folder, '.env'), ...over })
}
const wrongIn = async (findings: Promise<Awaited<ReturnType<typeof found>>>) =>
  (await findings).filter(({ ok }) => !ok).map(({ sentence }) => sentence)
const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }

describe('the doctor on the machine', () => {
  it('dials nobody and finds nothing wrong where nothing is configured', async () => {
    const asked: string[] = []
    const ask = async (url: string) => {
      asked.push(url)
      return null
    }
    const findings = await found({}, { ask })
    expect(asked).toEqual([])
    expect(findings).toEqual([{ ok: true, sentence: 'There is room: the data file takes 5 MiB, and 5,000 MiB of its disk are free.' }])
  })

  it.each([
    { offMs: 0, wrong: [] },
    { offMs: 29_000, wrong: [] },
    {
      offMs: 47_000,
      wrong: ["The clock of this machine is 47 s ahead of Slack's: set it by the network, as timedatectl set-ntp true does."],
    },
    {
      offMs: -400_000,
      wrong: ["The clock of this machine is 400 s behind Slack's: set it by the network, as timedatectl set-ntp true does."],
    },
  ])('holds the clock against the platform’s: off by $offMs ms', async ({ offMs, wrong }) => {
    const ask = async () => answer({ dateMs: NOW.epochMilliseconds - offMs - 500 })
    expect(await wrongIn(found(SLACK, { ask }))).toEqual(wrong)
  })

  it('asks a platform’s clock without its token, at its other address where one is set', async () => {
    const asked: string[] = []
    const ask = async (url: string) => {
      asked.push(url)
      return answer()
    }
    await found({ ...SLACK, SLACK_API_URL: 'http://127.0.0.1:9/api/', DISCORD_TOKEN: 'canary' }, { ask })
    expect(asked).toEqual(['http://127.0.0.1:9/api/api.test', 'https://discord.com/api/v10/gateway'])
  })

  it('says when there is too little room, and when the log does not shrink', async () => {
    const [little] = await wrongIn(found({}, { vitals: vitals({ file: 900 * MIB, log: 0, free: 800 * MIB }) }))
    expect(little).toContain('free 900 MiB or move DATA_DIR')
    const [log] = await wrongIn(found({}, { vitals: vitals({ file: 100 * MIB, log: 400 * MIB, free: 9_000 * MIB }) }))
    expect(log).toContain('has grown to 400 MiB')
  })

  it.skipIf(process.platform === 'win32')('says which files others can read', async () => {
    writeFileSync(join(folder, '.env'), 'SLACK_BOT_TOKEN=xoxb-secret\n', { mode: 0o644 })
    writeFileSync(join(folder, 'data', 'people.key'), 'x', { mode: 0o644 })
    chmodSync(join(folder, 'data'), 0o755)
    const wrong = await wrongIn(found(SLACK))
    expect(wrong).toHaveLength(3)
    expect(wrong[0]).toBe('Other users of this machine can read the tokens in .env: run chmod 600 .env.')
    expect(wrong.join()).not.toContain('xoxb')
    expect(await wrongIn(found({}))).toHaveLength(2) // a file without tokens may be read
    chmodSync(join(folder, '.env'), 0o600)
    expect(await wrongIn(found(SLACK))).toHaveLength(2)
  })

  it('names settings that are none, with the one that was meant, and never a value', async () => {
    writeFileSync(join(folder, '.env'), 'SLACK_TOKEN=xoxb-secret\nNODE_ENV=production\nWEB_PORT=1\n', {
      mode: 0o600,
    })
    const wrong = await wrongIn(found({}))
    expect(wrong).toEqual(['There is no setting SLACK_TOKEN: write SLACK_BOT_TOKEN in .env, or take the line out.'])
    expect(wrong.join()).not.toContain('secret')
  })

  it('says whether the reader answers at its public address, or somebody else, or nobody', async () => {
    const url = { PUBLIC_URL: 'https://brief.example.org' }
    expect((await wrongIn(found(url)))[0]).toContain('Nobody answers at PUBLIC_URL (https://brief.example.org): let your proxy')
    expect((await wrongIn(found(url, { ask: async () => answer({ text: 'Welcome to nginx' }) })))[0]).toContain('Something else answers')
    const ours = answer({ status: 403, text: '<p>This link is not complete or was not made here: …' })
    expect(await wrongIn(found(url, { ask: async () => ours }))).toEqual([])
    expect((await wrongIn(found({ PUBLIC_URL: 'http://brief.example.org' }, { ask: async () => ours })))[0]).toContain('is not encrypted')
  })

  it('says what keeps the process that serves from being ready', async () => {
    const port = { HEALTH_PORT: '8486' }
    expect(await wrongIn(found(port))).toEqual([])
    const unready = answer({ status: 503, text: '{"ok":false,"why":["it is starting"]}\n' })
    expect(await wrongIn(found(port, { ask: async () => unready }))).toEqual([
      'It is serving, but not ready (it is starting): look again in a minute, then at its log.',
    ])
  })
})

describe('a misspelt setting', () => {
  it('is found whatever letter of a real one is lost, and the real one is what was meant', () => {
    const known = Object.keys(Environment.shape)
    const lost = known.flatMap((name) => [...name].map((_, at) => ({ real: name, typed: name.slice(0, at) + name.slice(at + 1) })))
    const families = new Set(known.map((name) => name.split('_')[0]))
    const seen = lost.filter(({ typed }) => !known.includes(typed) && families.has(typed.split('_')[0]))
    expect(seen.length).toBeGreaterThan(200)
    const right = seen.filter(({ real, typed }) => misspeltAmong([typed], known)[0]?.meant === real)
    expect(right.length / seen.length).toBeGreaterThan(0.9)
    expect(misspeltAmong([...known, 'PATH', 'HOME', 'OPENAI_ORG_ID'], known)).toEqual([])
  })
})

describe('asking an address', () => {
  it('tells status, date and the beginning of what is said; follows nothing; null when nobody answers', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { Location: '/' }).end()
      else response.end('x'.repeat(100_000))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    const said = await askAddress(base, () => 0)
    expect(said?.status).toBe(200)
    expect(said?.dateMs).not.toBeNull()
    expect(said?.text.length).toBeLessThanOrEqual(16 * 1024)
    expect((await askAddress(`${base}/moved`, () => 0))?.status).toBe(302)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await askAddress(base, () => 0)).toBeNull()
  })
})

describe('settings that lead nowhere', () => {
  const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1' }
  const MANY = {
    ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'canary', SLACK_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64') },
    ...{ SLACK_APP_TOKEN: 'xapp-1', SLACK_PUBLIC_URL: 'https://bot.example' },
  }
  const INSTALLS = 'https://slack.com/oauth/v2/authorize?client_id=1.2&scope=commands'

  it('are named with what they wait for', async () => {
    expect(await wrongIn(found({ SLACK_APP_TOKEN: 'xapp-1' }))).toEqual([
      'SLACK_APP_TOKEN has no effect without SLACK_BOT_TOKEN: set SLACK_BOT_TOKEN in .env, or take SLACK_APP_TOKEN out.',
    ])
    expect(await wrongIn(found({ DISCORD_GUILD_ID: '12345' }))).toEqual([expect.stringMatching(/^DISCORD_GUILD_ID .* set DISCORD_TOKEN/)])
    expect(await wrongIn(found({ ...SLACK, SLACK_APP_TOKEN: 'xapp-1' }))).toEqual([])
  })

  it('are a signing secret and a client id that cannot be one, and neither is repeated', async () => {
    const secret = (await wrongIn(found({ ...SLACK, SLACK_SIGNING_SECRET: 'canary-signing' }))).join(' ')
    expect(secret).toMatch(/^SLACK_SIGNING_SECRET is not .* Basic Information, App Credentials\.$/)
    const client = (await wrongIn(found({ ...MANY, SLACK_CLIENT_ID: 'canary-client' }, { ask: async () => null }))).join(' ')
    expect(client).toMatch(/SLACK_CLIENT_ID is not Slack’s client id/)
    expect(secret + client).not.toContain('canary')
    expect(await wrongIn(found({ ...SLACK, SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' }))).toEqual([])
  })

  it('are an address for installing that nobody, or somebody else, answers at, or that is not encrypted', async () => {
    const asks = (answered: Answered | null) => ({ ask: async (url: string) => (url.endsWith('/slack/install') ? answered : null) })
    const wrong = async (answered: Answered | null, url = 'https://bot.example') =>
      (await wrongIn(found({ ...MANY, SLACK_PUBLIC_URL: url }, asks(answered)))).join(' ')
    expect(await wrong(null)).toMatch(/^Nobody answers at SLACK_PUBLIC_URL \(https:\/\/bot\.example\).* port 3000 .*while serve runs\.$/)
    expect(await wrong(answer({ status: 302, location: 'https://login.example/' }))).toMatch(/^Something else answers at SLACK_PUBLIC_URL/)
    expect(await wrong(answer({ status: 302, location: INSTALLS }), 'http://bot.example')).toMatch(/has to be https/)
    expect(await wrong(answer({ status: 302, location: INSTALLS }))).toBe('')
    expect(await wrong(answer({ status: 302, location: INSTALLS }), 'http://127.0.0.1:3000')).toBe('')
  })
})
