// Counts that a later report gives anew: news of its own, and no dispute (pure).
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { agrees, sameThing } from './agreement.ts'
import { bucketOf, isOfOne, isUpdate, type Located } from './disputes.ts'
import { FELL, ROSE } from './fact.ts'
import { wordsOf } from './words.ts'

/** "Another blast", "a second strike", and not "another seven bodies". */
const FURTHER =
  /\b(?:another (?!(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozens?|few|several|hundreds?)\b)|(?:a|the) (?:second|third|new|fresh|separate|further|later|subsequent|latest) (?!(?:count|toll|figure|report|estimate|number|update|statement)))/i

/** Words that two reports share before they are taken to be of one event: so many, or this share of the shorter one's. */
const ENOUGH = 2
const MOST = 0.5
/** Words of a count that moves, which are the same of every event. */
const OF_COUNTING: ReadonlySet<number> = new Set([
  ROSE,
  FELL,
  ...wordsOf(
    'toll tolls count counts figure figures rose risen rise rises rising climbed climbs climbing jumped increased increase increasing reached reaches passed stands stood updated revised raised lowered lower reduced corrected dropped earlier previous previously latest further later overnight',
  ).map(({ hash }) => hash >>> 0),
])

/** A fact that counts, with the figure it was read from. */
export type Count = Readonly<{ fact: Located; figure: Figure; passage: AnnotatedPassage }>
export type ChangeDraft = Readonly<{ was: Count; now: Count }>

/** The count of a fact that stands in this passage; none when it is no figure. */
export function countOf(fact: Located, passage: AnnotatedPassage): Count[] {
  const figure = fact.kind === 'figure' ? passage.figures.find(({ start }) => start === fact.start) : undefined
  return figure === undefined ? [] : [{ fact, figure, passage }]
}

/** Every two counts of which the later gives the earlier anew. */
export function changesIn(counts: readonly Count[]): ChangeDraft[] {
  const buckets = Map.groupBy(counts, ({ fact }) => bucketOf(fact))
  return [...buckets.values()].flatMap((bucket) =>
    bucket.flatMap((was) => bucket.filter((now) => isGivenAnew(was, now) && isOfOneEvent(was, now, bucket)).map((now) => ({ was, now }))),
  )
}

/** Others still tell the earlier number when the later one is told, or told the later one before: what is told of the story then disputes it. */
export function isContested({ was, now }: ChangeDraft, told: readonly Located[]): boolean {
  const side = (one: Located, other: Located): Located[] => [
    one,
    ...told.filter((fact) => fact.low === one.low && sameThing(fact, one) && !agrees(fact, other) && !isOfOne(fact, other)),
  ]
  return !isUpdate(side(was.fact, now.fact), side(now.fact, was.fact))
}

function isGivenAnew(was: Count, now: Count): boolean {
  // Most pairs are told on one day, or in the other order.
  if (was.fact.day === null || now.fact.day === null || now.fact.day <= was.fact.day) return false
  const ofOneThing = sameThing(was.fact, now.fact) && isUpdate([was.fact], [now.fact])
  return ofOneThing && isAnotherNumber(was, now) && goesOn(was.fact, now.fact) && isOfOneOccasion(was, now)
}

/** In numbers both times: "about 20" told as 21 is the same number still, "at least 31" told as 38 is not. */
function isAnotherNumber(was: Count, now: Count): boolean {
  const [before, after] = [was.figure, now.figure]
  if (before.low === null || after.low === null || before.qualifier === 'vague' || after.qualifier === 'vague') return false
  if (!agrees(was.fact, now.fact)) return true
  return (before.qualifier === 'at-least' || before.qualifier === 'over') && now.fact.low > was.fact.low
}

/** Two who each give their own count do not continue one another's, unless the later says that it moved. */
function goesOn(was: Located, now: Located): boolean {
  return was.speaker === 0 || now.speaker === 0 || was.speaker === now.speaker || saysItMoved(now)
}

/** A long story holds several events of a kind: a further attack, or one of another day, has dead of its own. */
function isOfOneOccasion(was: Count, now: Count): boolean {
  if (FURTHER.test(now.passage.text) !== FURTHER.test(was.passage.text)) return false
  const [before, after] = [daysOf(was.passage), daysOf(now.passage)]
  return saysItMoved(now.fact) || before.length === 0 || after.length === 0 || after.some((day) => before.includes(day))
}

/** Day, place or words of the two agree; where one says no more than a toll, and the later that it moved, both are of the only event told. */
function isOfOneEvent(was: Count, now: Count, told: readonly Count[]): boolean {
  if (agreeOnEvent(was, now)) return true
  if (!saysItMoved(now.fact) || !(isBare(was) || isBare(now))) return false
  const fuller = isBare(now) ? was : now
  return told.every((other) => other === was || other === now || isBare(other) || agreeOnEvent(fuller, other))
}

function agreeOnEvent(a: Count, b: Count): boolean {
  const days = daysOf(a.passage)
  if (daysOf(b.passage).some((day) => days.includes(day)) || a.fact.where.some((place) => b.fact.where.includes(place))) return true
  const [words, others] = [wordsOfEvent(a), new Set(wordsOfEvent(b))]
  const shared = words.filter((word) => others.has(word)).length
  return shared >= ENOUGH || (shared > 0 && shared >= MOST * Math.min(words.length, others.size))
}

/** Says neither day nor place nor anything else of what happened. */
const isBare = (count: Count) => wordsOfEvent(count).length === 0 && count.fact.where.length === 0 && daysOf(count.passage).length === 0

const wordsOfEvent = ({ fact }: Count) => fact.about.filter((word) => !OF_COUNTING.has(word))

const saysItMoved = ({ about }: Located) => about.includes(ROSE) || about.includes(FELL)

const daysOf = ({ dates }: AnnotatedPassage) => dates.filter(({ precision }) => precision === 'day').map(({ from }) => from)
