// Settings of the model, of search by likeness, and of what both may cost.
import { z } from 'zod'
import { BorderBriefError } from '../base/error.ts'
import { limit, optional, webAddress, whole } from '../base/setting-forms.ts'

const MILLIONTHS = 1_000_000
const PRICES = /^\s*(?:[^\s;=]+=\d+(?:\.\d+)?\/\d+(?:\.\d+)?\s*(?:;\s*|$))+$/

export const modelSettings = z.object({
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: webAddress.refine((value) => !value?.includes('@'), 'must hold no user name or password'),
  OPENAI_MODEL: optional,
  OPENAI_API: z.enum(['chat', 'responses'], 'must be chat or responses').default('chat'),
  OPENAI_DEADLINE_MS: whole(100, 6_000, 6_000),
  MODEL_MODE: z.enum(['select', 'compress'], 'must be select or compress').default('select'),
  EMBEDDING_MODEL: optional,
  MODEL_PRICES: z
    .string()
    .regex(PRICES, 'must be like gpt-4.1-mini=0.40/1.60; other=1/2: what a million tokens cost, sent/received')
    .nullable()
    .default(null),
  MODEL_CURRENCY: z.string().max(12, 'must be at most 12 characters').default('USD'),
  BUDGET_TOKENS_PER_DAY: limit(1_000_000),
  BUDGET_MONEY_PER_DAY: limit(null, MILLIONTHS),
  BUDGET_ALL_TOKENS_PER_DAY: limit(5_000_000),
  BUDGET_ALL_MONEY_PER_DAY: limit(null, MILLIONTHS),
  BUDGET_REQUESTS_PER_MINUTE: limit(20),
})

type Env = z.infer<typeof modelSettings>

/** `deadlineMs`: most milliseconds an answer waits for the model */
export type ModelChoice = Readonly<{
  apiKey: string
  baseUrl: string | null
  model: string
  api: 'chat' | 'responses'
  deadlineMs: number
  mode: 'select' | 'compress'
}> | null

/** for search by likeness, at the same server */
export type EmbeddingChoice = Readonly<{ apiKey: string; baseUrl: string | null; model: string }> | null

export type BudgetChoice = Readonly<{
  /** null: no limit; money in millionths of the currency */
  limits: Readonly<{
    workspaceTokens: number | null
    workspaceMoney: number | null
    allTokens: number | null
    allMoney: number | null
    personRequests: number | null
  }>
  /** by model: what a million tokens cost */
  prices: ReadonlyMap<string, Readonly<{ in: number; out: number }>>
  currency: string
}>

// A local server needs no key, so an address alone is enough; the model then has to be named.
export function modelOf(env: Env): ModelChoice {
  if (env.OPENAI_API_KEY === null && env.OPENAI_BASE_URL === null) return null
  if (env.OPENAI_BASE_URL !== null && env.OPENAI_MODEL === null) {
    throw new BorderBriefError('config', 'OPENAI_BASE_URL needs OPENAI_MODEL beside it: name the model your server runs in .env.')
  }
  return {
    apiKey: env.OPENAI_API_KEY ?? 'none',
    baseUrl: env.OPENAI_BASE_URL,
    model: env.OPENAI_MODEL ?? 'gpt-4.1-mini',
    api: env.OPENAI_API,
    deadlineMs: env.OPENAI_DEADLINE_MS,
    mode: env.MODEL_MODE,
  }
}

export function embeddingOf(env: Env): EmbeddingChoice {
  if (env.EMBEDDING_MODEL === null) return null
  if (env.OPENAI_API_KEY === null && env.OPENAI_BASE_URL === null) {
    throw new BorderBriefError('config', 'EMBEDDING_MODEL needs OPENAI_API_KEY or OPENAI_BASE_URL beside it: set one of them in .env.')
  }
  return { apiKey: env.OPENAI_API_KEY ?? 'none', baseUrl: env.OPENAI_BASE_URL, model: env.EMBEDDING_MODEL }
}

/** A limit of money needs to know what the model costs. */
export function budgetOf(env: Env, models: readonly (Readonly<{ model: string }> | null)[]): BudgetChoice {
  const pairs = (env.MODEL_PRICES ?? '').split(';').flatMap((pair) => {
    const [, name, sent, received] = /^\s*(\S+)=([\d.]+)\/([\d.]+)\s*$/.exec(pair) ?? []
    return name === undefined ? [] : [[name, { in: Number(sent), out: Number(received) }] as const]
  })
  const prices = new Map(pairs)
  const limits = {
    workspaceTokens: env.BUDGET_TOKENS_PER_DAY,
    workspaceMoney: env.BUDGET_MONEY_PER_DAY,
    allTokens: env.BUDGET_ALL_TOKENS_PER_DAY,
    allMoney: env.BUDGET_ALL_MONEY_PER_DAY,
    personRequests: env.BUDGET_REQUESTS_PER_MINUTE,
  }
  const inMoney = limits.workspaceMoney !== null || limits.allMoney !== null
  const unpriced = models.find((one) => one !== null && !prices.has(one.model))
  if (inMoney && unpriced) {
    throw new BorderBriefError(
      'config',
      `A budget in money needs the price of ${unpriced.model}: add it to MODEL_PRICES in .env, like ${unpriced.model}=0.40/1.60.`,
    )
  }
  return { limits, prices, currency: env.MODEL_CURRENCY }
}
