// What `npm start` runs, as a process of its own: how it starts and how it stops.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const LAUNCHER = join(import.meta.dirname, '../bin/border-brief.mjs')

let dataDir: string
beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'serve-')), 'data')
})
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }))

type Served = Readonly<{ child: ChildProcess; said: () => string; until: (words: string) => Promise<void> }>

/** Leads a group of its own, as a terminal or a service manager makes one. */
function serve(settings: Readonly<Record<string, string>> = {}): Served {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, WEB_PORT: '0', LOG_LEVEL: 'warn', ...settings }
  const child = spawn(process.execPath, [LAUNCHER, 'serve'], { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const heard = (part: Buffer) => {
    said += part.toString('utf8')
  }
  child.stdout.on('data', heard)
  child.stderr.on('data', heard)
  const until = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => (said.includes(words) ? resolve() : undefined)
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)))
      look()
    })
  return { child, said: () => said, until }
}

const WELCOME = 'follow the README.'

/** A port that someone else holds for as long as `work` takes. */
async function withTakenPort(work: (port: string) => Promise<void>): Promise<void> {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  await work(String((holder.address() as AddressInfo).port)).finally(() => holder.close())
}

describe.skipIf(process.platform === 'win32')('what npm start runs', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'closes its data file and leaves with 0 when its whole group gets %s',
    async (signal) => {
      const { child, until } = serve()
      await until(WELCOME)
      process.kill(-(child.pid ?? 0), signal)
      expect(await once(child, 'exit')).toEqual([0, null])
      expect(readdirSync(dataDir)).toEqual(['border-brief.sqlite', 'last-use'])
    },
  )

  it('says which port is taken, and goes on without it', async () => {
    await withTakenPort(async (port) => {
      const { child, until, said } = serve({ WEB_PORT: port, PUBLIC_URL: 'https://brief.example', PUBLIC_PORT: port })
      await until(WELCOME)
      expect(said()).toContain(`The web desk cannot listen; port ${port} is taken: set WEB_PORT to a free one.`)
      expect(said()).toContain(`The public reader cannot listen; port ${port} is taken: set PUBLIC_PORT to a free one.`)
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    })
  })

  it('goes on without Slack and Discord where they do not answer, says so once, and keeps their tokens to itself', async () => {
    await withTakenPort(async (port) => {
      const address = `http://127.0.0.1:${port}/api/`
      const { child, until, said } = serve({
        ...{ SLACK_BOT_TOKEN: 'xoxb-canary', SLACK_APP_TOKEN: 'xapp-canary', SLACK_API_URL: address },
        ...{ DISCORD_TOKEN: 'canary.of.discord', DISCORD_API_URL: address, LOG_LEVEL: 'debug' },
      })
      await until('Connecting to Slack and Discord.')
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
      expect(said()).not.toContain('canary')
    })
  })

  it('starts without articles of its own where the seeds folder has none', async () => {
    const { child, until, said } = serve({ SEEDS_DIR: dataDir })
    await until(WELCOME)
    expect(said()).toContain('set SEEDS_DIR')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
