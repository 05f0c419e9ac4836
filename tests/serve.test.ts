// What `npm start` runs, as a process of its own: how it starts and how it stops.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
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
  const until = async (words: string) => {
    while (!said.includes(words)) await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended(child)])
  }
  return { child, said: () => said, until }
}

async function ended(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`it ended with ${String(code)}`)
}

const WELCOME = 'follow the README.'

describe.skipIf(process.platform === 'win32')('what npm start runs', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'closes its data file and leaves with 0 when its whole group gets %s',
    async (signal) => {
      const { child, until } = serve()
      await until(WELCOME)
      process.kill(-(child.pid ?? 0), signal)
      expect(await once(child, 'exit')).toEqual([0, null])
      expect(readdirSync(dataDir)).toEqual(['border-brief.sqlite'])
    },
  )
})
