// Whatever a model server does, through the whole product: the reader gets the answer without a model, is told so in three words, and sees nothing of the fault.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderSource } from '../src/adapters/sources/seed-folder.ts'
import type { Answer } from '../src/domain/answer.ts'
import { OPERATOR } from '../src/domain/article.ts'
import { askFailing, askWithout, complaint, KEY } from './fakes/failing-model.ts'
import { type Api, DIALECTS } from './fakes/model-server-dialects.ts'
import { FAILURE_MODES, type FailureMode } from './fakes/model-server-failures.ts'

/** Long enough that only a server which never lets go meets it. */
const SHORT_MS = 2_000

let dataDir: string
let without: Answer
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'model-failures-'))
  without = await askWithout(dataDir, (product) =>
    product.ingest.takeIn(folderSource(join(import.meta.dirname, '../seeds/articles')), OPERATOR),
  )
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const RIGHT: FailureMode = { name: 'works', act: ({ ids, reply }) => reply(JSON.stringify({ chosen: [...ids].reverse() })) }
const WAYS: readonly (readonly [(typeof DIALECTS)[number], Api])[] = [
  ...DIALECTS.map((dialect) => [dialect, 'chat'] as const),
  ['openai', 'responses'],
]

it('there are at least forty ways to fail, each of its own name', () => {
  expect(FAILURE_MODES.length).toBeGreaterThanOrEqual(40)
  expect(new Set(FAILURE_MODES.map(({ name }) => name)).size).toBe(FAILURE_MODES.length)
})

describe.each(WAYS)('%s, asked by %s', (dialect, api) => {
  it('is used when it works', async () => {
    const outcome = await askFailing(RIGHT, { dataDir, dialect, api })
    expect(outcome.answer.model).toBe('used')
    expect(outcome.rejected).toEqual([])
    expect(new Set(outcome.keys)).toEqual(new Set([`Bearer ${KEY}`]))
  })

  it.each(FAILURE_MODES.filter(({ endless }) => !endless))('$name', async (mode) => {
    const outcome = await askFailing(mode, { dataDir, dialect, api })
    expect(complaint(outcome, without)).toBeNull()
    expect(outcome.requests).toBeLessThanOrEqual(4)
  })

  // That the server still holds the request when the answer is there shows what ended it: the deadline, and nothing the server did.
  it.concurrent.each(FAILURE_MODES.filter(({ endless }) => endless))('$name, and is not waited for', async (mode) => {
    const outcome = await askFailing(mode, { dataDir, dialect, api, deadlineMs: SHORT_MS })
    expect([complaint(outcome, without), outcome.held]).toEqual([null, true])
  })
})

describe('the check of an outcome', () => {
  it('tells a model that was used, other claims, and a word of the fault from the answer without a model', async () => {
    const outcome = await askFailing(RIGHT, { dataDir, dialect: 'vllm', api: 'chat' })
    expect(complaint(outcome, without)).toBe('the model was used')
    const rejected = { ...outcome, answer: { ...outcome.answer, model: 'rejected' as const } }
    expect(complaint(rejected, without)).toBe('other claims')
    const same = { ...rejected, answer: { ...without, model: 'rejected' as const } }
    expect(complaint({ ...same, shown: outcome.shown.map(() => 'HTTP 500') }, without)).toBe('other text on text')
    expect(complaint({ ...same, rejected: ['stream'] }, without)).toMatch(/no client/)
  })
})
