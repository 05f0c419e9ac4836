// What happened when: passages that date an event, by the day of the event (pure).
import type { AnnotatedPassage, DateMention } from '../domain/passage.ts'

export type DatedPassage = Readonly<{ passage: AnnotatedPassage; date: DateMention }>

const WIDEST = 8 // days; words that leave more open are no date for a line of their own

const FROM_EVENT = / (?:after|before)$/ // "two weeks after": counted from an event whose day is not told

/** Dated passages in order of their events; one entry a passage, by its first date that is told rather than mentioned. */
export function datedPassages(passages: readonly AnnotatedPassage[]): DatedPassage[] {
  const dated = passages.flatMap((passage) => {
    if (passage.role === 'heading') return []
    const date = passage.dates.find((found) => !FROM_EVENT.test(found.words) && (found.precision !== 'day' || spanOf(found) <= WIDEST))
    return date === undefined ? [] : [{ passage, date }]
  })
  return dated.sort(
    (a, b) => compare(a.date.from, b.date.from) || compare(a.passage.articleId, b.passage.articleId) || a.passage.start - b.passage.start,
  )
}

function spanOf(date: DateMention): number {
  return Temporal.PlainDate.from(date.from).until(Temporal.PlainDate.from(date.to), { largestUnit: 'days' }).days + 1
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
