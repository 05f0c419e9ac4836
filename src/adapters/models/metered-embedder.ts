// An embedder within the budget of models; making vectors stops at half of it, so that questions are answered as before.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/error.ts'
import type { Log } from '../../base/log.ts'
import { estimateTokens } from '../../base/model-tokens.ts'
import type { Amount, BudgetLimits, BudgetStore } from '../../ports/budget.ts'
import type { Embedder, EmbedReply, EmbedRequest } from '../../ports/embedder.ts'
import type { ModelCall } from '../../ports/model-account.ts'

export type MeteredEmbedderOptions = Readonly<{
  embedder: Embedder
  /** of the currency, a million tokens sent */
  price: number
  limits: BudgetLimits
  budget: Pick<BudgetStore, 'reserve' | 'settle'>
  clock: Clock
  /** milliseconds from any fixed moment */
  elapsed: () => number
  /** told of each request, for the record of the answer that it was made for */
  note: (call: ModelCall) => void
  log: Log
}>

/** The estimate may be a fifth too low. */
const ESTIMATE_MARGIN = 1.25
/** A server that counts more is not believed. */
const MOST_OVER = 4
const SHARE_OF_PASSAGES = 0.5

/** Fails with reason `budget-<limit>` where a request would pass the limit, and with `budget-unknown` where the budget cannot be asked. */
export function meteredEmbedder(options: MeteredEmbedderOptions): Embedder {
  const { embedder, budget, clock, elapsed, note } = options
  const told = (started: number, { tokens, money }: Amount, failure: string | null) =>
    note({
      ...{ use: 'vectors', model: embedder.model, prompt: null, tokensIn: tokens, tokensOut: 0, cost: money, failure },
      ms: Math.max(0, Math.round(elapsed() - started)),
    })
  return {
    model: embedder.model,
    embed: async (request) => {
      const id = randomUUID()
      const started = elapsed()
      const refusal = await refusalOf(id, request, options)
      if (refusal !== null) {
        told(started, { tokens: 0, money: 0 }, refusal.reason)
        return refusal
      }
      const reply = await embedder.embed(request)
      const estimate = estimateOf(request)
      const tokens =
        reply.kind === 'vectors' ? Math.min(reply.tokens || estimate, MOST_OVER * estimate) : reply.reason === 'timeout' ? estimate : 0
      const used = amountOf(tokens, options)
      told(started, used, reply.kind === 'failed' ? reply.reason : null)
      // What cannot be settled stays spent as it was estimated.
      await budget.settle(id, used, clock.now().toString()).catch(() => false)
      return reply
    },
  }
}

type Refusal = Extract<EmbedReply, { kind: 'failed' }>

async function refusalOf(id: string, request: EmbedRequest, options: MeteredEmbedderOptions): Promise<Refusal | null> {
  const { budget, clock, log, limits } = options
  const reservation = {
    id,
    payer: { workspace: request.workspace, person: null },
    estimate: amountOf(Math.ceil(estimateOf(request) * ESTIMATE_MARGIN), options),
    at: clock.now().toString(),
    limits: request.use === 'passages' ? halved(limits) : limits,
  }
  try {
    const outcome = await budget.reserve(reservation)
    return outcome.kind === 'reserved' ? null : { kind: 'failed', reason: `budget-${outcome.limit}`, refused: false }
  } catch (error) {
    log.error('budget not checked', { cause: messageOf(error) })
    return { kind: 'failed', reason: 'budget-unknown', refused: false }
  }
}

function estimateOf({ texts }: EmbedRequest): number {
  return texts.reduce((sum, text) => sum + estimateTokens(text), 0)
}

/** Money in millionths: tokens times the price of a million of them. */
function amountOf(tokens: number, { price }: MeteredEmbedderOptions): Amount {
  return { tokens, money: Math.ceil(tokens * price) }
}

function halved(limits: BudgetLimits): BudgetLimits {
  const half = (limit: number | null) => (limit === null ? null : Math.floor(limit * SHARE_OF_PASSAGES))
  const { workspaceTokens, workspaceMoney, allTokens, allMoney } = limits
  return {
    ...limits,
    ...{
      workspaceTokens: half(workspaceTokens),
      workspaceMoney: half(workspaceMoney),
      allTokens: half(allTokens),
      allMoney: half(allMoney),
    },
  }
}
