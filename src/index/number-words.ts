// Reads numbers in a run of words: digits, number words, scales, vague amounts such as "dozens" (pure).
import type { Word } from './words.ts'

const table = (entries: string): ReadonlyMap<string, number> =>
  new Map(
    entries
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [word = '', value = ''] = entry.split(':')
        return [word, Number(value)]
      }),
  )

const UNITS = table(
  `zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16
   seventeen:17 eighteen:18 nineteen:19`,
)
const TENS = table('twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90')
const SCALES = table(
  'hundred:100 thousand:1000 million:1000000 billion:1000000000 trillion:1000000000000 crore:10000000 lakh:100000 dozen:12 m:1000000 mn:1000000 mln:1000000 bn:1000000000 tn:1000000000000 k:1000',
)
const VAGUE = table('dozens:24 scores:40 hundreds:200 thousands:2000 millions:2000000 billions:2000000000 trillions:2000000000000')
/** Words that a number in words may begin with. */
const OPENS: ReadonlySet<string> = new Set(['a', 'an', 'half', 'tens', ...UNITS.keys(), ...TENS.keys(), ...SCALES.keys(), ...VAGUE.keys()])
const VAGUE_TOP = 10 // "hundreds" may be anything below ten of the next scale: 200 to under 10 × 200 / 2

export type NumberRun = Readonly<{
  low: number
  high: number
  /** "dozens", "tens of thousands": a size, not a number */
  vague: boolean
  /** indexes of its words: from..to, `to` exclusive */
  from: number
  to: number
  /** written with digits */
  digits: boolean
}>

/** The number that begins at `words[from]`, as long as it goes; null when there is none. "a" counts as one only before a scale. */
export function numberAt(words: readonly Word[], from: number, text: string): NumberRun | null {
  const first = words[from]
  if (first === undefined || !(first.digits || OPENS.has(first.folded))) return null
  return (
    vagueAt(words, from) ??
    halfAt(words, from, text) ??
    andAHalfAt(words, from, text) ??
    digitsAt(words, from, text) ??
    spelledAt(words, from, text)
  )
}

function vagueAt(words: readonly Word[], from: number): NumberRun | null {
  const first = VAGUE.get(words[from]?.folded ?? '') ?? (words[from]?.folded === 'tens' ? 20 : undefined)
  if (first === undefined) return null
  const of = words[from + 1]?.folded === 'of'
  const scale = of ? VAGUE.get(words[from + 2]?.folded ?? '') : undefined
  if (words[from]?.folded === 'tens' && scale === undefined) return null
  const low = scale === undefined ? first : (first / 2) * scale
  return { low, high: (low * VAGUE_TOP) / 2, vague: true, from, to: scale === undefined ? from + 1 : from + 3, digits: false }
}

/** "half a dozen", "half-million", "a half million": half of what the scale says. */
function halfAt(words: readonly Word[], from: number, text: string): NumberRun | null {
  const isArticle = (at: number) => words[at]?.folded === 'a' || words[at]?.folded === 'an'
  const half = isArticle(from) ? from + 1 : from
  // "three and a half million" is no half of one.
  if (words[half]?.folded !== 'half' || [1, 2].some((back) => words[half - back]?.folded === 'and')) return null
  const at = isArticle(half + 1) ? half + 2 : half + 1
  const scale = scaleAfter(words, at, text)
  if (scale === undefined || (words[at]?.folded.length ?? 0) <= 3) return null
  return { low: scale / 2, high: scale / 2, vague: false, from, to: at + 1, digits: false }
}

/** "three and a half million", "2 and a half dozen". */
function andAHalfAt(words: readonly Word[], from: number, text: string): NumberRun | null {
  const word = words[from]
  const whole = UNITS.get(word?.folded ?? '') ?? (word?.digits ? readDigits(word.text) : undefined)
  const isAndAHalf = ['and', 'a', 'half'].every((next, n) => words[from + 1 + n]?.folded === next)
  const scale = isAndAHalf ? scaleAfter(words, from + 4, text) : undefined
  if (whole === undefined || scale === undefined) return null
  const value = (whole + 0.5) * scale
  return { low: value, high: value, vague: false, from, to: from + 5, digits: word?.digits ?? false }
}

function digitsAt(words: readonly Word[], from: number, text: string): NumberRun | null {
  const word = words[from]
  if (word === undefined || !/^\d/.test(word.text)) return null
  let value = readDigits(word.text)
  let to = from + 1
  for (let scale = scaleAfter(words, to, text); scale !== undefined; scale = scaleAfter(words, to, text)) {
    value *= scale
    to++
  }
  return { low: value, high: value, vague: false, from, to, digits: true }
}

/** "1,250" and "1.800.000" part thousands; "1.8" and "1,5" part decimals. */
export function readDigits(digits: string): number {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return Number(digits.replaceAll(',', ''))
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) return Number(digits.replaceAll('.', ''))
  if (/^\d+,\d{1,2}$/.test(digits)) return Number(digits.replace(',', '.'))
  return Number(digits.replaceAll(',', ''))
}

function scaleAfter(words: readonly Word[], at: number, text: string): number | undefined {
  const word = words[at]
  const previous = words[at - 1]
  if (word === undefined || previous === undefined) return undefined
  const scale = SCALES.get(word.folded)
  if (scale === undefined) return undefined
  const gap = text.slice(previous.end, word.start)
  const short = word.folded.length <= 3
  if (short && (word.folded === 'm' || word.folded === 'k') && gap !== '') return undefined
  return /^[\s-]?$/.test(gap) ? scale : undefined
}

function spelledAt(words: readonly Word[], from: number, text: string): NumberRun | null {
  const first = words[from]?.folded ?? ''
  const article = first === 'a' || first === 'an'
  if (article && SCALES.get(words[from + 1]?.folded ?? '') === undefined) return null
  if (article && (words[from + 1]?.folded.length ?? 0) <= 3) return null
  if (!article && !UNITS.has(first) && !TENS.has(first) && !(SCALES.has(first) && first.length > 5)) return null
  let total = 0
  let group = 0
  let at = from
  for (; at < words.length; at++) {
    const word = words[at]?.folded ?? ''
    if (at > from && !/^(?:[\s-]| and )?$/.test(text.slice(words[at - 1]?.end ?? 0, words[at]?.start ?? 0)) && word !== 'and') break
    const unit = UNITS.get(word)
    const ten = TENS.get(word)
    const scale = SCALES.get(word)
    if (at === from && article) group = 1
    else if (unit !== undefined && group % 10 === 0 && group % 100 !== 10) group += unit
    else if (ten !== undefined && group % 100 === 0) group += ten
    else if (scale === 100 || scale === 12) group = Math.max(group, 1) * scale
    else if (scale !== undefined && word.length > 3) {
      total += Math.max(group, 1) * scale
      group = 0
    } else if (word === 'and' && group >= 100 && (UNITS.has(words[at + 1]?.folded ?? '') || TENS.has(words[at + 1]?.folded ?? ''))) continue
    else break
  }
  if (at === from) return null
  return { low: total + group, high: total + group, vague: false, from, to: at, digits: false }
}
