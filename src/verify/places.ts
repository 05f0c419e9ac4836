// Where in its sentence a phrase stands that may be left out: what is before it and what comes behind (pure).
import { gapAt, hasWord, isCapital, type Source, wordAt } from './source.ts'
import { AUXILIARY, IRREGULAR_PAST, isFiniteVerb, isPast, PRONOUN, SAYING } from './word-kinds.ts'

/** `at` is the first word of the phrase, `to` the first word behind it. */
export type Place = (source: Source, at: number, to: number) => boolean

const softBefore = (source: Source, at: number) => /^"?,?"?$|^"?-$/.test(gapAt(source, at)) && /[,-]/.test(gapAt(source, at))
export const endsSentence = (source: Source, at: number) => at === source.words.length || /[.;!?]/.test(gapAt(source, at))

/** Between commas or dashes, right before the verb: what the verb is said of stands in front. */
export const subjectOf: Place = (source, at, to) =>
  at > 0 &&
  softBefore(source, at) &&
  softBefore(source, to) &&
  !PRONOUN.has(wordAt(source, at - 1)) &&
  !(AUXILIARY.has(wordAt(source, at - 1)) || IRREGULAR_PAST.has(wordAt(source, at - 1))) &&
  isVerbAt(source, to)

/** Behind a name: in front of a verb, of who says so, of a new phrase that does not continue a list, or at the end. */
export const namedBefore: Place = (source, at, to) =>
  at > 0 &&
  softBefore(source, at) &&
  (isCapital(source, at - 1) || /^\d/.test(wordAt(source, at - 1))) &&
  (endsSentence(source, to) ||
    saysSo(source, to) ||
    (softBefore(source, to) && (isVerbAt(source, to) || goesOn(source, to) || opensAnother(source, to))))

const endsClause = (source: Source, to: number) => endsSentence(source, to) || saysSo(source, to) || joinsClause(source, to)

/** After the main clause and a comma: at the end, or before who says so. */
export const closing: Place = (source, at, to) => at > 0 && softBefore(source, at) && endsClause(source, to)

/** After the main clause, also in front of a further predicate or adjunct. */
export const closingOrGoingOn: Place = (source, at, to) =>
  closing(source, at, to) || (at > 0 && softBefore(source, at) && (goesOn(source, to) || opensAnother(source, to)))

export const leading: Place = (source, at, to) =>
  at === source.sentenceStart[at] &&
  to < source.words.length &&
  gapAt(source, to) === ',' &&
  !isVerbAt(source, to) &&
  !/(?:ing|ed)$/.test(wordAt(source, to))

/** Between commas after the verb. */
export const between: Place = (source, at, to) => at > 0 && softBefore(source, at) && (endsSentence(source, to) || softBefore(source, to))

/** Without a mark in front. */
export const inline: Place = (source, at, to) =>
  at > 0 && gapAt(source, at) === '' && (gapAt(source, to) !== '' || endsSentence(source, to) || wordAt(source, to) === 'that')

export const bracketed: Place = (source, at, to) => {
  const [open, close] = [gapAt(source, at), gapAt(source, to)]
  return at > 0 && ((open.endsWith('(') && close.startsWith(')')) || (open === '-' && (close.startsWith('-') || endsSentence(source, to))))
}

/** Whether a finite verb stands here: some words in -ed are one only when no noun follows that they describe (“armed men”). */
export function isVerbAt(source: Source, at: number): boolean {
  const word = wordAt(source, at)
  if (isCapital(source, at) || !isFiniteVerb(word)) return false
  return (
    !ADJECTIVAL.has(word) ||
    gapAt(source, at + 1) !== '' ||
    AFTER_VERB.has(wordAt(source, at + 1)) ||
    isCapital(source, at + 1) ||
    /^\W?\d/.test(wordAt(source, at + 1))
  )
}
const ADJECTIVAL = new Set(
  `armed armoured armored wounded injured retired displaced damaged unmanned masked uniformed detained accused convicted allied united organised organized experienced skilled
  trained untrained educated dedicated talented married unmarried divorced aged elected appointed registered licensed listed limited related mixed used stolen broken lost hooded
  disabled imprisoned jailed captured exiled deposed ousted disgraced respected renowned celebrated beloved hardened seasoned qualified paid unpaid salaried insured painted
  printed furnished ruined abandoned burned burnt charred flooded frozen dried tinned canned smoked cooked wanted trusted isolated industrialised industrialized developed
  advanced combined increased reduced improved added continued repeated extended proposed planned expected alleged suspected reported`.split(
    /\s+/,
  ),
)
const AFTER_VERB = new Set(
  `a an the to that in on at by for with from of off into over after before until about up down out his her its their my our him them it more fewer less than
  most some several many all no not nearly almost only two three four five six seven eight nine ten twelve dozens hundreds thousands against under twice
  around through across toward towards as when because if how why what who whether`.split(/\s+/),
)

/** “…, officials said”, “…, according to police”: who says all of it, up to the end of the sentence or a new clause. */
export function saysSo(source: Source, at: number): boolean {
  if (at >= source.words.length || !gapAt(source, at).includes(',')) return false
  const end = source.segmentEnd[at] ?? at
  if (end - at > 14 || !(endsSentence(source, end) || joinsClause(source, end) || gapAt(source, end) === ',')) return false
  return wordAt(source, at) === 'according' || (hasWord(source, at + 1, end, SAYING) && !hasWord(source, at, end, RELATIVE))
}
const RELATIVE = new Set(['which', 'who', 'that', 'and', 'or', 'but', 'whom', 'whose'])

/** “, and drivers …”, “, but the …”: a clause of its own follows. */
function joinsClause(source: Source, at: number): boolean {
  return gapAt(source, at) === ',' && (wordAt(source, at) === 'but' || wordAt(source, at) === 'while')
}

/** “and wished him well”, “but failed to agree”: the same subject goes on. */
function goesOn(source: Source, at: number): boolean {
  return (wordAt(source, at) === 'and' || wordAt(source, at) === 'but') && isPast(wordAt(source, at + 1)) && isVerbAt(source, at + 1)
}

/** A prepositional phrase, which never continues a list of things. */
function opensAnother(source: Source, at: number): boolean {
  return gapAt(source, at).includes(',') && OPENS_ADJUNCT.has(wordAt(source, at))
}
const OPENS_ADJUNCT = new Set('in on at after before during for from near because under with to'.split(' '))

/** Between commas in front of a prepositional phrase: “41 storeys, a glass block, in Ghent”. */
export const beforeAdjunct: Place = (source, at, to) =>
  at > 0 && softBefore(source, at) && wordAt(source, at) !== 'the' && opensAnother(source, to)

/** Behind a name, in front of a further detail of the same person: “Anya Petrosyan, 19, a left-hander”. */
export const beforeDetail: Place = (source, at, to) =>
  at > 0 &&
  softBefore(source, at) &&
  softBefore(source, to) &&
  isCapital(source, at - 1) &&
  /^(?:an?|the|of|from|who|whose)$/.test(wordAt(source, to))

/** Inside a run of words without marks. */
export const unmarked: Place = (source, at) => at > 0 && gapAt(source, at) === ''
