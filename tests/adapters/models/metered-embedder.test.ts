import { describe, expect, it } from 'vitest'
import { meteredEmbedder } from '../../../src/adapters/models/metered-embedder.ts'
import { fixedClock } from '../../../src/base/clock.ts'
import { silentLog } from '../../../src/base/log.ts'
import type { BudgetLimits } from '../../../src/ports/budget.ts'
import type { Embedder } from '../../../src/ports/embedder.ts'
import type { ModelCall } from '../../../src/ports/model-account.ts'
import { standIn } from '../../fakes/embedders.ts'
import { memoryBudget } from '../../fakes/memory-budget.ts'

const NO_LIMITS: BudgetLimits = { workspaceTokens: null, workspaceMoney: null, allTokens: null, allMoney: null, personRequests: null }
const REQUEST = { texts: ['one two three four five six seven eight'], workspace: 'slack:T1', use: 'question', deadlineMs: 100 } as const
const DAY = '2024-01-01'

function metered(limits: Partial<BudgetLimits>, embed: Embedder['embed'] = standIn.embed) {
  const budget = memoryBudget()
  let asked = 0
  const counted: Embedder = {
    model: 'small-1',
    embed: (request) => {
      asked += 1
      return embed(request)
    },
  }
  const calls: ModelCall[] = []
  const metering = { clock: fixedClock(DAY), elapsed: () => 0, note: (call: ModelCall) => void calls.push(call), log: silentLog }
  const options = { price: 2, limits: { ...NO_LIMITS, ...limits }, budget, ...metering }
  return { embedder: meteredEmbedder({ embedder: counted, ...options }), budget, calls, asked: () => asked }
}

describe('an embedder within a budget', () => {
  it('charges the workspace what the server counted, at its price', async () => {
    const { embedder, budget } = metered({}, async (request) => ({
      ...(await standIn.embed(request)),
      kind: 'vectors',
      vectors: [],
      tokens: 9,
    }))
    await embedder.embed(REQUEST)
    expect(await budget.used('slack:T1', DAY)).toMatchObject({ tokens: 9, money: 18 })
    expect(await budget.used('slack:T2', DAY)).toMatchObject({ tokens: 0, money: 0 })
  })

  it('tells each request with what it took, or why it was not made, apart from those of a model that chooses', async () => {
    const counting: Embedder['embed'] = async () => ({ kind: 'vectors', vectors: [], tokens: 9 })
    const asked = metered({}, counting)
    await asked.embedder.embed(REQUEST)
    const call = { use: 'vectors', model: 'small-1', prompt: null, tokensIn: 9, tokensOut: 0, cost: 18, ms: 0, failure: null }
    expect(asked.calls).toEqual([call])
    const refused = metered({ workspaceTokens: 1 }, counting)
    await refused.embedder.embed(REQUEST)
    expect(refused.calls).toEqual([{ ...call, tokensIn: 0, cost: 0, failure: 'budget-workspaceTokens' }])
    const failing = metered({}, async () => ({ kind: 'failed', reason: 'timeout', refused: false }))
    await failing.embedder.embed(REQUEST)
    expect(failing.calls).toMatchObject([{ failure: 'timeout', tokensIn: expect.any(Number) }])
  })

  it('does not ask past the limit, and says which it was', async () => {
    const { embedder, asked } = metered({ workspaceTokens: 1 })
    expect(await embedder.embed(REQUEST)).toEqual({ kind: 'failed', reason: 'budget-workspaceTokens', refused: false })
    expect(asked()).toBe(0)
  })

  it('makes vectors with half of what there is, so that questions still find some', async () => {
    const { embedder, asked } = metered({ workspaceTokens: 40 }, async () => ({ kind: 'vectors', vectors: [], tokens: 10 }))
    for (let n = 0; n < 9; n += 1) await embedder.embed({ ...REQUEST, use: 'passages' })
    const [inBackground] = [asked()]
    expect(inBackground).toBeLessThanOrEqual(2)
    expect((await embedder.embed(REQUEST)).kind).toBe('vectors')
  })

  it('charges nothing for what failed, and not what a server makes up', async () => {
    const failing = metered({}, async () => ({ kind: 'failed', reason: 'http-500', refused: false }))
    await failing.embedder.embed(REQUEST)
    expect(await failing.budget.used('slack:T1', DAY)).toMatchObject({ tokens: 0, money: 0 })
    const lying = metered({}, async () => ({ kind: 'vectors', vectors: [], tokens: Number.MAX_SAFE_INTEGER }))
    await lying.embedder.embed(REQUEST)
    expect((await lying.budget.used('slack:T1', DAY)).tokens).toBeLessThan(100)
  })

  it('asks nobody when the budget cannot be asked', async () => {
    const broken = { reserve: () => Promise.reject(new Error('locked')), settle: async () => true }
    const metering = { clock: fixedClock(DAY), elapsed: () => 0, note: () => {}, log: silentLog }
    const options = { price: 0, limits: NO_LIMITS, budget: broken, ...metering }
    const never: Embedder = { model: 'small-1', embed: () => Promise.reject(new Error('asked')) }
    expect(await meteredEmbedder({ embedder: never, ...options }).embed(REQUEST)).toMatchObject({ reason: 'budget-unknown' })
  })
})
