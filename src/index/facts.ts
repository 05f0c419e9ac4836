// What a sentence asserts in a form that can be set against another: figures, open questions, dates of events, accusations and denials (pure).
import type { Figure } from '../domain/figure.ts'
import type { Reading, Sentence } from './annotate.ts'
import { blameIn } from './blame.ts'
import { boundsOf } from './bounds.ts'
import { headOf } from './counted.ts'
import { deedNoun, eventsIn } from './events.ts'
import { type Fact, hashOrNone } from './fact.ts'
import { countsPeople, measureOfDeed, OF_PEOPLE } from './measures.ts'
import type { NameBook } from './name-book.ts'
import { hash32, wordsOf } from './words.ts'

const STANDING: ReadonlySet<string> = new Set(['length', 'area', 'power', 'temperature'])
const TOLLS: ReadonlySet<string> = new Set(['killed', 'wounded', 'casualties'])
const NOT_COMPARED: ReadonlySet<string> = new Set(['duration', 'percentage'])
const OPEN =
  /\b(?:unclear|unknown|(?:not|n['’]t)\s+(?:\w+\s+)?(?:clear|known|confirm|verif)\w*|(?:has|have|had|could|did)\s+not|den(?:y|ies|ied)|no)\b/giu
const MAX_ABOUT = 10
const MAX_WHERE = 3

export function factsOf(reading: Reading, book: NameBook, text: string): Fact[] {
  const facts: Fact[] = []
  reading.sentences.forEach((sentence, at) => {
    const passage = reading.annotated.passages[sentence.passage]
    if (passage === undefined || passage.role === 'heading') return
    const figures = passage.figures.filter((figure) => figure.start >= sentence.start && figure.end <= sentence.end)
    facts.push(...figures.flatMap((figure) => figureFact(figure, sentence, book, text) ?? []))
    const open = openToll(sentence, figures, book, text)
    if (open !== null) facts.push(open)
    facts.push(...blameIn(sentence, reading.sentences[at - 1], text))
  })
  return [...facts, ...eventsIn(reading, book)]
}

function figureFact(figure: Figure, sentence: Sentence, book: NameBook, text: string): Fact | null {
  const { measure } = figure
  if (NOT_COMPARED.has(measure)) return null
  const noun = wordsOf(figure.counted ?? '')
  const counted = noun.map((word) => word.folded)
  const thing = OF_PEOPLE.has(measure) ? categoryOf(counted) : headOf(noun)
  if (thing === null) return null
  return {
    ...common(sentence, book),
    ...boundsOf(figure),
    kind: 'figure',
    nature: TOLLS.has(measure) ? 'toll' : STANDING.has(measure) ? 'standing' : OF_PEOPLE.has(measure) ? 'growing' : 'plain',
    subject: hash32(`${measure}|${thing}`),
    start: figure.start,
    end: valueEnd(figure, text),
    who: OF_PEOPLE.has(measure) ? nationalityIn(counted, book) : 0,
  }
}

/** A count is shown with what it counts, where that follows at once. */
function valueEnd(figure: Figure, text: string): number {
  if (figure.unit !== null || figure.currency !== null || figure.counted === null) return figure.end
  const at = text.indexOf(figure.counted, figure.end)
  return at >= 0 && at - figure.end <= 8 ? at + figure.counted.length : figure.end
}

/** Whether civilians, fighters or just people are counted: only like is set against like. */
export function categoryOf(counted: readonly string[]): string {
  if (counted.some((word) => /^(?:soldier|troop|fighter|rebel|insurgent|militant|police|officer|policem[ae]n|guerrilla)/.test(word)))
    return 'fighters'
  if (counted.some((word) => /^(?:child|children|girl|boy|student)/.test(word))) return 'children'
  if (counted.some((word) => /^civilian/.test(word))) return 'civilians'
  return 'people'
}

function nationalityIn(words: readonly string[], book: NameBook): number {
  for (const word of words) {
    const country = book.country(word)
    if (country !== null) return hash32(country)
  }
  return 0
}

/** "It is unclear whether there were any Chinese casualties": who was hurt is left open or denied. */
function openToll(sentence: Sentence, figures: readonly Figure[], book: NameBook, text: string): Fact | null {
  const { polarity, speaker } = sentence.attributed
  if (polarity === 'states' || figures.some((figure) => OF_PEOPLE.has(figure.measure))) return null
  const at = sentence.words.findIndex((word) => deedNoun(word.folded))
  const noun = sentence.words[at]
  if (noun === undefined) return null
  const before = sentence.words.slice(Math.max(0, at - 3), at).map((word) => word.folded)
  const spoken = wordsOf(speaker ?? '').map((word) => word.folded)
  const open = [...text.slice(sentence.start, noun.start).matchAll(OPEN)].at(-1)
  const near = sentence.words[Math.max(0, at - 3)]?.start ?? noun.start
  return {
    ...common(sentence, book),
    kind: 'open',
    nature: 'toll',
    subject: hash32(`${measureOfDeed(noun.folded) ?? 'casualties'}|people`),
    start: open === undefined ? near : sentence.start + open.index,
    end: noun.end,
    low: 0,
    high: 0,
    who: nationalityIn(before, book) || nationalityIn(spoken, book),
  }
}

function common(sentence: Sentence, book: NameBook): Pick<Fact, 'passage' | 'where' | 'speaker' | 'about'> {
  const places = [...new Set(sentence.names.filter((name) => name.kind === 'place' || name.kind === 'other').map((name) => name.key))]
  const small = places.filter((key) => book.country(key) === null)
  const words = sentence.words.filter((word) => word.folded.length > 3 && !word.stop && !countsPeople(word.folded))
  return {
    passage: sentence.passage,
    where: (small.length > 0 ? small : places).slice(0, MAX_WHERE).map((key) => hash32(key)),
    speaker: hashOrNone(sentence.attributed.speakerKey),
    about: [...new Set(words.map((word) => word.hash))].slice(0, MAX_ABOUT),
  }
}
