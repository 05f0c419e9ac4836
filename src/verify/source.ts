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
  before: () => Readonly<Record<Mark, readonly number[]>>
}>
export type Mark = 'negation' | 'unreal' | 'extreme' | 'number' | 'count' | 'date' | 'event' | 'past' | 'toPerson' | 'toMany' | 'toThing'

const MARKS: readonly Mark[] = [
  'negation',
  'unreal',
  'extreme',
  'number',
  'count',
  'date',
  'event',
  'past',
  'toPerson',
  'toMany',
  'toThing',
]
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
  let before: Readonly<Record<Mark, readonly number[]>> | undefined
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
  return { words, tail, segmentEnd, sentenceEnd, sentenceStart, before: () => (before ??= countMarks(words)) }
}

/** The marks in front of a word where they part segments: not inside a quotation. */
function cutsBefore(words: readonly Word[], at: number): string | null {
  const [left, right] = [words[at - 1], words[at]]
  if (!right || (right.run !== 0 && left?.run === right.run)) return null
  const cut = right.gap.replace(/["']/g, '')
  return cut === '' ? null : cut
}

function countMarks(words: readonly Word[]): Readonly<Record<Mark, readonly number[]>> {
  const before = Object.fromEntries(MARKS.map((mark) => [mark, [0]])) as Record<Mark, number[]>
  words.forEach((word, at) => {
    for (const mark of MARKS) before[mark].push(before[mark][at] ?? 0)
    for (const mark of marksOf(word, words[at - 1])) before[mark][at + 1] = (before[mark][at] ?? 0) + 1
  })
  return before
}

function marksOf({ lower, text }: Word, previous: Word | undefined): readonly Mark[] {
  const cue = cueOf(lower)
  const marks: Mark[] = []
  if (cue === 'negation' && lower !== 'against') marks.push('negation')
  if (cue === 'condition' || cue === 'modal' || cue === 'frame' || (cue === 'hedge' && !SUSPECTED.test(lower))) marks.push('unreal')
  if (
    (EXTREME.has(lower) && !(lower === 'least' && previous?.lower === 'at')) ||
    cue === 'focus' ||
    cue === 'part' ||
    (/[a-z]{2}est$/.test(lower) && !NOT_SUPERLATIVE.has(lower))
  )
    marks.push('extreme')
  const number = /\p{N}/u.test(text) || cue === 'figure'
  if (number) marks.push('number')
  if (number && previous?.lower !== 'the' && !/^\d+-\d+$|\p{N}.*-\p{L}/u.test(text)) marks.push('count')
  if (WEEKDAY.has(lower) || (MONTH.has(lower) && /^\p{Lu}/u.test(text)) || /^(?:19|20)\d\d$/.test(text)) marks.push('date')
  if (isPast(lower) && !STATE.has(lower) && !(LASTING.has(lower) && BE.has(previous?.lower ?? ''))) marks.push('event')
  if (isPast(lower)) marks.push('past')
  if (POINTS_TO_PERSON.has(lower)) marks.push('toPerson')
  if (POINTS_TO_MANY.has(lower)) marks.push('toMany')
  if (POINTS_TO_THING.has(lower)) marks.push('toThing')
  return marks
}

/** Whether a word from `from` up to `to` carries this. */
export function holds(source: Source, mark: Mark, from: number, to: number): boolean {
  const counts = source.before()[mark]
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
