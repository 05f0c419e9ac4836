// The key of the model server: sent to it and nowhere else; in no output, no log, no error and no file, even when the server says it back.
import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Exchange, type FakeModelServer, startModelServer } from './fakes/model-server.ts'

const ROOT = join(import.meta.dirname, '..')
const KEY = 'sk-canary-0c9e51b7'
const TELLING = `Incorrect API key provided: ${KEY}`
const QUESTION = 'How long is the border?'
let server: FakeModelServer | undefined
const dataDir = mkdtempSync(join(tmpdir(), 'model-key-'))
afterEach(() => server?.close())
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Act = (exchange: Exchange) => void

/** Runs the command in a process of its own, with as much logging as there is; the server answers its requests one way after the other. */
async function run(command: readonly string[], acts: readonly Act[]): Promise<string> {
  server = await startModelServer((_, n) => ({ act: acts[(n - 1) % acts.length] ?? (() => undefined) }), 'openai')
  const settings = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'm', OPENAI_LOG: 'debug', LOG_LEVEL: 'debug' }
  const args = [join(ROOT, 'src/cli.ts'), ...command, '--data', dataDir]
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { env: { PATH: process.env['PATH'], ...settings } }, (_, out, errors) => resolve(out + errors))
  })
  expect(new Set(server.keys)).toEqual(acts.length === 0 ? new Set() : new Set([`Bearer ${KEY}`]))
  return output
}

const repeats: readonly Act[] = [
  ({ reply }) => reply(JSON.stringify({ chosen: [KEY] }), { body: { model: KEY, id: KEY } }),
  ({ fail }) => fail(500, TELLING, { 'x-key': KEY }),
  ({ send }) => send(200, `<html>${TELLING}</html>`, { 'content-type': 'text/html' }),
  ({ reply }) => reply('{}', { finish: KEY }),
  ({ send }) => send(307, '', { location: `https://evil.example/${KEY}` }),
]
const refuses: Act = ({ fail }) => fail(401, TELLING)

describe('the key', () => {
  it('is shown and kept nowhere, whatever the server does with it', { timeout: 120_000 }, async () => {
    const questions = join(dataDir, 'questions.jsonl')
    writeFileSync(questions, repeats.map((_, n) => `${JSON.stringify({ id: `q${n}`, question: QUESTION })}\n`).join(''))
    const taken = await run(['ingest', join(ROOT, 'seeds/articles')], [])
    const asked = await run(['ask', '--batch', questions], repeats)
    const refused = await run(['ask', QUESTION, '--json'], [refuses])
    const checked = await run(['doctor'], [refuses])
    expect(asked.match(/"model":"rejected"/g)).toHaveLength(repeats.length)
    expect(refused).toContain('"model":"rejected"')
    expect(checked).toMatch(
      /MEND The model m is not used \(key-refused\): the server at OPENAI_BASE_URL refused the key, so set OPENAI_API_KEY/,
    )
    const output = `${taken}${asked}${refused}${checked}`
    expect(output).not.toContain('canary')
    expect(output).not.toContain('evil.example')
    const files = globSync('**/*', { cwd: dataDir }).map((file) => readFileSync(join(dataDir, file)))
    expect(files.length).toBeGreaterThan(1)
    expect(files.some((file) => file.includes('canary'))).toBe(false)
  })
})
