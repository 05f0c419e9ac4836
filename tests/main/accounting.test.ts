// The whole product with a metered model: at the cap the answer is the one without, says so, and its record tells why.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderSource } from '../../src/adapters/sources/seed-folder.ts'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { AnswerRecord } from '../../src/domain/answer-record.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import { openProduct, payloadsFor, type Product } from '../../src/main.ts'
import { aDelivery } from '../contracts/digest-stores.ts'
import { type FakeModelServer, startModelServer } from '../fakes/model-server.ts'

const clock = fixedClock('2026-11-22T06:00:00Z')
const QUESTION = 'How long is the border?'
const PERSON = 'U_CANARY_7f3a'
let dataDir: string
let server: FakeModelServer
let product: Product

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'accounting-'))
  server = await startModelServer((call) => {
    const ids = [...(call.messages.at(-1)?.content ?? '').matchAll(/^(s_[0-9a-f]+) \{/gm)].map(([, id]) => id)
    return { content: JSON.stringify({ chosen: ids.slice(0, 5).reverse() }) }
  })
})
afterEach(async () => {
  await product.close()
  await server.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function open(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const model = { OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'm', MODEL_PRICES: 'm=0.40/1.60' }
  product = await openProduct(readConfig({ LOG_LEVEL: 'silent', ...model, ...settings }, dataDir), clock)
  await product.ingest.takeIn(folderSource(join(import.meta.dirname, '../../seeds/articles')), OPERATOR)
}

let said = 0
/** Says something in a thread of a workspace; returns what was shown, as text. */
async function say(text: string, change: Readonly<{ workspace?: string; as?: 'command'; thread?: string }> = {}): Promise<string> {
  said += 1
  const shown: string[] = []
  const show = (document: Parameters<typeof payloadsFor>[1]) => shown.push(...(payloadsFor('text', document) as string[]))
  const channel = { platform: 'slack', workspace: change.workspace ?? 'T1', channel: 'C1' } as const
  const base = { id: `e${said}`, channel, person: { id: PERSON, timeZone: null }, text, mayManage: true }
  const thread = change.thread ?? '1.1'
  const inbound: Inbound = change.as === 'command' ? { ...base, kind: 'command' } : { ...base, kind: 'message', thread, addressed: true }
  await product.chat.handle(inbound, {
    progress: async () => {},
    finish: async (document) => {
      show(document)
      return { thread }
    },
    whisper: async (document) => {
      show(document)
    },
    announce: async () => ({ kind: 'refused', hint: 'no' }),
  })
  return shown.join('\n').replace(/\s+/g, ' ')
}

async function records(): Promise<readonly AnswerRecord[]> {
  await say('/brief why') // waits for what is being kept, and is not recorded itself
  const kept: AnswerRecord[] = []
  for await (const record of product.answers.all({})) kept.push(record)
  return kept
}

describe('an answer within its budget', () => {
  it('is chosen by the model, and why, status and the record say what that took', async () => {
    await open()
    expect(await say(QUESTION)).toContain('chosen by a model')
    const why = await say('/brief why')
    expect(why).toContain(`Why this answer: ${QUESTION}`)
    expect(why).toMatch(/passed by rule “OK verbatim” · chosen by the model/)
    expect(why).toMatch(/The model m chose what is shown\. \d+ tokens sent, \d+ received, 0\.\d+ USD/)
    const [record] = await records()
    expect(record).toMatchObject({ how: 'ask', workspace: 'slack:T1', channel: 'slack:T1:C1', question: QUESTION, kind: 'answer' })
    expect(record?.model).toMatchObject({ state: 'used', name: 'm', requests: 1, currency: 'USD' })
    expect(record?.model.prompt).toMatch(/^choose-passages@[0-9a-f]{8,}$/)
    expect(why).toContain(record?.id)
    expect(await say('status', { as: 'command' })).toMatch(
      /Model — m, used in the last answer.*Budget today — [\d,]+ tokens used, 99\d,\d+ left/,
    )
  })

  it('tells one claim by the number it was shown with, and that there is no such number', async () => {
    await open()
    await say(QUESTION)
    const two = await say('why 2')
    expect(two).toContain('2. ')
    expect(two).not.toContain('1. ')
    expect(await say('why 40')).toMatch(/no claim 40/)
  })

  it('is explained by a command too, to the person and in the workspace it was given in', async () => {
    await open()
    expect(await say('why', { as: 'command' })).toContain('There is no record')
    await say(QUESTION)
    expect(await say('why', { as: 'command' })).toContain(`Why this answer: ${QUESTION}`)
    expect(await say('why', { as: 'command', workspace: 'T2' })).toContain('There is no record')
  })

  it('leaves “why?” in a thread a question about what was told', async () => {
    await open()
    await say(QUESTION)
    expect(await say('why?')).not.toContain('Why this answer')
  })
})

describe('an answer at the cap', () => {
  it('is the one without a model, says so in one sentence, and the model is not asked', async () => {
    await open({ BUDGET_TOKENS_PER_DAY: '500' })
    const answer = await say(QUESTION)
    expect(answer).toContain("The model's budget for today is used up.")
    expect(answer).toMatch(/2,000|2,129/)
    expect(server.calls).toEqual([])
    expect(await say('/brief why')).toContain('The model m was not asked: its budget for today is used up.')
    expect((await records())[0]?.model).toMatchObject({ state: 'rejected', reason: 'budget-workspaceTokens', requests: 0, cost: 0 })
    expect(await say('status', { as: 'command' })).toMatch(/Model — m, not asked: its budget for today is used up/)
  })

  it('is reached by one workspace alone', async () => {
    await open({ BUDGET_TOKENS_PER_DAY: '5000' })
    await say(QUESTION)
    for (let asked = 0; asked < 4; asked += 1) await say('Who visited Myanmar?', { thread: `2.${asked}` })
    expect(await say(QUESTION, { thread: '3.1' })).toContain('used up')
    expect(await say(QUESTION, { workspace: 'T2' })).toContain('chosen by a model')
  })

  it('is told from too many requests in a minute', async () => {
    await open({ BUDGET_REQUESTS_PER_MINUTE: '1' })
    await say(QUESTION)
    expect(await say(QUESTION, { thread: '2.1' })).toContain('Too many requests to the model this minute.')
  })

  it('is reached by money as by tokens', async () => {
    await open({ BUDGET_MONEY_PER_DAY: '0.002', BUDGET_TOKENS_PER_DAY: 'none' })
    expect(await say(QUESTION)).toContain("The model's budget for today is used up.")
    expect(server.calls).toEqual([])
  })
})

describe('what is kept of people', () => {
  it('is a keyed hash: no name or id of theirs stands in the data file, and erasing takes theirs alone', async () => {
    await open()
    await say(QUESTION)
    await say('/brief why')
    await say('/brief new')
    await product.brief.ask({ question: QUESTION, scope: [OPERATOR], now: clock.now() })
    const [record] = await records()
    expect(record?.person).toMatch(/^[0-9a-f]{32}$/)
    for (const file of ['border-brief.sqlite', 'border-brief.sqlite-wal'])
      expect(readFileSync(join(dataDir, file)).includes(PERSON)).toBe(false)
    const nothing = { answers: 0, requests: 0, turns: 0, told: 0, feedback: 0, topics: 0, subscriptions: 0 }
    expect(await product.accounting.erase('slack:T1', 'somebody else')).toEqual(nothing)
    expect(await product.accounting.erase('slack:T1', PERSON)).toMatchObject({ answers: 2, turns: 2, told: expect.any(Number) })
    expect(await records()).toEqual([])
    expect(await product.accounting.erase('slack:T1', PERSON)).toEqual(nothing)
    expect(await say('/brief why')).toContain('There is no record')
    await say(QUESTION)
    expect(await product.accounting.erase('slack:T1', null)).toMatchObject({ answers: 1, turns: 1 })
  })

  it('goes by age each night, and an answer younger than that stays', async () => {
    await open({ ANSWERS_KEPT_DAYS: '1', CONVERSATIONS_KEPT_DAYS: '1' })
    await say(QUESTION)
    await product.accounting.nightly(clock.now().add({ hours: 23 }))
    expect(await records()).toHaveLength(1)
    await product.accounting.nightly(clock.now().add({ hours: 49 }))
    expect(await records()).toEqual([])
    expect(await say('/brief why')).toContain('There is no record')
  })

  it('of what was sent goes by its own age', async () => {
    await open({ DELIVERIES_KEPT_DAYS: '30' })
    const sent = aDelivery({ state: 'sent', messageId: '1.1' })
    const stores = openSqliteStores({ dataDir })
    const { deliveries } = stores
    await deliveries.plan(sent)
    const { dueAt } = sent.occurrence
    await product.accounting.nightly(Temporal.Instant.from(dueAt).add({ hours: 24 * 29 }))
    expect(await deliveries.get(sent.id)).not.toBeNull()
    await product.accounting.nightly(Temporal.Instant.from(dueAt).add({ hours: 24 * 31 }))
    expect(await deliveries.get(sent.id)).toBeNull()
    await stores.close()
  })
})
