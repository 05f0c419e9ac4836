// Whether a statement adds anything to one already told, or changes a figure in it (pure).
import type { Amount, Statement } from './statement.ts'

/** Shares of the new statement's words that the told one must hold. */
const SAME_WORDS = 0.7
const NEARLY_A_COPY = 0.9
const SAME_WORDS_AND_NAMES = 0.45
const SAME_WORDS_AND_FIGURES = 0.3
/** A number this large hardly comes twice by chance; a smaller one needs more in common. */
const TELLING_NUMBER = 100

/** True when a reader who was told `told` learns nothing from `fresh`, however it is worded. A denial, another number or another name is news. */
export function saysNothingNew(fresh: Statement, told: Statement): boolean {
  if (fresh.polarity !== told.polarity) return false
  if (!fresh.amounts.every((amount) => told.amounts.some((other) => sameAmount(amount, other)))) return false
  const shared = shareOf(fresh.words, told.words)
  if (shared < NEARLY_A_COPY && differ(fresh.days, told.days)) return false
  if (!fresh.names.every((name) => told.names.includes(name) || spelledIn(name, told))) return false
  if (fresh.words.length > 0 && shared >= SAME_WORDS) return true
  if (fresh.amounts.some((amount) => isTelling(amount, told))) return true
  if (fresh.amounts.length > 0) return shared >= SAME_WORDS_AND_FIGURES
  return fresh.names.length >= 2 && shared >= SAME_WORDS_AND_NAMES
}

/** What the last told value was when `fresh` gives another one for the same thing by the same speaker, as words; null when it is no update. */
export function updateOf(fresh: Statement, told: readonly Statement[]): string | null {
  for (const amount of fresh.amounts) {
    const earlier = told.filter((other) => !isBefore(fresh, other)).flatMap((other) => sameSubject(amount, fresh, other))
    const last = earlier.at(-1)
    if (last && earlier.every((other) => other.value !== amount.value)) return amountInWords(last)
  }
  return null
}

/** Figures of a told statement that speak of the same thing as `amount`: one measure, place and voice. */
function sameSubject(amount: Amount, fresh: Statement, told: Statement): readonly Amount[] {
  return told.amounts.filter((other) => {
    if (amount.measure === '' || amount.measure !== other.measure || amount.unit !== other.unit) return false
    if (!isOneVoice(amount, fresh, other, told)) return false
    if (amount.scope.length > 0 && other.scope.length > 0) return amount.scope.some((place) => other.scope.includes(place))
    return shareOf(fresh.words, told.words) >= SAME_WORDS_AND_FIGURES || fresh.names.some((name) => told.names.includes(name))
  })
}

/** One speaker, also when one account only names it ("the UN lowered its estimate"); without any, one publisher. */
function isOneVoice(amount: Amount, fresh: Statement, other: Amount, told: Statement): boolean {
  if (amount.speaker === other.speaker) return amount.speaker !== null || fresh.label === told.label
  if (amount.speaker === null) return other.speaker !== null && fresh.names.includes(other.speaker)
  return other.speaker === null && told.names.includes(amount.speaker)
}

/** `23,000`, `2,000 km`. */
export function amountInWords({ value, unit }: Amount): string {
  const number = value.replaceAll(/\d+(\.\d+)?/g, (digits) => new Intl.NumberFormat('en').format(Number(digits)))
  return unit === '' ? number : unit === '%' ? `${number}%` : `${number} ${unit}`
}

function sameAmount(a: Amount, b: Amount): boolean {
  return a.value === b.value && a.unit === b.unit && (a.measure === b.measure || a.measure === '' || b.measure === '' || isLarge(a))
}

function isTelling(amount: Amount, told: Statement): boolean {
  return isLarge(amount) && told.amounts.some((other) => sameAmount(amount, other))
}

function isLarge({ value }: Amount): boolean {
  return Number.parseFloat(value) >= TELLING_NUMBER
}

function isBefore(a: Statement, b: Statement): boolean {
  return a.publishedAt !== null && b.publishedAt !== null && a.publishedAt < b.publishedAt
}

function differ(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((day) => b.includes(day))
}

/** A name that one account knows by its key and the other only as words. */
function spelledIn(name: string, told: Statement): boolean {
  return told.names.some((other) => other.includes(name) || name.includes(other))
}

function shareOf(words: readonly string[], among: readonly string[]): number {
  if (words.length === 0) return 0
  return words.filter((word) => among.includes(word)).length / words.length
}
