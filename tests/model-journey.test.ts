// With a model: it may reorder the answer and leave parts of it out; whatever goes wrong with it, the answer is the one without.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderSource } from '../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../src/base/clock.ts'
import { readConfig } from '../src/config.ts'
import type { Answer } from '../src/domain/answer.ts'
import { OPERATOR } from '../src/domain/article.ts'
import { openProduct } from '../src/main.ts'
import { type FakeModelServer, type Plan, startModelServer } from './fakes/model-server.ts'

const clock = fixedClock('2026-11-22T06:00:00Z')
const QUESTION = 'How long is the border?'
let dataDir: string
let server: FakeModelServer | undefined

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'model-'))
})
afterEach(async () => {
  expect(server?.rejected ?? []).toEqual([])
  await server?.close()
  server = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

/** The product's answer with a model server that replies as planned, or with none. */
async function answerWith(
  plan: ((ids: readonly string[]) => Plan) | null,
  settings: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  if (plan !== null) server = await startModelServer((call) => plan(idsIn(call.messages.at(-1)?.content ?? '')))
  const model = server === undefined ? {} : { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'm', ...settings }
  const product = await openProduct(readConfig({ LOG_LEVEL: 'silent', ...model }, dataDir), clock)
  await product.ingest.takeIn(folderSource(join(import.meta.dirname, '../seeds/articles')), OPERATOR)
  const answer = await product.brief.ask({ question: QUESTION, scope: [OPERATOR], now: clock.now() })
  await product.close()
  return answer
}

const idsIn = (prompt: string): readonly string[] => [...prompt.matchAll(/^(s_[0-9a-f]+) \{/gm)].map((match) => match[1] ?? '')
const reply = (chosen: readonly string[]): Plan => ({ content: JSON.stringify({ chosen }) })

describe('an answer with a model', () => {
  it('is the same claims in the order the model chose', async () => {
    const without = await answerWith(null)
    const chosen = await answerWith((ids) => reply([...ids].reverse()))
    expect(chosen.model).toBe('used')
    expect(without.claims.length).toBeGreaterThan(1)
    expect(chosen.claims.map(({ text }) => text)).toEqual(without.claims.map(({ text }) => text).reverse())
  })

  it.each<[string, (ids: readonly string[]) => Plan]>([
    ['makes up an id', (ids) => reply([...ids, 's_ffffff'])],
    ['writes the answer itself', () => ({ content: 'The border is 9,999 km long.' })],
    ['adds words of its own', (ids) => ({ content: JSON.stringify({ chosen: ids, text: 'It is 9,999 km.' }) })],
    ['fails', () => ({ status: 500 })],
    ['hangs up', () => ({ fault: 'reset' })],
  ])('is the answer without one when the model %s', async (_, plan) => {
    const without = await answerWith(null)
    const answer = await answerWith(plan)
    expect(answer.model).toBe('rejected')
    expect(answer.claims).toEqual(without.claims)
    expect(answer.disputes).toEqual(without.disputes)
  })

  it('keeps how it was made: what was offered, chosen, and by which rule', async () => {
    const silent = await answerWith(null)
    const answer = await answerWith((ids) => reply(ids.slice(0, 1)))
    const { offered = [], claims = [], model } = answer.making ?? {}
    expect(offered.length).toBeGreaterThan(1)
    expect(claims.map(({ rule, byModel }) => [rule, byModel])).toEqual(answer.claims.map(() => ['OK verbatim', true]))
    expect(model).toMatchObject({
      state: 'used',
      reason: null,
      requests: 1,
      prompt: expect.stringMatching(/^choose-passages@[0-9a-f]{12}$/),
    })
    expect(silent.making).toMatchObject({ offered, model: { state: 'off', requests: 0, prompt: null, name: null } })
  })

  it('may be shortened where that is set, and shows a passage whole when the words for it are not accepted', async () => {
    const without = await answerWith(null)
    const shorter = (text: string) => (ids: readonly string[]) => ({
      content: JSON.stringify({ chosen: ids.slice(0, 1).map((id) => ({ id, text })) }),
    })
    const invented = await answerWith(shorter('The border is 9,999 km long.'), { MODEL_MODE: 'compress' })
    expect(invented.model).toBe('used')
    expect(invented.claims[0]).toEqual(without.claims[0])
    expect(invented.making?.claims[0]?.rule).toMatch(/^V\d/)
    expect(invented.disputes).toEqual(without.disputes)
  })
})
