// Finds figures in a sentence: the number, its unit, what it counts, how it is qualified (pure).
import type { Figure } from '../domain/figure.ts'
import { CURRENCIES, countsPeople, measureOfDeed, measureOfMoney, OF_PEOPLE, seemsPerson, UNITS, type Unit } from './measures.ts'
import { type NumberRun, numberAt } from './number-words.ts'
import { deedOf } from './deeds.ts'
import { countsNothing } from './no-count.ts'
import { countedAfter, countedBefore, headOf } from './counted.ts'
import type { Word } from './words.ts'

export type FigureContext = Readonly<{
  text: string
  /** words of one sentence; offsets into `text` */
  words: readonly Word[]
  /** spans that are dates, in which no figure is looked for */
  dates: readonly Readonly<{ start: number; end: number }>[]
  hedge: string | null
  speaker: string | null
  asOf: string | null
  scope: readonly string[]
}>

type Extent = { run: NumberRun; from: number; to: number; unit: Unit | null; currency: string | null; qualifier: Figure['qualifier'] }

const MOVES =
  /^(?:rose|risen|rises|rising|climb(?:s|ed|ing)?|increas(?:es|ed|ing)|grew|grown|grows|jump(?:s|ed)|up|went|gone|raised|revised|updated|upwards?)$/
const LAND = /^(?:US|A|AU|C|CA|NZ|HK|S)$/ // whose dollar: "US$5", "$US5"

const BEFORE: readonly (readonly [Figure['qualifier'], RegExp])[] = [
  ['at-least', /(?:at least|no fewer than|not less than|a minimum of)$/],
  ['at-most', /(?:up to|as many as|at most|as much as|no more than|a maximum of)$/],
  ['over', /(?:more than|over|upwards of|in excess of|exceeding|above)$/],
  ['under', /(?:fewer than|less than|under|below)$/],
  ['about', /(?:about|around|some|approximately|roughly|nearly|almost|an estimated|estimated|close to|circa)$/],
]

/** Figures of one sentence, in order. A converted length in brackets ("2,000km (1,250 miles)") belongs to the one before and is left out. */
export function figuresIn(context: FigureContext): Figure[] {
  const figures: Figure[] = []
  for (let at = 0; at < context.words.length; ) {
    const extent = extentAt(context, at)
    if (extent === null) {
      at++
      continue
    }
    at = Math.max(extent.to, at + 1)
    const figure = figureOf(context, extent)
    if (figure !== null && !restates(context.text, figures.at(-1), figure)) figures.push(figure)
  }
  return figures
}

function extentAt(context: FigureContext, at: number): Extent | null {
  const { words, text } = context
  const run = rangeAt(words, at, text)
  if (run === null || countsNothing(text, words, run, context.dates)) return null
  const extent: Extent = { run, from: run.from, to: run.to, unit: null, currency: null, qualifier: run.vague ? 'vague' : 'exact' }
  const land = words[run.from - 1]
  const isSigned =
    land !== undefined && LAND.test(land.text) && CURRENCIES.has(words[run.from - 2]?.text ?? '') && gap(text, land, words[run.from]) === ''
  const sign = isSigned ? words[run.from - 2] : land
  if (sign !== undefined && CURRENCIES.has(sign.text) && gap(text, sign, isSigned ? land : words[run.from]) === '') {
    extent.currency = CURRENCIES.get(sign.text) ?? null
    extent.from = run.from - (isSigned ? 2 : 1)
    const before = words[extent.from - 1]
    if (before !== undefined && LAND.test(before.text) && gap(text, before, sign) === '') extent.from--
  }
  const next = words[run.to]
  if (run.vague && next?.folded === 'of') readUnit(extent, words[run.to + 1], 2)
  else if (next !== undefined && extent.currency === null && /^[\s-]?$/.test(gap(text, words[run.to - 1], next))) readUnit(extent, next, 1)
  readQualifier(context, extent)
  return extent
}

function readUnit(extent: Extent, next: Word | undefined, length: number): void {
  if (next === undefined) return
  const unit = UNITS.get(next.folded)
  const currency = CURRENCIES.get(next.folded)
  if (unit !== undefined && (next.folded.length > 1 || next.text === '%')) extent.unit = unit
  else if (currency !== undefined) extent.currency = currency
  else return
  extent.to += length
}

/** "3-5 soldiers", "between 10 and 15", "20 to 30"; a plain number is a range of one. */
function rangeAt(words: readonly Word[], at: number, text: string): NumberRun | null {
  const first = numberAt(words, at, text)
  if (first === null || first.vague) return first
  const joiner = words[first.to]
  const dash = /^\s?[-–—]\s?$/.test(gap(text, words[first.to - 1], joiner)) && /^\d/.test(joiner?.text ?? '')
  const between =
    joiner?.folded === 'to' ||
    (joiner?.folded === 'and' &&
      (words[at - 1]?.folded === 'between' || (words[at - 2]?.folded === 'between' && CURRENCIES.has(words[at - 1]?.text ?? ''))))
  if ((!dash && !between) || isLeft(words, at)) return first
  const after = dash ? first.to : first.to + 1
  const second = numberAt(words, CURRENCIES.has(words[after]?.text ?? '') ? after + 1 : after, text)
  if (second === null || second.vague || second.high <= first.low) return first
  const scale =
    second.high >= 1000 && first.low < 1000 && words[second.to - 1]?.text.match(/^\d/) === null ? scaleShare(second, first.low) : 1
  return { ...second, low: first.low * scale, from: first.from, digits: first.digits }
}

/** "rose from 31 to 38": the number that is left for the other, and no range. */
function isLeft(words: readonly Word[], at: number): boolean {
  return words[at - 1]?.folded === 'from' && MOVES.test(words[at - 2]?.folded ?? '')
}

/** "1.5 to 2 million": the scale belongs to both. */
function scaleShare(second: NumberRun, low: number): number {
  const scale = 10 ** (Math.floor(Math.log10(second.high) / 3) * 3)
  return low * scale <= second.high ? scale : 1
}

function readQualifier(context: FigureContext, extent: Extent): void {
  const { words, text } = context
  const start = Math.max(0, extent.from - 4)
  const lead = words
    .slice(start, extent.from)
    .map((word) => word.folded)
    .join(' ')
  for (const [qualifier, pattern] of BEFORE) {
    const match = pattern.exec(lead)
    if (match === null || extent.from === 0 || !/^\s$/.test(gap(text, words[extent.from - 1], words[extent.from]))) continue
    extent.qualifier = extent.run.vague ? 'vague' : qualifier
    extent.from -= match[0].split(' ').length
    return
  }
  const trail = words
    .slice(extent.to, extent.to + 2)
    .map((word) => word.folded)
    .join(' ')
  if (trail === 'or more') extent.qualifier = 'at-least'
  else if (trail === 'or fewer' || trail === 'or less') extent.qualifier = 'at-most'
  else if (!extent.run.vague && !extent.run.digits && /^(?:a|an|million|billion)$/.test(words[extent.run.from]?.folded ?? ''))
    extent.qualifier = 'about'
  if (trail.startsWith('or ') && extent.qualifier !== 'exact') extent.to += 2
}

function figureOf(context: FigureContext, extent: Extent): Figure | null {
  const { words, text } = context
  const counted =
    countedAfter(text, words, extent.to, extent.unit, extent.currency) ??
    countedBefore(text, words, extent.from, extent.unit, extent.currency)
  const measure = measureFor(context, extent, counted?.words ?? [])
  if (measure === null) return null
  const start = words[extent.from]?.start ?? 0
  const end = words[extent.to - 1]?.end ?? start
  const { run, qualifier, unit, currency } = extent
  return {
    low: run.vague ? null : run.low,
    high: run.vague ? null : run.high,
    words: text.slice(start, end),
    unit: unit?.symbol ?? null,
    currency,
    measure,
    counted: counted === null ? null : text.slice(counted.words[0]?.start ?? 0, counted.words.at(-1)?.end ?? 0),
    qualifier,
    hedge: context.hedge,
    speaker: context.speaker,
    asOf: context.asOf,
    scope: context.scope,
    start,
    end,
  }
}

function measureFor(context: FigureContext, extent: Extent, counted: readonly Word[]): string | null {
  const { text, words } = context
  if (extent.currency !== null) return nearest(words, extent, measureOfMoney, 6) ?? 'value'
  if (extent.unit !== null) return extent.unit.quantity
  const head = headOf(counted)
  if (head === 'seat') return 'seats'
  const people = counted.some((word) => countsPeople(word.folded))
  if (head !== null && !people) return measureOfDeed(head) ?? (seemsPerson(head) ? hurt(context, extent) : null) ?? head
  const deed = deedOf({ text, words, from: extent.from, to: extent.to })
  if (deed !== null) return OF_PEOPLE.has(deed) || head !== null ? deed : null
  return head
}

/** What befell those who are named by what they do: "two climbers died". Arrests and flights are left to people known as such. */
function hurt({ text, words }: FigureContext, { from, to }: Extent): string | null {
  const deed = deedOf({ text, words, from, to })
  return deed === 'killed' || deed === 'wounded' ? deed : null
}

function nearest(
  words: readonly Word[],
  extent: Pick<Extent, 'from' | 'to'>,
  read: (folded: string) => string | null,
  reach: number,
): string | null {
  for (let step = 0; step < reach; step++) {
    const found = read(words[extent.to + step]?.folded ?? '') ?? read(words[extent.from - 1 - step]?.folded ?? '')
    if (found !== null) return found
  }
  return null
}

/** The same length or weight in another unit, or money in another currency, in brackets behind. */
function restates(text: string, before: Figure | undefined, figure: Figure): boolean {
  const [first, second] = [before?.unit ?? before?.currency ?? null, figure.unit ?? figure.currency]
  if (before === undefined || first === null || second === null || (first === second && before.currency === null)) return false
  return /^[^.,;]{0,12}\(\s*(?:about |around |nearly |approximately )?$/.test(text.slice(before.end, figure.start))
}

function gap(text: string, before: Word | undefined, after: Word | undefined): string {
  return before === undefined || after === undefined ? '|' : text.slice(before.end, after.start)
}
