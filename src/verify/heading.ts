// Judges what a group of claims may be called: words that every one of its claims holds, and nothing else (pure).
import type { Claim, Heading } from '../domain/claim.ts'
import { hygieneFault } from './hygiene.ts'
import { foldPunctuation } from './sentence.ts'

/** `rule` starts with the id of the rule that decided: H or D (no heading), OK. */
export type HeadingVerdict = Readonly<{ heading: Heading | null; rule: string }>

const MAX_HEADING = 60 // characters
const WORD = /[\p{L}\p{M}\p{N}]/u
const ONE_LINE = /^[^\r\n\t]*$/u
/** Letters, digits and what joins them in names: no mark of a sentence, no bracket, no address. */
const NAME = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,'’&/-]*$/u

/**
 * The words as a heading over these claims. A heading says of each claim that this is what it tells of, so each must hold the words in one piece,
 * in its own words and in the passage behind them: otherwise a place or a person would be put to an event that no source puts there.
 */
export function headingOver(words: string, claims: readonly Claim[]): HeadingVerdict {
  const no = (rule: string): HeadingVerdict => ({ heading: null, rule })
  if (words.trim() !== words || words === '' || words.length > MAX_HEADING || !ONE_LINE.test(words))
    return no('H1 is no line of a few words')
  const unfit = hygieneFault(words, '')
  if (unfit !== null) return no(unfit)
  if (!NAME.test(words)) return no('H2 holds marks that no name has')
  const held =
    claims.length > 0 && claims.every(({ text, citations: [first] }) => holdsWords(text, words) && holdsWords(first.quote, words))
  return held ? { heading: words as Heading, rule: 'OK in every claim' } : no('H3 is not in the words of every claim')
}

/** Whether a text holds these words in one piece, not as parts of other words; but for a capital at its beginning, letter by letter. */
export function holdsWords(text: string, words: string): boolean {
  const [within, wanted] = [foldPunctuation(text), foldPunctuation(words)]
  return wanted !== '' && [wanted, swappedCase(wanted)].some((form) => occursIn(within, form))
}

function occursIn(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!WORD.test(letterBefore(text, at)) && !WORD.test(letterAt(text, at + words.length))) return true
  }
  return false
}

const letterAt = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at) ?? 32)
const letterBefore = (text: string, at: number) => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ' '

function swappedCase(words: string): string {
  const [first = ''] = words
  const other = first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()
  return `${other}${words.slice(first.length)}`
}

/** Claims that stand together, by their places, and what they are called. */
type Grouped = Readonly<{ heading: string | null; claims: readonly number[] }>

/**
 * Groups of claims as somebody wrote them down, each heading judged again; undefined unless they part the claims in their order, leaving none out.
 */
export function soundGroups(
  groups: readonly Grouped[],
  claims: readonly Claim[],
): readonly Readonly<{ heading: Heading | null; claims: readonly number[] }>[] | undefined {
  const order = groups.flatMap((group) => group.claims)
  if (order.length !== claims.length || order.some((place, at) => place !== at) || groups.some((group) => group.claims.length === 0))
    return undefined
  return groups.map(({ heading, claims: places }) => {
    const under = places.flatMap((place) => claims[place] ?? [])
    return { heading: heading === null ? null : headingOver(heading, under).heading, claims: places }
  })
}
