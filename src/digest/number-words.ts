// Reads the numbers of a sentence, in digits and in words, and days told by an ordinal (pure).
import { tokensOf } from '../base/tokens.ts'

/** `next` is the word after it; offsets are into the text it was read from. */
export type NumberInText = Readonly<{ value: number; start: number; end: number; next: string }>

const row = (words: string, from: number, step = 1): (readonly [string, number])[] =>
  words.split(' ').map((word, at) => [word, from + at * step] as const)

const SMALL = new Map([
  ...row(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    0,
  ),
  ...row('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
])
const ORDINALS = new Map([
  ...row('first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth', 1),
  ...row('sixteenth seventeenth eighteenth nineteenth twentieth', 16),
  ['thirtieth', 30] as const,
])
const SCALES = new Map([...row('thousand million billion', 1)].map(([word, power]) => [word, 1000 ** power] as const))
const MONTHS = new Map(row('january february march april may june july august september october november december', 1))

export const isNumberWord = (word: string): boolean => SMALL.has(word) || SCALES.has(word) || word === 'hundred' || /^\d/.test(word)

/** Every number that is no ordinal: `thirty-one`, `two thousand one hundred`, `23,000`. */
export function numbersIn(text: string): readonly NumberInText[] {
  const tokens = tokensOf(text)
  const found: NumberInText[] = []
  for (let at = 0; at < tokens.length; ) {
    const run = runAt(tokens, at)
    const [first, last] = [tokens[at], tokens[at + run.length - 1]]
    const next = tokens[at + run.length]?.text ?? ''
    if (run.value !== null && first && last && !isOrdinalEnd(next))
      found.push({ value: run.value, start: first.start, end: last.end, next })
    at += Math.max(1, run.length)
  }
  return found
}

/** ISO dates told by an ordinal: "the twenty-fifth of March", in the year of `year`. */
export function ordinalDays(text: string, year: string): readonly string[] {
  const words = tokensOf(text).map((token) => token.text)
  return words.flatMap((word, at) => {
    const unit = ORDINALS.get(word)
    const month = MONTHS.get(words[at + 2] ?? '')
    if (unit === undefined || month === undefined || words[at + 1] !== 'of') return []
    const ten = unit < 10 ? (SMALL.get(words[at - 1] ?? '') ?? 0) : 0
    const day = unit + (ten >= 20 ? ten : 0)
    return day > 31 ? [] : [`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`]
  })
}

const isOrdinalEnd = (word: string) => /^(?:st|nd|rd|th)$/.test(word) || ORDINALS.has(word)

/** The number that begins at a word: how many words it takes, none when it is no number. */
function runAt(tokens: readonly Readonly<{ text: string }>[], from: number): { value: number | null; length: number } {
  const word = tokens[from]?.text ?? ''
  if (/^\d+(\.\d+)?$/.test(word)) {
    const scale = SCALES.get(tokens[from + 1]?.text ?? '')
    return scale === undefined ? { value: Number(word), length: 1 } : { value: Number(word) * scale, length: 2 }
  }
  let [total, part, length] = [0, -1, 0]
  for (; from + length < tokens.length; length++) {
    const next = tokens[from + length]?.text ?? ''
    const small = SMALL.get(next)
    const scale = SCALES.get(next)
    if (small !== undefined && (part < 0 || part % 100 === 0 || (part % 10 === 0 && part % 100 >= 20 && small < 10)))
      part = Math.max(0, part) + small
    else if (next === 'hundred' && part > 0) part *= 100
    else if (scale !== undefined && part > 0) [total, part] = [total + part * scale, 0]
    else if (!(next === 'and' && part >= 100 && SMALL.has(tokens[from + length + 1]?.text ?? ''))) break
  }
  return length === 0 || part < 0 ? { value: null, length: 0 } : { value: total + part, length }
}
