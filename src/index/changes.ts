// Counts that a later report gives anew: news of its own, and no dispute (pure).
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { agrees, sameThing } from './agreement.ts'
import { numbersPutRight } from './corrections.ts'
import { bucketOf, goesOn, isOfOne, isUpdate, type Located, saysItMoved } from './disputes.ts'
import { FELL, ROSE } from './fact.ts'
import { wordsOf } from './words.ts'

/** "Another blast", "a second strike", and not "another seven bodies". */
const FURTHER =
  /\b(?:another (?!(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozens?|few|several|hundreds?)\b)|(?:a|the) (?:second|third|new|fresh|separate|further|later|subsequent|latest) (?!(?:count|toll|figure|report|estimate|number|update|statement)))/i

/** Words that two reports share before they are taken to be of one event: so many, or this share of the shorter one's. */
const ENOUGH = 2
const MOST = 0.5
const CORRECTION_WORD = /^(?:correct|clarif|editor)/ // which opens one, and names nobody
const CORRECTED_WITHIN = 14 // days
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
/** `corrects`: the later says that the earlier was wrong. */
export type ChangeDraft = Readonly<{ was: Count; now: Count; corrects?: boolean }>

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

/** Every count that another says was wrong: of the same paper, or told in the same story. */
export function correctionsIn(counts: readonly Count[]): ChangeDraft[] {
  return counts.flatMap((now) => {
    const wrong = numbersPutRight(now.passage.text).wrong.map(({ value }) => value)
    const were = wrong.length === 0 ? [] : counts.filter((was) => wrong.includes(was.figure.low ?? Number.NaN) && isPutRight(was, now))
    // Where the number was told of two things, either may be meant.
    const elsewhere = new Set(were.map(({ fact }) => fact.storyId).filter((storyId) => storyId !== now.fact.storyId))
    const known = were.filter(({ fact }) => fact.storyId === now.fact.storyId)
    const meant = known.length > 0 || elsewhere.size > 1 ? known : were
    if (meant.some((one) => meant.some((other) => areApart(one.fact, other.fact)))) return []
    return meant.map((was) => ({ was, now, corrects: true }))
  })
}

function isPutRight(was: Count, now: Count): boolean {
  const [old, corrected] = [was.fact, now.fact]
  if (old.articleId === corrected.articleId || old.subject !== corrected.subject || !isSoonAfter(old, corrected)) return false
  const [ownPaper, ownStory] = [old.voice === corrected.voice, old.storyId === corrected.storyId]
  const [before, after] = [namedIn(was), namedIn(now)]
  if (after.some((key) => before.includes(key))) return ownPaper || ownStory
  // A correction that names somebody or somewhere else is of another report.
  return ownPaper && (after.length === 0 || (before.length === 0 && ownStory))
}

const areApart = ({ where: a }: Located, { where: b }: Located) => a.length > 0 && b.length > 0 && !a.some((place) => b.includes(place))

const namedIn = ({ passage: { names, speaker } }: Count) =>
  names.flatMap(({ key, text }) => (text === speaker || CORRECTION_WORD.test(key) ? [] : [key]))

const isSoonAfter = (was: Located, now: Located) =>
  was.day === null || now.day === null || (now.day >= was.day && now.day <= was.day + CORRECTED_WITHIN)

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
  if (!ofOneThing || !isAnotherNumber(was, now) || !goesOn(was.fact, now.fact) || !isOfOneOccasion(was, now)) return false
  // What a correction takes back never was so: see `correctionsIn`.
  return numbersPutRight(now.passage.text).wrong.length === 0
}

/** In numbers both times: "about 20" told as 21 is the same number still, "at least 31" told as 38 is not. */
function isAnotherNumber(was: Count, now: Count): boolean {
  const [before, after] = [was.figure, now.figure]
  if (before.low === null || after.low === null || before.qualifier === 'vague' || after.qualifier === 'vague') return false
  if (!agrees(was.fact, now.fact)) return true
  return (before.qualifier === 'at-least' || before.qualifier === 'over') && now.fact.low > was.fact.low
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

const daysOf = ({ dates }: AnnotatedPassage) => dates.filter(({ precision }) => precision === 'day').map(({ from }) => from)
