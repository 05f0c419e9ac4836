// The operator's list of what people think of answers.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'

const CLI = join(import.meta.dirname, '../../src/cli.ts')
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'feedback-'))
  const stores = openSqliteStores({ dataDir: folder })
  const one = { workspace: 'slack:T1', channel: 'slack:T1:C1', person: 'p1' }
  await stores.feedback.save({ ...one, answerId: 'r_1', at: '2026-11-20T08:00:00Z', verdict: 'good', reason: null, words: null })
  const words = 'it was 31,\nnot \u001b[31m13'
  await stores.feedback.save({ ...one, answerId: 'r_2', at: '2026-11-21T08:00:00Z', verdict: 'bad', reason: 'wrong-figure', words })
  await stores.feedback.save({
    ...one,
    workspace: 'slack:T2',
    answerId: 'r_3',
    at: '2026-11-22T08:00:00Z',
    verdict: 'bad',
    reason: null,
    words: null,
  })
  await stores.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function call(...words: readonly string[]): readonly string[] {
  const env = { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn' }
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'feedback', ...words, '--data', folder], { encoding: 'utf8', env })
  expect(status).toBe(0)
  return stdout.trimEnd().split('\n')
}

describe('feedback', () => {
  it('is listed oldest first, a line each, whatever stands in it', () => {
    expect(call()).toEqual([
      '2026-11-20T08:00:00Z  r_1  slack:T1  helpful',
      '2026-11-21T08:00:00Z  r_2  slack:T1  not right (wrong figure): it was 31, not  [31m13',
      '2026-11-22T08:00:00Z  r_3  slack:T2  not right',
    ])
  })

  it('is listed of one workspace, since a day, as JSON', () => {
    const lines = call('--workspace', 'slack:T1', '--since', '2026-11-21', '--json').map((line): unknown => JSON.parse(line))
    expect(lines).toMatchObject([{ answerId: 'r_2', verdict: 'bad', reason: 'wrong-figure', question: null }])
  })
})
