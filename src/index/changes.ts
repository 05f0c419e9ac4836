// Counts that a later report gives anew: news of its own, and no dispute (pure).
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { agrees, sameThing } from './agreement.ts'
import { bucketOf, isOfOne, isUpdate, type Located } from './disputes.ts'
import { FELL, ROSE } from './fact.ts'

/** "Another blast", "a second strike", and not "another seven bodies". */
const FURTHER =
  /\b(?:another (?!(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozens?|few|several|hundreds?)\b)|(?:a|the) (?:second|third|new|fresh|separate|further|later|subsequent|latest) (?!(?:count|toll|figure|report|estimate|number|update|statement)))/i

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
    bucket.flatMap((was) => bucket.filter((now) => isGivenAnew(was, now)).map((now) => ({ was, now }))),
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

const saysItMoved = ({ about }: Located) => about.includes(ROSE) || about.includes(FELL)

const daysOf = ({ dates }: AnnotatedPassage) => dates.filter(({ precision }) => precision === 'day').map(({ from }) => from)
