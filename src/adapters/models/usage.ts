// Tokens of one request: as the server counted them where that can be so, else estimated (pure).
import { estimateTokens } from '../../base/model-tokens.ts'
import type { ModelRequest, ModelUsage } from '../../ports/language-model.ts'
import { type Counted, MAX_REPLY_TOKENS } from './model-api.ts'

/** A count is absurd below this share of our estimate, which is at most five times too high, and above so many times it and what servers add around messages. */
const LEAST_SHARE = 0.1
const MOST_TIMES = 2
const AROUND = 1024
const MOST_COUNTED = 16_384 // characters of a reply: more of them than a reply may have tokens for
const MARKS = 16 // tokens around the two messages

/** Tokens of what is sent: an upper estimate. */
export const sentTokens = ({ system, user, schema }: ModelRequest): number =>
  estimateTokens(system) + estimateTokens(user) + estimateTokens(JSON.stringify(schema.json)) + MARKS

/** The most a server is believed to have read and a reply can have: what a budget reserves, so that no honest count passes it. */
export const mostUsage = (request: ModelRequest): Readonly<{ in: number; out: number }> => ({
  in: MOST_TIMES * sentTokens(request) + AROUND,
  out: MAX_REPLY_TOKENS,
})

/** Of a reply that came; `text` is what it says, empty when it says nothing that can be used. */
export function usageOf(request: ModelRequest, text: string, counted: Counted | null): ModelUsage {
  const estimate = {
    in: sentTokens(request),
    out: text === '' ? MAX_REPLY_TOKENS : Math.min(MAX_REPLY_TOKENS, estimateTokens(text.slice(0, MOST_COUNTED))),
  }
  const honest =
    counted !== null &&
    Number.isSafeInteger(counted.in) &&
    Number.isSafeInteger(counted.out) &&
    counted.in >= LEAST_SHARE * estimate.in &&
    counted.in <= MOST_TIMES * estimate.in + AROUND &&
    counted.out >= (text === '' ? 0 : LEAST_SHARE * estimate.out) &&
    counted.out <= MAX_REPLY_TOKENS
  return honest ? { in: counted.in, out: counted.out, counted: 'server' } : { ...estimate, counted: 'estimate' }
}

/** Of a request that was sent and never answered whole: the model may have been at work to the end. */
export const usageUnknown = (request: ModelRequest): ModelUsage => ({ in: sentTokens(request), out: MAX_REPLY_TOKENS, counted: 'estimate' })
