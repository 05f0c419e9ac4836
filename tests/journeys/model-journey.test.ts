// With a model: it may reorder the answer and leave parts of it out; whatever goes wrong with it, the answer is the one without.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { openProduct } from '../../src/main.ts'
import { type Dialect, type FakeModelServer, type ModelCall, type Plan, startModelServer } from '../fakes/model-server.ts'
import { linesOf } from '../model/world.ts'
import { NEWS, SIDES } from '../model/news.ts'

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
  await product.ingest.takeIn(folderSource(join(import.meta.dirname, '../../seeds/articles')), OPERATOR)
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

describe('a briefing that a model groups', () => {
  const TOPIC = { name: 'strike', title: 'Strike', query: 'strike', aliases: ['strike'], workspace: OPERATOR }

  /** The product's briefing on a made-up beat, with the requests that the server took. */
  async function briefed(plan: (call: ModelCall, n: number) => Plan, dialect?: Dialect, settings: Readonly<Record<string, string>> = {}) {
    server = await startModelServer(plan, dialect)
    const model = { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'm', OPENAI_API_KEY: 'sk-test-1', ...settings }
    const product = await openProduct(readConfig({ LOG_LEVEL: 'silent', ...model }, dataDir), fixedClock('2026-03-10T08:00:00Z'))
    const file = join(dataDir, 'news.jsonl')
    writeFileSync(file, linesOf([...NEWS, ...SIDES]))
    await product.ingest.takeIn(folderSource(file), OPERATOR)
    const answer = await product.brief.briefTopic({ topic: TOPIC, scope: [OPERATOR], now: Temporal.Instant.from('2026-03-10T08:00:00Z') })
    const doctor = await product.doctor()
    await product.close()
    return { answer, doctor, refused: server.refused }
  }

  /** Two groups: the passages with the first heading's words, and the others, under the second heading, which they do not hold. */
  function groupsFor({ messages }: ModelCall): string {
    const prompt = messages.at(-1)?.content ?? ''
    const passages = [...prompt.matchAll(/^(s_[0-9a-f]+) \{.*"text":(".*")\}$/gm)].map(([, id = '', text = '""']) => ({ id, text }))
    const headings = [...prompt.matchAll(/^(h_[0-9a-f]+) \{"words":"(.*)"\}$/gm)].map(([, id = '', words = '']) => ({ id, words }))
    const [first = { id: '', words: '-' }, second = { id: '' }] = headings
    const holding = passages.filter(({ text }) => text.includes(first.words)).slice(0, 3)
    const others = passages.filter(({ text }) => !text.includes(first.words)).slice(0, 4)
    const ids = (group: typeof passages) => group.map(({ id }) => id)
    return JSON.stringify({
      groups: [
        { heading: first.id, chosen: ids(holding) },
        { heading: second.id, chosen: ids(others) },
      ],
    })
  }

  it.each<[Dialect, number]>([
    ['openai', 0],
    ['ollama', 0],
    ['vllm', 0],
    ['llama.cpp', 1],
  ])('has its groups from %s, in whatever form that takes', async (dialect, stepsDown) => {
    const { answer, refused } = await briefed((call) => ({ content: groupsFor(call) }), dialect)
    expect(refused.length).toBeGreaterThanOrEqual(stepsDown)
    expect(answer.model).toBe('used')
    const [first, second] = answer.groups ?? []
    expect(first?.heading).not.toBeNull()
    for (const at of first?.claims ?? []) expect(answer.claims[at]?.text).toContain(first?.heading)
    expect(second?.heading).toBeNull()
    expect(answer.making?.groups?.[1]?.rule).toMatch(/^H3/)
    expect((answer.groups ?? []).flatMap(({ claims }) => claims)).toEqual([...answer.claims.keys()])
  })

  it('has them in words around the JSON too, where a server takes no form at all', async () => {
    const refusing = (call: ModelCall): Plan =>
      call.response_format === undefined
        ? { content: `Here it is:\n\`\`\`json\n${groupsFor(call)}\n\`\`\`` }
        : { status: 400, body: { error: { message: 'response_format is not supported', param: 'response_format' } } }
    const { answer } = await briefed(refusing)
    expect(answer.model).toBe('used')
    expect(answer.groups?.length).toBeGreaterThan(1)
  })

  it('is the briefing without a model where the groups hold a heading of its own', async () => {
    const own = ({ messages }: ModelCall): Plan => {
      const ids = idsIn(messages.at(-1)?.content ?? '')
      return { content: JSON.stringify({ groups: [{ heading: 'War is over', chosen: ids.slice(0, 2) }] }) }
    }
    const { answer } = await briefed(own)
    expect(answer.model).toBe('rejected')
    expect(answer).not.toHaveProperty('groups')
    expect(answer.making?.model.reason).toBe('unknown-ids')
  })

  it('leaves doctor no request when the budget is used up', async () => {
    const { answer, doctor } = await briefed((call) => ({ content: groupsFor(call) }), 'vllm', { BUDGET_TOKENS_PER_DAY: '1' })
    expect(answer.model).toBe('rejected')
    expect(server?.calls).toEqual([])
    expect(doctor.find(({ ok }) => !ok)?.sentence).toMatch(/budget/)
  })
})
