// Dates of events that happen once: who visited when, who died, was elected, arrested, resigned (pure).
import type { Reading, Sentence } from './annotate.ts'
import { dayNumber } from './day-number.ts'
import type { FoundDate } from './dates.ts'
import { type Fact, hashOrNone } from './fact.ts'
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
// Every event's words hold one of these: most sentences are done with one look.
const MAY_TRIGGER =
  /visit|trip|tour|travel|arriv|flew|sent|dispatch|die|pass|dead|death|arrest|detain|resign|step|convict|indict|execut|born/i
/** Names of the kinds of events, as a reader would say them. */
export const EVENT_NAMES: readonly string[] = TRIGGERS.map(([event]) => event)
const LATE = 7 // days of slack from which words such as "a week after" are too loose to dispute

/** Casualties as such: "casualties", "deaths", "fatalities", "injuries". */
export function deedNoun(folded: string): boolean {
  return /^(?:casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|injur(?:y|ies)|killed|dead|wounded|injured|died)$/.test(folded)
}

/** One fact for each date that stands with an event and a person. "The visit" takes its person from the last visit told of. */
export function eventsIn(reading: Reading): Fact[] {
  const facts: Fact[] = []
  const lastActors = new Map<string, readonly string[]>()
  for (const sentence of reading.sentences) {
    if (reading.annotated.passages[sentence.passage]?.role === 'heading') continue
    const text = textOf(reading, sentence)
    for (const trigger of triggersIn(text, sentence.start)) {
      const own = sentence.names.filter((name) => name.kind === 'person').map((name) => name.key)
      const actors =
        own.length > 0 ? [nearestPerson(sentence, trigger) ?? own[0] ?? ''] : trigger.definite ? (lastActors.get(trigger.event) ?? []) : []
      if (own.length > 0) lastActors.set(trigger.event, actors)
      const date = dateOf(sentence, trigger, text)
      if (date !== null) facts.push(...actors.map((actor) => eventFact(sentence, trigger, date, actor)))
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
    [...text.matchAll(words)].map((match) => ({
      event,
      start: offset + match.index,
      end: offset + match.index + match[0].length,
      definite: /\b(?:the|this|that|his|her|their)\s+(?:[\w-]+\s+){0,2}$/i.test(text.slice(0, match.index)),
    })),
  )
}

/** The person before the event's word, else the first after it. */
function nearestPerson(sentence: Sentence, trigger: Trigger): string | null {
  const people = sentence.names.filter((name) => name.kind === 'person')
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

function eventFact(sentence: Sentence, trigger: Trigger, date: FoundDate, actor: string): Fact {
  return {
    kind: 'date',
    nature: 'plain',
    subject: hash32(`${trigger.event}|${actor}`),
    passage: sentence.passage,
    start: date.start,
    end: date.end,
    low: dayNumber(date.from) - Math.sign(date.slack) * date.slack,
    high: dayNumber(date.to) + Math.sign(date.slack) * date.slack,
    who: 0,
    where: [],
    speaker: hashOrNone(sentence.attributed.speakerKey),
    about: [],
  }
}
