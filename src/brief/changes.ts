// A figure that a later report gives anew: which passage takes the place of which, so that the newest leads and the change can be told (pure).
import type { Change } from '../domain/answer.ts'
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit } from '../search/search.ts'
import { claimOf } from '../verify/verify.ts'
import { citationOf } from './cited.ts'

/** A passage with the day it was published. */
export type Dated = Readonly<{ passage: AnnotatedPassage; publishedAt: string | null }>

export const datedOf = ({ passage, article: { publishedAt } }: Hit): Dated => ({ passage, publishedAt })

/** Words by which a report says itself that a figure moved. */
const MOVED =
  /\b(?:rose|risen|rises|climb(?:s|ed)?|increas(?:ed|es)|rais(?:ed|es)|grew|grown|jump(?:s|ed)|up (?:to|from)|fell|fallen|drop(?:s|ped)|lower(?:s|ed)|cut (?:its|the|to)|revis(?:es|ed)|updat(?:es|ed)|now (?:stands|at|put))\b/iu

/** The figures by which the later passage takes the place of the earlier one; null when it does not. */
export function changeBetween(later: Dated, earlier: Dated): Readonly<{ now: Figure; was: Figure }> | null {
  if (!isLater(later, earlier)) return null
  const moved = MOVED.test(later.passage.text)
  for (const now of later.passage.figures) {
    const was = earlier.passage.figures.find((figure) => isSameCount(now, figure) && now.low !== figure.low)
    const goesOn = was !== undefined && (moved || (isSameSpeaker(now, was) && (now.low ?? 0) > (was.low ?? 0)))
    if (goesOn) return { now, was }
  }
  return null
}

/** Whether the later of the two takes the other's place. */
export const supersedes = (later: Dated, earlier: Dated): boolean => changeBetween(later, earlier) !== null

function isLater(later: Dated, earlier: Dated): boolean {
  const [day, before] = [later.publishedAt?.slice(0, 10), earlier.publishedAt?.slice(0, 10)]
  return day !== undefined && before !== undefined && day > before
}

/** The same thing counted in the same place, in numbers both times. */
function isSameCount(a: Figure, b: Figure): boolean {
  if (a.measure !== b.measure || a.unit !== b.unit || a.currency !== b.currency || a.measure === 'duration') return false
  if (a.low === null || b.low === null || a.qualifier === 'vague' || b.qualifier === 'vague') return false
  return a.scope.length === 0 || b.scope.length === 0 || a.scope.some((place) => b.scope.includes(place))
}

const isSameSpeaker = (a: Figure, b: Figure) => a.speaker !== null && a.speaker.toLowerCase() === b.speaker?.toLowerCase()

/** `changes`: figures of what is shown that moved, each from the last earlier report to the newest; absent when none did. */
export function changesOf(shown: readonly Hit[], hits: readonly Hit[]): Readonly<{ changes?: readonly Change[] }> {
  const changes = shown.flatMap((hit) => {
    const earlier = hits.filter((other) => supersedes(datedOf(hit), datedOf(other)))
    const last = earlier.reduce<Hit | undefined>(
      (was, other) => (was === undefined || isLater(datedOf(other), datedOf(was)) ? other : was),
      undefined,
    )
    const change = last === undefined ? null : changeBetween(datedOf(hit), datedOf(last))
    if (last === undefined || change === null) return []
    return { was: claimOf(citationOf(last)), now: claimOf(citationOf(hit)), from: change.was.words, to: change.now.words }
  })
  return changes.length === 0 ? {} : { changes }
}
