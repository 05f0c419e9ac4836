// A model within its budget: reserved before it is asked, settled after; at the cap it is not asked at all.
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/clock.ts'
import { messageOf } from '../../base/error.ts'
import type { Log } from '../../base/log.ts'
import { OPERATOR } from '../../domain/article.ts'
import type { Amount, BudgetLimits, BudgetStore, Payer } from '../../ports/budget.ts'
import type { LanguageModel, ModelReply, ModelRequest } from '../../ports/language-model.ts'
import type { BudgetFailure, LastChoice, ModelAccounts, ModelCall } from '../../ports/model-account.ts'
import { mostUsage } from './usage.ts'

/** Of the currency, a million tokens. */
export type Price = Readonly<{ in: number; out: number }>

export type MeteredOptions = Readonly<{
  model: LanguageModel
  /** as it is configured */
  name: string
  price: Price
  limits: BudgetLimits
  budget: Pick<BudgetStore, 'reserve' | 'settle'>
  clock: Clock
  /** milliseconds from any fixed moment */
  elapsed: () => number
  log: Log
}>

export type Metered = Readonly<{
  model: LanguageModel
  accounts: ModelAccounts
  /** Puts a request to another model, which is metered elsewhere, on the account of the charged work that this is called in. */
  note: (call: ModelCall) => void
  /** Waits until everything that was used is on record. */
  settled: () => Promise<void>
}>

/** A data file that is held by a long write must not eat up the time in which an answer is due. */
const MOST_OF_DEADLINE = 0.25

type Account = Readonly<{ payer: Payer; calls: ModelCall[] }>

export function createMetered(options: MeteredOptions): Metered {
  const running = new AsyncLocalStorage<Account>()
  const settling = new Set<Promise<unknown>>()
  let last: LastChoice | null = null

  async function ask(request: ModelRequest): Promise<ModelReply> {
    const account = running.getStore() ?? { payer: { workspace: OPERATOR, person: null }, calls: [] }
    const started = options.elapsed()
    const id = randomUUID()
    const estimate = mostOf(request, options)
    const refusal = await refusalOf({ id, payer: account.payer, estimate }, request.deadlineMs * MOST_OF_DEADLINE, options)
    if (refusal !== null) {
      account.calls.push(callOf(request, options, started, refusal))
      options.log.warn('model not asked', { reason: refusal })
      return { kind: 'failed', reason: refusal }
    }
    const deadlineMs = Math.max(1, request.deadlineMs - (options.elapsed() - started))
    const reply = await options.model.ask({ ...request, deadlineMs })
    const used = reply.usage ?? { in: 0, out: reply.kind === 'reply' ? reply.tokens : 0 }
    const cost = costOf(used, options.price)
    const failure = reply.kind === 'failed' ? reply.reason : null
    options.log.debug('model asked', { tokensIn: used.in, tokensOut: used.out, failed: failure !== null })
    account.calls.push({ ...callOf(request, options, started, failure), tokensIn: used.in, tokensOut: used.out, cost })
    keep(settle(id, { tokens: used.in + used.out, money: cost }, options))
    return reply
  }

  function keep(work: Promise<unknown>): void {
    const done = work.finally(() => settling.delete(done))
    settling.add(done)
  }

  const accounts: ModelAccounts = {
    charge: (payer, work) => (running.getStore() === undefined ? running.run({ payer, calls: [] }, work) : work()),
    calls: () => [...(running.getStore()?.calls ?? [])],
    chose: (choice) => {
      last = choice
    },
    last: () => last,
  }
  const settled = async () => {
    await Promise.all(settling)
  }
  const note = (call: ModelCall) => void running.getStore()?.calls.push(call)
  const { check } = options.model
  const checked = check === undefined ? {} : { check: () => check(ask) }
  return { model: { ...options.model, ask, ...checked }, accounts, note, settled }
}

function callOf({ prompt }: ModelRequest, { name, elapsed }: MeteredOptions, started: number, failure: string | null): ModelCall {
  return {
    model: name,
    prompt: prompt ?? null,
    tokensIn: 0,
    tokensOut: 0,
    cost: 0,
    ms: Math.max(0, Math.round(elapsed() - started)),
    failure,
  }
}

/** Null when the estimate is reserved. A budget that cannot be asked in time is one that allows nothing. */
async function refusalOf(
  wanted: Readonly<{ id: string; payer: Payer; estimate: Amount }>,
  withinMs: number,
  { budget, limits, clock, log }: MeteredOptions,
): Promise<BudgetFailure | null> {
  let late = false
  const reserving = budget.reserve({ ...wanted, at: clock.now().toString(), limits }).then((outcome): BudgetFailure | null => {
    // Reserved after all, for a request that is not made.
    if (late && outcome.kind === 'reserved') void budget.settle(wanted.id, { tokens: 0, money: 0 }, clock.now().toString()).catch(() => {})
    return outcome.kind === 'reserved' ? null : `budget-${outcome.limit}`
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<'budget-unknown'>((resolve) => {
    timer = setTimeout(() => {
      late = true
      resolve('budget-unknown')
    }, withinMs)
  })
  try {
    return await Promise.race([reserving, tooLate])
  } catch (error) {
    log.error('budget not checked', { cause: messageOf(error) })
    return 'budget-unknown'
  } finally {
    clearTimeout(timer)
  }
}

/** What was used is on record before the next start; when it cannot be put there, the estimate stays. */
async function settle(id: string, used: Amount, { budget, clock, log }: MeteredOptions): Promise<void> {
  try {
    if (!(await budget.settle(id, used, clock.now().toString()))) log.warn('budget not settled', { reason: 'held-too-long' })
  } catch (error) {
    log.error('budget not settled', { cause: messageOf(error) })
  }
}

/** The most a request can be counted as: only so is a limit never passed. */
function mostOf(request: ModelRequest, { price }: MeteredOptions): Amount {
  const most = mostUsage(request)
  return { tokens: most.in + most.out, money: costOf(most, price) }
}

/** Millionths of the currency: tokens times the price of a million of them. */
function costOf(tokens: Readonly<{ in: number; out: number }>, price: Price): number {
  return Math.ceil(tokens.in * price.in + tokens.out * price.out)
}
