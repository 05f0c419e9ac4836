// What happened when: passages that date an event, by the day of the event, one line for what several say (pure).
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'
import { isFit } from './minting.ts'
import { wordsOf } from './words.ts'

/** One line: the date, and the passages that tell it, the first to be shown in front. */
export type DatedEvent = Readonly<{ date: DateMention; passages: readonly [AnnotatedPassage, ...AnnotatedPassage[]] }>

const WIDEST = 8 // days; words that leave more open are no date for a line of their own
const SAME_EVENT = 0.5 // share of both passages' telling words from which they tell one event
const FROM_EVENT = / (?:after|before)$/ // "two weeks after": counted from an event whose day is not told
const BACKGROUND = /\b(?:after|since|before|until|following)\b[^,.;:]{0,40}$/i // "since the coup in 2021": says when something else was …
const OPENING = /^\W*(?:after|since|before|until|following|when|while|amid|despite|days after|weeks after|months after)\b[^,]{0,120}$/i // … as does "After tensions rose last week, …"
const NAMES_NOUN = /\b(?:the|an?|this|that|his|her|their|its|in connection with)\s$/i // "the June 20 shooting"
const NOUN =
  /^\s(?!in\b|at\b|on\b|and\b|to\b|by\b|with\b|for\b|as\b|when\b|that\b|after\b|before\b|was\b|were\b|is\b|has\b|had\b)\p{Ll}{3,}/u
const FEWEST = 5 // words without a capital; less is a dateline

/** Dated events in order. Passages of one date that tell the same are one event. */
export function datedEvents(passages: readonly AnnotatedPassage[]): DatedEvent[] {
  const dated = passages.flatMap((passage) => {
    const date = passage.role === 'heading' || isDateline(passage) ? undefined : passage.dates.find((found) => tells(passage, found))
    return date === undefined || !isFit(passage) ? [] : [{ passage, date, words: tellingWords(passage) }]
  })
  dated.sort(
    (a, b) => compare(a.date.from, b.date.from) || compare(a.passage.articleId, b.passage.articleId) || a.passage.start - b.passage.start,
  )
  const events: (DatedEvent & { readonly words: ReadonlySet<number> })[] = []
  for (const { passage, date, words } of dated) {
    const at = events.findLastIndex(
      (event) => event.date.from === date.from && event.date.to === date.to && likeness(event.words, words) >= SAME_EVENT,
    )
    const same = events[at]
    if (same === undefined) events.push({ date, passages: [passage], words })
    else events[at] = { ...same, passages: [...same.passages, passage] }
  }
  return events
}

function isDateline({ text }: AnnotatedPassage): boolean {
  return (text.match(/(?<![\p{L}\d])\p{Ll}+/gu)?.length ?? 0) < FEWEST && /\p{Lu}/u.test(text)
}

function tells(passage: AnnotatedPassage, date: DateMention): boolean {
  if (FROM_EVENT.test(date.words) || (date.precision === 'day' && spanOf(date) > WIDEST)) return false
  const before = passage.text.slice(0, date.start - passage.start)
  if (OPENING.test(before) && passage.text.includes(',', date.end - passage.start)) return false
  if (NAMES_NOUN.test(before) && NOUN.test(passage.text.slice(date.end - passage.start))) return false
  return date.precision === 'day' || !BACKGROUND.test(before)
}

function spanOf(date: DateMention): number {
  return Temporal.PlainDate.from(date.from).until(Temporal.PlainDate.from(date.to), { largestUnit: 'days' }).days + 1
}

function tellingWords(passage: AnnotatedPassage): ReadonlySet<number> {
  return new Set(wordsOf(passage.text).flatMap((word) => (word.stop ? [] : [word.hash])))
}

function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return (2 * shared) / (a.size + b.size || 1)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
