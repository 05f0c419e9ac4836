// What a correction says was wrong, and what it puts in its place (pure).
import type { Figure } from '../domain/figure.ts'
import { numberAt } from './number-words.ts'
import { wordsOf } from './words.ts'

const CORRECTION = /^\W*(?:correction|clarification|corrected|editor[’']s note)\b|\b(?:earlier|previous) version\b/i
const MAY_CORRECT = /correct|clarif|editor|version/i
/** Before a number: it is the one that does not hold … */
const NOT_SO =
  /\b(?:not|instead of|rather than|at first|up from|down from|(?:corrected|changed|lowered|raised|revised) from)\s(?:about |some |over |at least |only |just )?[$€£¥]?$/i
/** … which is also what everything in this clause was, … */
const TOLD_BEFORE =
  /\b(?:earlier|previous|original) (?:version|report|article|story|post)\b[^.;]*$|\bwe (?:earlier |previously |wrongly )+(?:said|reported|wrote|gave|put)\b[^.;]*$/i
/** … unless the number stands behind such words. */
const IN_ITS_PLACE =
  /\b(?:(?:correct|right|actual|true) (?:number|figure|toll|total|count|amount|sum|price) (?:is|was|stands at)|should (?:have )?(?:said|been|read|stated|be|say)|(?:it|the (?:number|figure|toll|total|count)) (?:is|was|stands at)(?: in fact| actually)?|in fact,?|actually,?)\s(?:about |some |over |at least |only |just )?[$€£¥]?$/i
const LOOKED_BACK = 160 // characters

type NumberSpot = Readonly<{ value: number; start: number; end: number }>
/** Numbers by what the words say of them; offsets into the text. */
export type PutRight = Readonly<{ wrong: readonly NumberSpot[]; right: readonly NumberSpot[] }>

export const isCorrection = (text: string): boolean => MAY_CORRECT.test(text) && CORRECTION.test(text)

/** The numbers that a correction takes back, and those it says are the right ones; none of either for any other text. */
export function numbersPutRight(text: string): PutRight {
  if (!isCorrection(text)) return { wrong: [], right: [] }
  const [wrong, right]: [NumberSpot[], NumberSpot[]] = [[], []]
  const words = wordsOf(text)
  for (let at = 0; at < words.length; ) {
    const run = numberAt(words, at, text)
    const [first, last] = [words[run?.from ?? at], words[(run?.to ?? at) - 1]]
    at = Math.max(at + 1, run?.to ?? 0)
    if (run === null || run.vague || first === undefined || last === undefined) continue
    const before = text.slice(Math.max(0, first.start - LOOKED_BACK), first.start)
    const spot = { value: run.low, start: first.start, end: last.end }
    if (NOT_SO.test(before)) wrong.push(spot)
    else if (IN_ITS_PLACE.test(before)) right.push(spot)
    else if (TOLD_BEFORE.test(before)) wrong.push(spot)
  }
  return { wrong, right }
}

/** The figures of a passage as a correction leaves them: without those it takes back, with a bare number as what the one it replaces was of. */
export function figuresLeft(figures: readonly Figure[], text: string, start: number): readonly Figure[] {
  if (figures.length === 0) return figures
  const { wrong, right } = numbersPutRight(text)
  if (wrong.length === 0) return figures
  const isAt = (spots: readonly NumberSpot[], figure: Figure) =>
    spots.some((spot) => spot.start + start < figure.end && figure.start < spot.end + start)
  const left = figures.filter((figure) => !isAt(wrong, figure))
  const [gone, ...others] = figures.filter((figure) => isAt(wrong, figure))
  const bare = right.filter((spot) => !left.some((figure) => isAt([spot], figure)))
  // One number for one: of two it would have to be guessed which is which.
  const [spot] = bare
  if (gone === undefined || spot === undefined || others.length > 0 || bare.length > 1) return left
  const { value, start: from, end } = spot
  const put = { low: value, high: value, words: text.slice(from, end), start: start + from, end: start + end }
  return [...left, { ...gone, ...put, qualifier: 'exact' as const }].sort((a, b) => a.start - b.start)
}
