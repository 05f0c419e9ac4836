// What only the text of a sentence tells of it as an answer (pure).
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { HOLDS } from './answer-type.ts'
import type { Features } from './features.ts'
import { type Grams, gramsOf, kinship, likeness } from './grams.ts'
import type { Match } from './match.ts'
import type { PlacesAsked } from './places.ts'
import type { Plan } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'
import { relatedTo } from './related-words.ts'

export type CloseReading = Readonly<{ question: Question; plan: Plan; asked: Grams; places: PlacesAsked }>

/** A sentence to read: its words as the shard keeps them, stop words left out. */
export type ReadSentence = Readonly<{ passage: AnnotatedPassage; stems: readonly string[]; match: Match }>

/** The question's own 4-grams. */
export function gramsAsked(question: Question): Grams {
  return gramsOf(question.units.map((unit) => unit.stem))
}

/** The features that need the text. */
export function readClosely({ passage, stems, match }: ReadSentence, { question, plan, asked, places }: CloseReading): Partial<Features> {
  return {
    grams: likeness(asked, gramsOf(stems)),
    kin: kinCoverage(stems, match, plan),
    fresh: freshness(passage, stems, question),
    elsewhere: places.contradictedBy(passage) ? 1 : 0,
    counts: countFit(passage, question),
  }
}

/** For a question that counts: 1 when the passage gives a number of what is counted, less for a number of something else, 0 for "dozens" or none. */
function countFit({ figures }: AnnotatedPassage, { asked, focus }: Question): number {
  if (asked.wants !== HOLDS.number) return 0
  const numbers = figures.filter(({ low, qualifier }) => low !== null && qualifier !== 'vague')
  if (numbers.length === 0) return 0
  const counted = numbers.some((figure) =>
    wordsOf(figure.counted ?? figure.measure).some(
      (word) => stemOfWord(word) === focus || (focus !== null && relatedTo(focus).has(stemOfWord(word))),
    ),
  )
  return counted ? 1 : 0.2
}

/** Coverage of the question's mass where a word much like the one asked for counts in part. */
function kinCoverage(stems: readonly string[], match: Match, plan: Plan): number {
  if (plan.mass === 0) return 0
  let sum = 0
  for (const [u, { weight, stem }] of plan.units.entries()) {
    let best = match.strengths[u] as number
    if (best < 0.8) for (const other of stems) best = Math.max(best, kinship(stem, other))
    sum += weight * best
  }
  return sum / plan.mass
}

/** Whether the passage holds a thing of the wanted kind that the question did not already name. */
function freshness(passage: AnnotatedPassage, stems: readonly string[], question: Question): number {
  const { type } = question.asked
  if (type === 'person' || type === 'place') return hasNewName(passage, question) ? 1 : 0
  if (type === 'number' || type === 'date') return stems.some((stem) => /\d/.test(stem) && !question.words.has(stem)) ? 1 : 0
  return 0.5
}

const NAME = /\p{Lu}[\p{L}\p{M}’'.-]*/gu

function hasNewName(passage: AnnotatedPassage, question: Question): boolean {
  const { text } = passage
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (index === 0 && !/^\p{Lu}[\p{L}’'-]+ \p{Lu}/u.test(text)) continue
    const [word] = wordsOf(name)
    if (word !== undefined && !isStopWord(word) && !question.words.has(stemOfWord(word))) return true
  }
  return false
}
