// A source sentence with what the grammar asks of it: where its segments and sentences end, and what stands in the rest of it (pure, linear).
import { type Cue, cueOf } from './cue-words.ts'
import type { Sentence, Word } from './sentence.ts'
import { EXTREME, isPast, MONTH, POINTS_TO_MANY, POINTS_TO_PERSON, POINTS_TO_THING, WEEKDAY } from './word-kinds.ts'

/** Words are counted from 0; `words.length` stands for the end. */
export type Source = Readonly<{
  words: readonly Word[]
  tail: string
  /** Of each word: the first word of the next segment, and of the next sentence. */
  segmentEnd: readonly number[]
  sentenceEnd: readonly number[]
  sentenceStart: readonly number[]
  /** How many words before each one carry this; counted when first asked for. */
  before: (mark: Mark) => Uint32Array
}>
export type Mark = 'negation' | 'unreal' | 'extreme' | 'number' | 'count' | 'date' | 'event' | 'past' | 'toPerson' | 'toMany' | 'toThing'

/** Each mark's bit in what `marksOf` gives. */
const BIT: Readonly<Record<Mark, number>> = {
  negation: 1,
  unreal: 2,
  extreme: 4,
  number: 8,
  count: 16,
  date: 32,
  event: 64,
  past: 128,
  toPerson: 256,
  toMany: 512,
  toThing: 1024,
}
const STRONG = /[.;:!?]/
/** Past verbs that tell a state rather than an event, or a change whose time is part of it. */
const STATE = new Set(
  `had was were owned held kept stood stayed remained lived rose fell grew climbed dropped slipped gained lost based involved
  located situated known called named thought believed felt seemed used lay worth owed cost averaged reached stopped`.split(/\s+/),
)

/** Passives that last: “was closed” says when as much as that. */
const LASTING = new Set('closed banned suspended blocked occupied forbidden divided married'.split(' '))
const NOT_SUPERLATIVE = new Set(
  'arrest protest forest request interest guest west contest harvest tempest conquest priest suggest digest invest protest manifest honest latest least'.split(
    ' ',
  ),
)
const BE = new Set('is are was were been be being'.split(' '))
const SUSPECTED = /^(?:alleg|suspect|reported|accus|so-called)/

export const wordAt = (source: Source, at: number): string => source.words[at]?.lower ?? ''
export const gapAt = (source: Source, at: number): string => source.words[at]?.gap ?? source.tail
export const isCapital = (source: Source, at: number): boolean => /^\p{Lu}/u.test(source.words[at]?.text ?? '')

/** Reads what the grammar needs from a sentence, once. */
export function readSource({ words, tail }: Sentence): Source {
  const n = words.length
  const [segmentEnd, sentenceEnd, sentenceStart] = [new Array<number>(n), new Array<number>(n), new Array<number>(n)]
  let [segment, sentence] = [n, n]
  for (let at = n - 1; at >= 0; at -= 1) {
    segmentEnd[at] = segment
    sentenceEnd[at] = sentence
    const cut = cutsBefore(words, at)
    if (cut !== null) segment = at
    if (cut !== null && STRONG.test(cut)) sentence = at
  }
  for (let at = 0; at < n; at += 1) {
    const cut = at === 0 ? '.' : cutsBefore(words, at)
    sentenceStart[at] = cut !== null && STRONG.test(cut) ? at : (sentenceStart[at - 1] ?? 0)
  }
  return { words, tail, segmentEnd, sentenceEnd, sentenceStart, before: countsOf(words) }
}

/** The marks in front of a word where they part segments: not inside a quotation. */
function cutsBefore(words: readonly Word[], at: number): string | null {
  const [left, right] = [words[at - 1], words[at]]
  if (!right || (right.run !== 0 && left?.run === right.run)) return null
  const cut = right.gap.replace(/["']/g, '')
  return cut === '' ? null : cut
}

/** Counts a mark when it is first asked for. */
function countsOf(words: readonly Word[]): (mark: Mark) => Uint32Array {
  const counted: Partial<Record<Mark, Uint32Array>> = {}
  let marks: Uint16Array | undefined
  return (mark) => {
    marks ??= Uint16Array.from(words, (word, at) => marksOf(word, words[at - 1]))
    counted[mark] ??= countBefore(marks, BIT[mark])
    return counted[mark]
  }
}

function countBefore(marks: Uint16Array, bit: number): Uint32Array {
  const before = new Uint32Array(marks.length + 1)
  for (let at = 0; at < marks.length; at += 1) before[at + 1] = (before[at] ?? 0) + (((marks[at] ?? 0) & bit) === 0 ? 0 : 1)
  return before
}

/** The bits of what a word carries. */
function marksOf({ lower, text }: Word, previous: Word | undefined): number {
  const cue = cueOf(lower)
  let marks = 0
  if (cue === 'negation' && lower !== 'against') marks |= BIT.negation
  if (cue === 'condition' || cue === 'modal' || cue === 'frame' || (cue === 'hedge' && !SUSPECTED.test(lower))) marks |= BIT.unreal
  const isSuperlative = (EXTREME.has(lower) && !(lower === 'least' && previous?.lower === 'at')) || isEst(lower)
  if (isSuperlative || cue === 'focus' || cue === 'part') marks |= BIT.extreme
  if (cue === 'figure' || /\p{N}/u.test(text)) {
    marks |= BIT.number
    if (previous?.lower !== 'the' && !/^\d+-\d+$|\p{N}.*-\p{L}/u.test(text)) marks |= BIT.count
    if (/^(?:19|20)\d\d$/.test(text)) marks |= BIT.date
  }
  if (WEEKDAY.has(lower) || (MONTH.has(lower) && /^\p{Lu}/u.test(text))) marks |= BIT.date
  if (isPast(lower)) {
    marks |= BIT.past
    if (!STATE.has(lower) && !(LASTING.has(lower) && BE.has(previous?.lower ?? ''))) marks |= BIT.event
  }
  if (POINTS_TO_PERSON.has(lower)) marks |= BIT.toPerson
  if (POINTS_TO_MANY.has(lower)) marks |= BIT.toMany
  if (POINTS_TO_THING.has(lower)) marks |= BIT.toThing
  return marks
}

const isEst = (word: string): boolean => word.endsWith('est') && /[a-z]{2}est$/.test(word) && !NOT_SUPERLATIVE.has(word)

/** Whether a word from `from` up to `to` carries this. */
export function holds(source: Source, mark: Mark, from: number, to: number): boolean {
  const counts = source.before(mark)
  return (counts[to] ?? 0) > (counts[from] ?? 0)
}

/** The first cue among these words that is not tolerated, or null. */
export function cueIn(source: Source, from: number, to: number, tolerated: readonly Cue[]): Cue | null {
  for (let at = from; at < to; at += 1) {
    const cue = cueOf(wordAt(source, at))
    if (cue !== null && cue !== 'figure' && !tolerated.includes(cue)) return cue
  }
  return null
}

export const hasWord = (source: Source, from: number, to: number, set: ReadonlySet<string>): boolean =>
  source.words.slice(from, to).some(({ lower }) => set.has(lower))

/** Whether such a phrase begins with this word; whether one from `at` up to `to` leaves the rest true. */
export type Opens = (source: Source, at: number) => boolean
export type Also = (source: Source, at: number, to: number) => boolean

/** The first word behind the segment that this word stands in. */
export const endOf = (source: Source, at: number): number => source.segmentEnd[at] ?? source.words.length

export const hasCapital = (source: Source, from: number, to: number): boolean =>
  source.words.slice(from, to).some(({ text }) => /^\p{Lu}/u.test(text))
