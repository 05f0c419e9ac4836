// What a sentence asserts in a form that can be set against another: figures, open questions, dates of events, accusations and denials (pure).
import type { Figure } from '../domain/figure.ts'
import type { Reading, Sentence } from './annotate.ts'
import { blameIn } from './blame.ts'
import { claimFact } from './claims.ts'
import { numbersPutRight } from './corrections.ts'
import { deedNoun, eventsIn } from './events.ts'
import type { Fact } from './fact.ts'
import { nationalityIn, placesAndWords } from './fact-context.ts'
import { figureFact, type Told } from './figure-facts.ts'
import { measureOfDeed, OF_PEOPLE } from './measures.ts'
import type { NameBook } from './name-book.ts'
import { hash32, wordsOf } from './words.ts'

const OPEN =
  /\b(?:unclear|unknown|(?:not|n['’]t)\s+(?:\w+\s+)?(?:clear|known|confirm|verif)\w*|(?:has|have|had|could|did)\s+not|den(?:y|ies|ied)|no)\b/giu
const NOBODY =
  /\bno\s+(?:(?!other|further|more|additional|new|longer|doubt)\w+\s+){0,3}(?:casualties|deaths|injuries|fatalities|victims)\b|\b(?:no one|nobody|none)\s+(?:was|were|had been|has been|is)\s+(?:\w+\s+)?(?:killed|hurt|injured|wounded|harmed)\b|\bwithout (?:any )?(?:casualties|injuries|loss of life)\b/i
const HURT_AT_ALL = /^(?:hurt|harmed)$/ // who is not even hurt is not killed
const MAY_SPARE = /\b(?:no|none|nobody|without|No|None|Nobody)\b/

export function factsOf(reading: Reading, book: NameBook, text: string, published: string | null = null): Fact[] {
  const facts: Fact[] = []
  reading.sentences.forEach((sentence, at) => {
    const passage = reading.annotated.passages[sentence.passage]
    if (passage === undefined || passage.role === 'heading') return
    const told: Told = { sentence, book, text, published }
    const figures = passage.figures.filter((figure) => figure.start >= sentence.start && figure.end <= sentence.end)
    const { wrong } = numbersPutRight(passage.text)
    // What a correction is of stands in any of its sentences.
    const placed = wrong.length === 0 ? told : { ...told, sentence: { ...sentence, names: passage.names } }
    const counts = figures.flatMap((figure) => figureFact(figure, placed) ?? [])
    const former = counts.flatMap((fact) => wrong.map(({ value }) => ({ ...fact, kind: 'former' as const, low: value, high: value })))
    facts.push(...counts, ...former)
    const open = openToll(told, figures)
    if (open !== null) facts.push(open)
    const blame = blameIn(sentence, reading.sentences[at - 1], text)
    const claim = blame.length > 0 ? null : claimFact(sentence, book, text)
    facts.push(...blame, ...(claim === null ? [] : [claim]))
  })
  return [...facts, ...eventsIn(reading, book)]
}

/** "It is unclear whether there were any Chinese casualties", "no casualties were reported": who was hurt is left open or denied. */
function openToll(told: Told, figures: readonly Figure[]): Fact | null {
  const { sentence, book, text } = told
  const { polarity, speaker } = sentence.attributed
  if (figures.some((figure) => OF_PEOPLE.has(figure.measure))) return null
  if (polarity === 'states' && !sparesAll(sentence, text)) return null
  const at = sentence.words.findIndex((word, place) => deedNoun(word.folded) && sentence.words[place - 1]?.folded !== 'the')
  const noun = sentence.words[at]
  if (noun === undefined) return null
  const open = [...text.slice(sentence.start, noun.start).matchAll(OPEN)].at(-1)
  const near = sentence.words[Math.max(0, at - 3)]?.start ?? noun.start
  return {
    ...placesAndWords(told, noun),
    kind: 'open',
    nature: 'toll',
    subject: hash32(`${HURT_AT_ALL.test(noun.folded) ? 'casualties' : (measureOfDeed(noun.folded) ?? 'casualties')}|people`),
    start: open === undefined ? near : sentence.start + open.index,
    end: noun.end,
    low: 0,
    high: 0,
    who: nationalityIn(sentence.words.slice(Math.max(0, at - 3), at), book) || nationalityIn(wordsOf(speaker ?? ''), book),
  }
}

function sparesAll({ start, end }: Sentence, text: string): boolean {
  const words = text.slice(start, end)
  return MAY_SPARE.test(words) && NOBODY.test(words)
}
