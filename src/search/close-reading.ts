// What only the text of a sentence tells of it as an answer (pure).
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { HOLDS } from './answer-type.ts'
import type { Features } from './features.ts'
import type { PlacesAsked } from './places.ts'
import { type Question, stemOfWord } from './question.ts'
import { relatedTo } from './related-words.ts'

export type CloseReading = Readonly<{ question: Question; places: PlacesAsked }>

/** The features that need the passage as it was read by the index. */
export function readClosely(passage: AnnotatedPassage, { question, places }: CloseReading): Partial<Features> {
  return {
    fresh: freshness(passage, question),
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

/** Whether the passage holds a thing of the wanted kind that the question did not already name. */
function freshness(passage: AnnotatedPassage, question: Question): number {
  const { type } = question.asked
  if (type === 'person' || type === 'place') return hasNewName(passage, question) ? 1 : 0
  if (type === 'number' || type === 'date')
    return (passage.text.match(NUMBER) ?? []).some((number) => !question.words.has(wordsOf(number)[0] ?? '')) ? 1 : 0
  return 0.5
}

const NUMBER = /\d[\d.,]*/g
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
