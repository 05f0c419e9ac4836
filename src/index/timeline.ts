// What happened when: passages that date an event, by the day of the event, one line for what several say (pure).
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'
import { wordsOf } from './words.ts'

/** One line: the date, and the passages that tell it, the first to be shown in front. */
export type DatedEvent = Readonly<{ date: DateMention; passages: readonly [AnnotatedPassage, ...AnnotatedPassage[]] }>

const WIDEST = 8 // days; words that leave more open are no date for a line of their own
const SAME_EVENT = 0.5 // share of both passages' telling words from which they tell one event
const FROM_EVENT = / (?:after|before)$/ // "two weeks after": counted from an event whose day is not told
const BACKGROUND = /\b(?:after|since|before|until|following)\s+(?:the\s+)?$/i // "after the 2021 coup": says when something else was

/** Dated events in order. Passages of one date that tell the same are one event. */
export function datedEvents(passages: readonly AnnotatedPassage[]): DatedEvent[] {
  const dated = passages.flatMap((passage) => {
    const date = passage.role === 'heading' ? undefined : passage.dates.find((found) => tells(passage, found))
    return date === undefined ? [] : [{ passage, date, words: tellingWords(passage) }]
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

function tells(passage: AnnotatedPassage, date: DateMention): boolean {
  if (FROM_EVENT.test(date.words) || (date.precision === 'day' && spanOf(date) > WIDEST)) return false
  return date.precision === 'day' || !BACKGROUND.test(passage.text.slice(0, date.start - passage.start))
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
