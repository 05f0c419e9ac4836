// Dates of events that happen once: who visited when, who died, was elected, arrested, resigned (pure).
import type { Reading, Sentence } from './annotate.ts'
import { dayNumber } from './day-number.ts'
import type { FoundDate } from './dates.ts'
import { type Fact, speakerHash } from './fact.ts'
import type { NameBook } from './name-book.ts'
import { hash32 } from './words.ts'

type Trigger = Readonly<{ event: string; start: number; end: number; definite: boolean }>

// Events that one person or body goes through once in a while, so that two dates within weeks of each other cannot both hold.
const TRIGGERS: readonly (readonly [event: string, words: RegExp])[] = [
  ['visit', /\b(?:visit(?:ed|s|ing)?|trip|toured|travell?ed to|arrived in|flew to|(?:was |were )?(?:dispatched|sent) to)\b/giu],
  ['death', /\b(?:died|passed away|was found dead|death)\b/giu],
  ['arrest', /\b(?:was|were) (?:arrested|detained)\b/giu],
  ['resignation', /\b(?:resigned|stepped down|resignation)\b/giu],
  ['sentence', /\b(?:was|were) (?:sentenced|convicted|indicted|executed)\b/giu],
  ['birth', /\bwas born\b/giu],
]
// What is planned is no event yet.
const NOT_YET = /\b(?:will|would|to|may|might|could|plan(?:s|ned)?|cancel(?:s|led)?|postponed?)\s+(?:\w+\s+){0,2}$/i
// Every event's words hold one of these: most sentences are done with one look.
const MAY_TRIGGER =
  /visit|trip|tour|travel|arriv|flew|sent|dispatch|die|pass|dead|death|arrest|detain|resign|step|convict|indict|execut|born/i
/** Names of the kinds of events, as a reader would say them. */
export const EVENT_NAMES: readonly string[] = TRIGGERS.map(([event]) => event)
const REACH = 20 // characters between "visit" and where to
const LATE = 7 // days of slack from which words such as "a week after" are too loose to dispute

/** Casualties as such: "casualties", "deaths", "fatalities", "injuries". */
export function deedNoun(folded: string): boolean {
  return /^(?:casualt(?:y|ies)|deaths|fatalit(?:y|ies)|injur(?:y|ies)|killed|dead|wounded|injured|hurt|died)$/.test(folded)
}

/** One fact for each date that stands with an event and a person. "The visit" takes its person from the last visit told of. */
export function eventsIn(reading: Reading, book: NameBook): Fact[] {
  const facts: Fact[] = []
  const lastActors = new Map<string, string>()
  for (const sentence of reading.sentences) {
    if (reading.annotated.passages[sentence.passage]?.role === 'heading') continue
    const text = textOf(reading, sentence)
    for (const trigger of triggersIn(text, sentence.start)) {
      const own = actorOf(sentence, trigger)
      const actor = own ?? (trigger.definite ? (lastActors.get(trigger.event) ?? null) : null)
      if (own !== null) lastActors.set(trigger.event, own)
      const date = actor === null ? null : dateOf(sentence, trigger, text)
      if (actor !== null && date !== null) facts.push(eventFact({ sentence, trigger, date, actor, text }, book))
    }
  }
  return facts
}

function textOf(reading: Reading, sentence: Sentence): string {
  const passage = reading.annotated.passages[sentence.passage]
  return passage === undefined ? '' : passage.text.slice(sentence.start - passage.start, sentence.end - passage.start)
}

function triggersIn(text: string, offset: number): Trigger[] {
  if (!MAY_TRIGGER.test(text)) return []
  return TRIGGERS.flatMap(([event, words]) =>
    [...text.matchAll(words)]
      .filter((match) => !NOT_YET.test(text.slice(0, match.index)))
      .map((match) => ({
        event,
        start: offset + match.index,
        end: offset + match.index + match[0].length,
        definite: /\b(?:the|this|that|his|her|their)\s+(?:[\w-]+\s+){0,2}$/i.test(text.slice(0, match.index)),
      })),
  )
}

/** The person before the event's word, else the first after it; not the one who only tells of it. */
function actorOf(sentence: Sentence, trigger: Trigger): string | null {
  const teller = sentence.attributed.speakerKey
  const people = sentence.names.filter((name) => name.kind === 'person' && name.key !== teller)
  const before = people.filter((name) => name.end <= trigger.start).at(-1)
  return (before ?? people.find((name) => name.start >= trigger.end))?.key ?? null
}

/** The date of the event: in its clause, or opening the sentence. */
function dateOf(sentence: Sentence, trigger: Trigger, text: string): FoundDate | null {
  const open = sentence.dates.filter((date) => date.precision === 'day' && date.slack < LATE)
  const near = open.filter((date) => {
    const [from, to] = date.start < trigger.start ? [date.end, trigger.start] : [trigger.end, date.start]
    const between = text.slice(from - sentence.start, to - sentence.start)
    const opens = /^(?:\W*(?:on|over|in|during|from|at|by|late|early|last)?\W*)$/i.test(text.slice(0, date.start - sentence.start))
    return opens || !/[,;:—]|\b(?:after|before|since|as|while|when|that|who|which|and)\b/i.test(between)
  })
  return near.sort((a, b) => distance(a, trigger) - distance(b, trigger))[0] ?? null
}

function distance(date: FoundDate, trigger: Trigger): number {
  return date.start < trigger.start ? trigger.start - date.end : date.start - trigger.end
}

type Dated = Readonly<{ sentence: Sentence; trigger: Trigger; date: FoundDate; actor: string; text: string }>

function eventFact({ sentence, trigger, date, actor, text }: Dated, book: NameBook): Fact {
  const slack = date.from.startsWith('-') ? 0 : date.slack
  return {
    kind: 'date',
    nature: 'plain',
    subject: hash32(`${trigger.event}|${actor}`),
    passage: sentence.passage,
    start: date.start,
    end: date.end,
    low: dayNumber(date.from) - slack,
    high: dayNumber(date.to) + slack,
    who: 0,
    where: destinationOf(sentence, trigger, book),
    // "… of over 23,000 people, according to the UN": the UN speaks of the figure, not of the date.
    speaker: /\d.*\baccording to\b/i.test(text.slice(date.end - sentence.start)) ? 0 : speakerHash(sentence.attributed.speakerKey),
    about: [],
  }
}

/** The country gone to, or a place nobody knows, where it follows the event's word: two visits of one tour are not two dates of one visit. */
function destinationOf(sentence: Sentence, trigger: Trigger, book: NameBook): number[] {
  const place = sentence.names.find(
    (name) => name.kind !== 'person' && name.kind !== 'group' && name.start >= trigger.end && name.start - trigger.end <= REACH,
  )
  return place === undefined ? [] : [hash32(book.countryOf(place.key) ?? book.country(place.key) ?? place.key)]
}
