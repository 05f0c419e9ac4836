// What is said of models: why one was not used, what it took, in words for people (pure).
import type { RecordedModel } from '../domain/answer-record.ts'
import { countOf } from './words.ts'

const REASONS: Readonly<Record<string, string>> = {
  timeout: 'it took too long',
  unreachable: 'it could not be reached',
  'key-refused': 'it refused the key',
  'open-circuit': 'it failed several times and is left alone for a moment',
  empty: 'it replied nothing',
  refusal: 'it declined',
  'budget-personRequests': 'there were too many requests this minute',
  'budget-unknown': 'its budget could not be checked',
}
const UNUSABLE = 'its reply could not be used'

/** Half a sentence for a static word of a failed request; what is not known is not shown. */
export function whyNotUsed(reason: string | null): string {
  if (reason === null) return UNUSABLE
  if (reason.startsWith('http-')) return 'its server answered with an error'
  return REASONS[reason] ?? (reason.startsWith('budget-') ? 'its budget for today is used up' : UNUSABLE)
}

/** `1,240 tokens sent, 36 received, 0.0021 USD, 0.9 s`. */
export function amountInWords({
  tokensIn,
  tokensOut,
  cost,
  currency,
  ms,
}: Pick<RecordedModel, 'tokensIn' | 'tokensOut' | 'cost' | 'currency' | 'ms'>): string {
  const money = currency === null || cost === 0 ? '' : `, ${moneyInWords(cost, currency)}`
  return `${numberInWords(tokensIn)} tokens sent, ${numberInWords(tokensOut)} received${money}, ${(ms / 1000).toFixed(1)} s`
}

/** Millionths as an amount: two places, more where two would show nothing. */
export function moneyInWords(millionths: number, currency: string | null): string {
  const value = millionths / 1_000_000
  const places = value === 0 || value >= 0.1 ? 2 : 4
  return `${value.toFixed(places)}${currency === null ? '' : ` ${currency}`}`
}

/** `987,600` */
export function numberInWords(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')
}

export const requestsInWords = (count: number): string => (count === 0 ? 'no requests' : countOf(count, 'request'))
