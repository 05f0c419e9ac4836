// Without a key: every command works, on the command line and in chat, and no socket is opened to anything but servers of the process itself.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { HELP } from '../src/cli/help.ts'

const ROOT = join(import.meta.dirname, '..')
const GUARD = pathToFileURL(join(import.meta.dirname, 'fakes/socket-guard.ts')).href
const folder = mkdtempSync(join(tmpdir(), 'no-model-'))
const dataDir = join(folder, 'data')
const guardFile = join(folder, 'tried')
beforeEach(() => rmSync(guardFile, { force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tried = () => (existsSync(guardFile) ? readFileSync(guardFile, 'utf8').trim().split('\n') : [])
// Set to nothing, so that a developer's own .env does not count.
const UNSET = { OPENAI_API_KEY: '', OPENAI_BASE_URL: '', EMBEDDING_MODEL: '', SLACK_BOT_TOKEN: '', DISCORD_TOKEN: '', PUBLIC_URL: '' }
const environment = (settings: Readonly<Record<string, string>> = {}) => ({
  ...{ PATH: process.env['PATH'] ?? '', SOCKET_GUARD: guardFile, DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...UNSET },
  ...settings,
})

type Ran = Readonly<{ code: number; out: string; errors: string }>

function node(
  args: readonly string[],
  { input = '', settings = {} }: Readonly<{ input?: string; settings?: Readonly<Record<string, string>> }> = {},
) {
  return new Promise<Ran>((resolve) => {
    const child = execFile(process.execPath, ['--import', GUARD, ...args], { env: environment(settings) }, (error, out, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1, out, errors }),
    )
    child.stdin?.end(input)
  })
}

const COMMANDS: readonly (readonly [string, ...string[]])[] = [
  ['ingest', join(ROOT, 'seeds/articles')],
  ['articles', '--json'],
  ['article', 'FIRST'],
  ['ask', 'How long is the border?', '--json'],
  ['brief', 'border', '--since', '2023-01-01'],
  ['stories'],
  ['topics'],
  ['sources'],
  ['disputes'],
  ['timeline', 'border'],
  ['digest', 'border', '--channel', 'c', '--now', '2026-11-22T06:00:00Z', '--commit'],
  ['export', 'answers'],
  ['feedback', '--json'],
  ['erase', '--workspace', 'slack:T1'],
  ['export', '--workspace', 'slack:T1'],
  ['forget', 'slack:T1'],
  ['backup', join(folder, 'backup.sqlite')],
  ['restore', join(folder, 'backup.sqlite')],
  ['doctor'],
  ['slack-manifest'],
  ['discord-invite', '123456789012345678'],
]
/** Runs them in one process, as starting is most of what they take; FIRST is the first article's id. */
const RUN_ALL = `
  import { run } from ${JSON.stringify(pathToFileURL(join(ROOT, 'src/cli.ts')).href)}
  const write = process.stdout.write.bind(process.stdout)
  const ran = []
  let id = ''
  for (const words of JSON.parse(process.argv[1])) {
    let out = ''
    process.stdout.write = (text) => { out += text; return true }
    const code = await run(words.map((word) => (word === 'FIRST' ? id : word)))
    process.stdout.write = write
    if (words[0] === 'articles') id = JSON.parse(out.split('\\n')[0]).id
    ran.push({ words, code, out })
  }
  write(JSON.stringify(ran))`

describe('the guard', () => {
  it('catches what opens a socket, looks up a name or sends a datagram', { timeout: 30_000 }, async () => {
    const script = `
      await fetch('http://127.0.0.1:9998/').catch(() => {})
      await fetch('https://model.example/v1').catch(() => {})
      await (await import('node:dns')).promises.lookup('name.example').catch(() => {})
      try { (await import('node:dgram')).createSocket('udp4').send('x', 53, '192.0.2.1') } catch {}
      const { createServer, connect } = await import('node:net')
      const server = createServer((socket) => socket.end('own')).listen(0, '127.0.0.1', () => {
        connect(server.address().port, '127.0.0.1').on('data', (data) => { console.log(String(data)); process.exit() })
      })`
    expect(await node(['--input-type=module', '-e', script])).toEqual({ code: 0, out: 'own\n', errors: '' })
    expect(tried().map((line) => line.slice(0, 30))).toEqual([
      'connect 127.0.0.1:9998',
      'connect model.example:443',
      'look up name.example',
      'datagram x 53 192.0.2.1',
    ])
  })

  it('catches the client of a model that is configured', { timeout: 60_000 }, async () => {
    const args = [join(ROOT, 'src/cli.ts'), 'doctor']
    const checked = await node(args, {
      settings: { OPENAI_API_KEY: 'sk-x', OPENAI_BASE_URL: 'http://model.example/v1', OPENAI_MODEL: 'm' },
    })
    expect(checked).toMatchObject({ out: expect.stringContaining('cannot be reached'), errors: expect.not.stringContaining('sk-x') })
    expect(tried()).toEqual(['connect model.example:80'])
  })
})

describe('without a model', () => {
  it('every command of the command line works and opens no socket', { timeout: 120_000 }, async () => {
    const named = [...HELP.matchAll(/^ {2}([a-z-]+(?: \| [a-z-]+)*)/gm)].flatMap((match) => (match[1] ?? '').split(' | '))
    expect([...new Set([...COMMANDS.map(([name]) => name), ...['verify', 'render', 'serve']])].sort()).toEqual([...new Set(named)].sort())
    const { out, errors, code } = await node(['--input-type=module', '-e', RUN_ALL, JSON.stringify(COMMANDS)])
    expect([code, errors]).toEqual([0, ''])
    const ran = z.array(z.object({ words: z.array(z.string()), code: z.number(), out: z.string() })).parse(JSON.parse(out))
    expect(ran).toHaveLength(COMMANDS.length)
    for (const { words, code, out } of ran) {
      // Answers are on record when they were given in chat; here there were none.
      const silent = ['disputes', 'export', 'feedback'].includes(words[0] ?? '')
      expect([words, code, out !== '' || silent]).toEqual([words, 0, true])
    }
    const answer = ran.find(({ words }) => words[0] === 'ask')?.out ?? ''
    expect(answer).toContain('"model":"off"')
    const claim = { id: 'c', sources: [{ id: 's', text: 'Six people died.' }], claim: { text: 'Six people died.', sourceIds: ['s'] } }
    const cli = join(ROOT, 'src/cli.ts')
    expect((await node([cli, 'verify'], { input: `${JSON.stringify(claim)}\n` })).out).toContain('"accept"')
    expect((await node([cli, 'render', 'slack'], { input: answer })).out).toContain('blocks')
    expect(tried()).toEqual([])
  })

  it.skipIf(process.platform === 'win32')(
    'every command of the chat works in what npm start runs, and it opens no socket',
    { timeout: 120_000 },
    async () => {
      const child = spawn(process.execPath, ['--import', GUARD, join(ROOT, 'src/cli.ts'), 'serve'], {
        env: environment({ WEB_PORT: '0' }),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const desk = await new Promise<string>((resolve, reject) => {
        child.on('exit', (code) => reject(new Error(`it ended with ${code}`)))
        let said = ''
        child.stdout.on('data', (part: Buffer) => {
          said += part.toString('utf8')
          const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
          if (address !== undefined) resolve(address)
        })
      })
      const thread = crypto.randomUUID()
      for (const q of CHAT) {
        const page = await fetch(`${desk}/ask`, {
          method: 'POST',
          body: new URLSearchParams({ q, thread, once: crypto.randomUUID() }),
          headers: { origin: desk },
        })
        const html = await page.text()
        expect([q, page.status, /went wrong|took too long|Model not used/.test(html)]).toEqual([q, 200, false])
      }
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
      expect(tried()).toEqual([])
    },
  )
})

const CHAT = [
  ...[
    'help',
    'border',
    'How long is the border?',
    'who said that?',
    'why?',
    'is that confirmed?',
    'what do the others say?',
    'only from EFE',
  ],
  ...[
    'what changed?',
    'who else says so?',
    'border since Monday',
    'timeline of the border',
    'disputes',
    'sources',
    'status',
    'digest border',
  ],
  ...['subscribe border daily at 8:00', 'subscriptions', 'unsubscribe border', 'price of rice in Lagos', 'thanks'],
]
