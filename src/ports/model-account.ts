// Whom the requests to models are charged to, and what was asked of them.
import type { Limit, Payer } from './budget.ts'

/** One request to a model. `failure`: a static word, null where it replied; `budget-…` where it was never sent. `cost` in millionths. */
export type ModelCall = Readonly<{
  /** vectors to search by; absent where a model was asked to choose */
  use?: 'vectors' | undefined
  model: string
  prompt: string | null
  tokensIn: number
  tokensOut: number
  cost: number
  ms: number
  failure: string | null
}>

/** Why a request was not sent. */
export type BudgetFailure = `budget-${Limit | 'unknown'}`

/** What became of the model's choice in the last answer for which it was asked. */
export type LastChoice = Readonly<{ state: 'used' | 'rejected'; reason: string | null }>

export type ModelAccounts = {
  /** Charges whatever models are asked in the course of `work`. Inside other charged work the outer payer pays. */
  readonly charge: <T>(payer: Payer, work: () => Promise<T>) => Promise<T>
  /** The requests of the charged work that this is called in, in order; none outside. */
  readonly calls: () => readonly ModelCall[]
  readonly chose: (choice: LastChoice) => void
  /** Null when no model was asked since the start. */
  readonly last: () => LastChoice | null
}
