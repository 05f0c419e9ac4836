// A model within its budget: never asked past it, charged to whoever asked, settled to what it really took.
import { describe, expect, it } from 'vitest'
import { createMetered, type MeteredOptions } from '../../../src/adapters/models/metered.ts'
import { fixedClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import { OPERATOR } from '../../../src/domain/article.ts'
import type { BudgetStore } from '../../../src/ports/budget.ts'
import type { LanguageModel, ModelReply, ModelRequest } from '../../../src/ports/language-model.ts'
import { NO_LIMITS } from '../../contracts/budget-store.ts'
import { memoryBudget } from '../../fakes/memory-budget.ts'

const DAY = '2024-02-03'
const PAYER = { workspace: 'slack:T1', person: 'p1' }
const REQUEST: ModelRequest = {
  system: 'Choose.',
  user: 'Passages: none.',
  schema: { name: 's', json: {} },
  prompt: 'choose@1234',
  deadlineMs: 1_000,
}
const REPLY: ModelReply = { kind: 'reply', json: {}, model: 'm', tokens: 60, usage: { in: 50, out: 10, counted: 'server' } }

function metered(change: Partial<MeteredOptions> & { replies?: () => ModelReply | Promise<ModelReply> } = {}) {
  const asked: ModelRequest[] = []
  const budget = memoryBudget()
  const replies = change.replies ?? (() => REPLY)
  const model: LanguageModel = {
    available: true,
    ask: async (request) => {
      asked.push(request)
      return replies()
    },
  }
  const options: MeteredOptions = {
    ...{ model, name: 'm', price: { in: 0.4, out: 1.6 }, limits: NO_LIMITS, budget },
    ...{ clock: fixedClock('2024-02-03T08:00:00Z'), elapsed: () => 0, log: silentLog, ...change },
  }
  return { ...createMetered(options), asked, budget }
}

describe('a metered model', () => {
  it('charges the workspace what the server counted, and tells it call by call', async () => {
    const { model, accounts, settled, budget } = metered()
    const calls = await accounts.charge(PAYER, async () => {
      await model.ask(REQUEST)
      return accounts.calls()
    })
    await settled()
    expect(await budget.used('slack:T1', DAY)).toEqual({ tokens: 60, money: 36, requests: 1 })
    expect(calls).toEqual([{ model: 'm', prompt: 'choose@1234', tokensIn: 50, tokensOut: 10, cost: 36, ms: 0, failure: null }])
  })

  it('meters what doctor asks, and charges the operator for it', async () => {
    const budget = memoryBudget()
    const checked: LanguageModel = {
      ...{ available: true, ask: async () => REPLY },
      check: async (through) => ({ ok: (await through?.(REQUEST))?.kind === 'reply', sentence: 'asked' }),
    }
    const { model, settled } = metered({ model: checked, budget })
    expect(await model.check?.()).toEqual({ ok: true, sentence: 'asked' })
    await settled()
    expect(await budget.used(OPERATOR, DAY)).toEqual({ tokens: 60, money: 36, requests: 1 })
    const spent = metered({ model: checked, limits: { ...NO_LIMITS, allTokens: 1 } })
    expect(await spent.model.check?.()).toMatchObject({ ok: false })
  })

  it('keeps what another model was asked on the account of the work it was for', async () => {
    const { accounts, note } = metered()
    const call = { use: 'vectors', model: 'v', prompt: null, tokensIn: 3, tokensOut: 0, cost: 1, ms: 0, failure: null } as const
    note(call)
    const calls = await accounts.charge(PAYER, async () => {
      note(call)
      return accounts.calls()
    })
    expect(calls).toEqual([call])
  })

  it('holds more than the request can take while it is under way', async () => {
    const held: number[] = []
    const store = memoryBudget()
    const { model, accounts, settled } = metered({
      budget: store,
      replies: async () => {
        held.push((await store.used(null, DAY)).tokens)
        return REPLY
      },
    })
    await accounts.charge(PAYER, () => model.ask(REQUEST))
    await settled()
    expect(held[0]).toBeGreaterThan(100)
    expect((await store.used(null, DAY)).tokens).toBe(60)
  })

  it('is not asked at the cap, by none of a hundred at once that there is no room for', async () => {
    const { model, accounts, settled, asked, budget } = metered({
      limits: { ...NO_LIMITS, workspaceTokens: 22_000 },
      replies: () =>
        new Promise((resolve) =>
          setTimeout(() => resolve({ kind: 'failed', reason: 'x', usage: { in: 1_000, out: 1_024, counted: 'server' } }), 5),
        ),
    })
    const replies = await Promise.all(Array.from({ length: 100 }, () => accounts.charge(PAYER, () => model.ask(REQUEST))))
    await settled()
    const refused = replies.filter((reply) => reply.kind === 'failed' && reply.reason === 'budget-workspaceTokens')
    expect(asked).toHaveLength(10)
    expect(refused).toHaveLength(100 - asked.length)
    expect((await budget.used('slack:T1', DAY)).tokens).toBeLessThanOrEqual(22_000)
  })

  it('costs nothing where nothing was sent, and what it may have cost where the model was at work', async () => {
    const first = metered({ replies: () => ({ kind: 'failed', reason: 'unreachable' }) })
    await first.accounts.charge(PAYER, () => first.model.ask(REQUEST))
    await first.settled()
    expect(await first.budget.used(null, DAY)).toEqual({ tokens: 0, money: 0, requests: 1 })
    const second = metered({ replies: () => ({ kind: 'failed', reason: 'timeout', usage: { in: 40, out: 100, counted: 'estimate' } }) })
    await second.accounts.charge(PAYER, () => second.model.ask(REQUEST))
    await second.settled()
    expect((await second.budget.used(null, DAY)).tokens).toBe(140)
  })

  it.each<[string, BudgetStore['reserve']]>([
    ['fails', () => Promise.reject(new Error('disk full'))],
    ['does not answer in time', () => new Promise(() => {})],
  ])('is not asked when the budget %s', async (_, reserve) => {
    const { model, accounts, asked } = metered({ budget: { ...memoryBudget(), reserve } })
    const reply = await accounts.charge(PAYER, () => model.ask({ ...REQUEST, deadlineMs: 40 }))
    expect(reply).toEqual({ kind: 'failed', reason: 'budget-unknown' })
    expect(asked).toEqual([])
  })

  it('gives back what was reserved too late for a request that was not made', async () => {
    const store = memoryBudget()
    const settledLate: unknown[] = []
    const { model, accounts } = metered({
      budget: {
        reserve: async (reservation) => {
          await new Promise((resolve) => setTimeout(resolve, 40))
          return store.reserve(reservation)
        },
        settle: async (...args) => {
          settledLate.push(args)
          return store.settle(...args)
        },
      },
    })
    await accounts.charge(PAYER, () => model.ask({ ...REQUEST, deadlineMs: 40 }))
    await expect.poll(() => settledLate).toHaveLength(1)
    expect((await store.used(null, DAY)).tokens).toBe(0)
  })

  it('keeps its answer when what it took cannot be put on record', async () => {
    const broken = { ...memoryBudget(), settle: () => Promise.reject(new Error('disk full')) }
    const { model, accounts, settled } = metered({ budget: broken })
    expect(await accounts.charge(PAYER, () => model.ask(REQUEST))).toEqual(REPLY)
    await settled()
    expect((await broken.used(null, DAY)).tokens).toBeGreaterThan(60)
  })

  it('charges the outermost payer, and keeps the calls of two that ask at once apart', async () => {
    const { model, accounts, settled, budget } = metered()
    const work = (workspace: string, times: number) =>
      accounts.charge({ workspace, person: null }, async () => {
        for (let n = 0; n < times; n += 1) await accounts.charge(PAYER, () => model.ask(REQUEST))
        return accounts.calls().length
      })
    expect(await Promise.all([work('a', 2), work('b', 3)])).toEqual([2, 3])
    await settled()
    expect((await budget.used('a', DAY)).requests).toBe(2)
    expect((await budget.used('b', DAY)).requests).toBe(3)
    expect((await budget.used('slack:T1', DAY)).requests).toBe(0)
  })
})
