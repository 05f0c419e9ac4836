// The launcher: any Node starts it, it finds Node 26, and passes on arguments, exit codes and signals.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const major = (node: string) => Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0)
const nodes = [process.execPath, ...(process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'))].filter(existsSync)
const oldest = nodes.reduce((left, right) => (major(right) < major(left) ? right : left))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'))
  writeFileSync(join(folder, 'show.mjs'), 'console.log(process.version, process.argv.slice(2).join("|")); process.exit(7)\n')
  writeFileSync(
    join(folder, 'wait.mjs'),
    'process.on("SIGTERM", () => { console.log("ended"); process.exit(3) }); console.log("ready"); setInterval(() => {}, 1000)\n',
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe(`the launcher under Node ${major(oldest)}`, () => {
  const launcher = join(ROOT, 'bin/node26.mjs')

  it('runs on Node 26 with the arguments given and leaves with the same exit code', () => {
    const { status, stdout } = spawnSync(oldest, [launcher, join(folder, 'show.mjs'), 'a b', '--json'], { encoding: 'utf8' })
    expect(stdout.trim()).toMatch(/^v(2[6-9]|[3-9]\d)\..* a b\|--json$/)
    expect(status).toBe(7)
  })

  it('keeps compiled modules beside the code, and not where others may write', () => {
    const script = join(folder, 'cache.mjs')
    writeFileSync(script, "import { getCompileCacheDir } from 'node:module'; console.log(getCompileCacheDir())\n")
    const { stdout } = spawnSync(oldest, [launcher, '--import', new URL('../bin/compiled.mjs', import.meta.url).href, script], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    })
    expect(stdout).toContain(join(ROOT, 'node_modules', '.cache', 'border-brief'))
  })

  it('passes a signal on and waits for the end', async () => {
    const child = spawn(oldest, [launcher, join(folder, 'wait.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })
    let heard = ''
    child.stdout.on('data', (part: Buffer) => {
      heard += part.toString()
      if (heard === 'ready\n') child.kill('SIGTERM')
    })
    const code = await new Promise((resolve) => child.on('exit', resolve))
    expect([heard, code]).toEqual(['ready\nended\n', 3])
  })

  it.skipIf(process.platform === 'win32')('ends the script when the shell that npm started it with is gone', async () => {
    const line = `"${oldest}" "${launcher}" "${join(folder, 'wait.mjs')}"; true`
    const shell = spawn('sh', ['-c', line], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, npm_lifecycle_event: 'start' } })
    let heard = ''
    shell.stdout.on('data', (part: Buffer) => {
      heard += part.toString()
      if (heard === 'ready\n') shell.kill('SIGTERM')
    })
    await once(shell.stdout, 'close') // held open by the script as long as it lives
    expect(heard).toBe('ready\nended\n')
  })

  it.skipIf(major(oldest) >= 26)('says in one sentence what to do when there is no Node 26, and leaves with 1', () => {
    const alone = join(folder, 'alone')
    cpSync(join(ROOT, 'bin'), join(alone, 'bin'), { recursive: true })
    mkdirSync(join(alone, 'node_modules/zod'), { recursive: true })
    writeFileSync(join(alone, 'node_modules/zod/index.js'), '')
    const { status, stderr } = spawnSync(oldest, [join(alone, 'bin/border-brief.mjs')], {
      encoding: 'utf8',
      env: { PATH: dirname(oldest) },
    })
    expect(stderr).toMatch(/^border-brief needs Node 26.*npm ci.*\.\n$/)
    expect(status).toBe(1)
  })

  it.each([oldest, process.execPath])('says in one sentence that its packages are to be installed first (%s)', (node) => {
    const bare = join(folder, 'bare')
    cpSync(join(ROOT, 'bin'), join(bare, 'bin'), { recursive: true })
    const { status, stdout, stderr } = spawnSync(node, [join(bare, 'bin/border-brief.mjs'), 'doctor'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^The packages of border-brief are not installed yet: run `npm ci`.*\.\n$/)
  })
})
