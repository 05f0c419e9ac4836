// Finds what a number counts or measures: the noun after it, or the subject before it (pure).
import { countsPeople, measureOfDeed, OF_PEOPLE, type Unit } from './measures.ts'
import type { Word } from './words.ts'

export type Counted = Readonly<{ words: readonly Word[] }>

const VERBISH = /(?:ed|ing)$/
const NOUN_ING_ED =
  /^(?:building|hundred|weapon|wedding|meeting|being|thing|wing|king|crossing|shed|bed|seed|breed|armed|injured|wounded|displaced|unarmed|ceiling|pudding|uniformed)s?$/
const LENGTH_VERB =
  /^(?:runs?|ran|spans?|spanned|stretch(?:es|ed)?|measures?|measured|extends?|covers?|covered|is|was|are|were|totals?|totall?ed|reach(?:es|ed)|stands?|stood|worth|valued|weighs?|weighed|amounts?|amounted)$/
const NO_NOUN =
  /^(?:including|according|compared|away|long|wide|high|deep|tall|north|south|east|west|northeast|northwest|southeast|southwest|today|yesterday|worth|annually|daily|respectively|altogether|total|percent|dead)$/
/** What befell people, counted itself: "four deaths". */
const DEED_NOUN = /^(?:deaths|fatalities|injuries|arrests|casualties)$/
const MAX_WORDS = 4

/** The noun phrase after the number ("29 civilians", "2,129 kilometers of border", "$1.8 billion in annual trade"); null when none follows. */
export function countedAfter(text: string, words: readonly Word[], at: number, unit: Unit | null, currency: string | null): Counted | null {
  let from = at
  const linked = words[from]?.folded
  if (linked === 'of' || (linked === 'in' && currency !== null)) from++
  else if (unit !== null && unit.quantity !== 'percentage' && linked === 'long') from++
  else if (currency !== null && linked === 'worth' && words[from + 1]?.folded === 'of') from += 2
  if (linked === 'of' && /^(?:the|its|their|a)$/.test(words[from]?.folded ?? '') && words[from + 1]?.digits) from += 2
  else if (linked === 'of' && words[from]?.digits) from++
  while (/^(?:the|its|their|his|her|more|other|additional|new)$/.test(words[from]?.folded ?? '') && continues(text, words, from, at)) from++
  const run: Word[] = []
  for (let next = from; next < words.length && run.length < MAX_WORDS; next++) {
    const word = words[next]
    if (word === undefined || !continues(text, words, next, at)) break
    if (DEED_NOUN.test(word.folded)) return { words: [...run, word] }
    if (endsNoun(word, words[next + 1])) break
    run.push(word)
  }
  return run.length === 0 || (unit !== null && unit.quantity === 'duration') ? null : { words: trimToNoun(run) }
}

/** White space or a hyphen only between this word and the one before. */
function continues(text: string, words: readonly Word[], at: number, first: number): boolean {
  const before = words[at - 1]
  const word = words[at]
  if (before === undefined || word === undefined) return at === 0
  const gap = text.slice(before.end, word.start)
  return gap === ' ' || gap === '-' || gap === '\u00a0' || (at === first && gap === '')
}

function endsNoun(word: Word, next: Word | undefined): boolean {
  if (word.digits || (word.stop && !countsPeople(word.folded)) || NO_NOUN.test(word.folded)) return true
  if (VERBISH.test(word.folded) && !NOUN_ING_ED.test(word.folded))
    return next === undefined || !(countsPeople(next.folded) || isOfNoun(word, next))
  const deed = measureOfDeed(word.folded)
  return deed !== null && OF_PEOPLE.has(deed) && !countsPeople(word.folded) && (next === undefined || !countsPeople(next.folded))
}

/** "fishing boats", "stolen cars": a participle between the number and what is counted. */
function isOfNoun(word: Word, next: Word): boolean {
  return !word.capital && !next.capital && !next.stop && /[^su]s$/.test(next.folded) && next.start - word.end === 1
}

/** Keeps up to the last people noun, so that "civilians flee" is "civilians". */
function trimToNoun(run: readonly Word[]): readonly Word[] {
  const person = run.findIndex((word, at) => countsPeople(word.folded) && !countsPeople(run[at + 1]?.folded ?? ''))
  return person >= 0 ? run.slice(0, person + 1) : run
}

/** The subject before the number ("the border runs for 2,000km", "annual trade worth $1.8 billion"), for lengths and money only. */
export function countedBefore(
  _text: string,
  words: readonly Word[],
  at: number,
  unit: Unit | null,
  currency: string | null,
): Counted | null {
  if (unit === null && currency === null) return null
  for (let verb = at - 1; verb >= Math.max(0, at - 7); verb--) {
    if (!LENGTH_VERB.test(words[verb]?.folded ?? '')) continue
    const run: Word[] = []
    for (let next = verb - 1; next >= 0 && run.length < MAX_WORDS; next--) {
      const word = words[next]
      if (word === undefined || word.stop || /^\d|['’]s?$/.test(word.text)) break
      if (word.folded.endsWith('ly')) continue
      run.unshift(word)
    }
    if (run.length > 0) return { words: run }
  }
  return null
}

/** The head of a noun phrase, folded and singular: "military posts" → "post"; null for none. */
export function headOf(words: readonly Word[]): string | null {
  const last = words.at(-1)?.folded
  if (last === undefined) return null
  if (last.endsWith('ies') && last.length > 4) return `${last.slice(0, -3)}y`
  return last.endsWith('s') && !/(?:ss|us|is)$/.test(last) && last.length > 3 ? last.slice(0, -1) : last
}
