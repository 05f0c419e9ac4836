// Finds positions on the same thing that cannot all hold, from different voices or speakers (pure).
import { agrees, sameThing } from './agreement.ts'
import { type Fact, FELL, isInOffice, ROSE } from './fact.ts'

/** A fact with where it stands. */
export type Located = Fact &
  Readonly<{
    articleId: string
    storyId: string
    familyId: string /** voice of its article among all in scope */
    voice: string
    day: number | null
  }>

export type PositionDraft = Readonly<{ facts: readonly Located[] }>
export type DisputeDraft = Readonly<{ positions: readonly PositionDraft[] }>

const NARROW = 1.06 // an exact value; wider ones cannot part two positions, only join one
const VAGUE = 5 // times its low; "hundreds" of things are no position of their own
const MOST_POSITIONS = 4

/** Where a fact is set against others: facts in different buckets are never on the same thing. */
export function bucketOf(fact: Located): string {
  if (fact.kind === 'figure' && fact.nature === 'standing') return `standing|${fact.subject}`
  if (fact.kind === 'date') return `date|${fact.subject}`
  if (fact.kind === 'accusation' || fact.kind === 'denial') return `${fact.storyId}|${fact.subject}`
  if (fact.kind === 'claim' || fact.kind === 'counter') return `${fact.storyId}|claims`
  return `${fact.storyId}|${fact.nature === 'toll' ? 'toll' : fact.subject}`
}

/** Disputes among the facts of one bucket. The order of the facts plays no part. */
export function disputesIn(bucket: readonly Located[]): DisputeDraft[] {
  const facts = inOrder(bucket)
  const former = facts.filter(({ kind }) => kind === 'former')
  const figures = groupsOf(valuesOf(facts, former)).flatMap((group) => valueDispute(group, former) ?? [])
  return [...blameIn(facts), ...claimsDenied(facts), ...figures, ...tollsLeftOpen(facts)]
}

function inOrder(bucket: readonly Located[]): Located[] {
  return [...bucket].sort((a, b) => (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.start - b.start))
}

function valuesOf(facts: readonly Located[], former: readonly Located[]): Located[] {
  const stands = (fact: Located) => fact.kind === 'figure' && !former.some((one) => takesBack(one, fact))
  return facts.filter((fact) => fact.kind === 'date' || stands(fact))
}

/** A correction takes back what its own paper told by then. */
function takesBack(former: Located, fact: Located): boolean {
  const isLater = former.day === null || fact.day === null || former.day >= fact.day
  return (
    isLater && former.voice === fact.voice && former.articleId !== fact.articleId && former.subject === fact.subject && agrees(former, fact)
  )
}

/** Connected groups of facts on the same thing. */
function groupsOf(facts: readonly Located[]): Located[][] {
  const left = new Set(facts)
  const groups: Located[][] = []
  for (const seed of facts) {
    if (!left.delete(seed)) continue
    const group = [seed]
    for (let at = 0; at < group.length; at++) {
      const member = group[at]
      for (const other of left) {
        if (member === undefined || !sameThing(member, other)) continue
        left.delete(other)
        group.push(other)
      }
    }
    if (group.length > 1) groups.push(group)
  }
  return groups
}

function valueDispute(group: readonly Located[], former: readonly Located[]): DisputeDraft | null {
  const positions = positionsOf(group)
  const apart = positions.filter((position) => positions.some((other) => other !== position && canDispute(position, other, former)))
  // Where everybody says something else, they speak of different things.
  return apart.length < 2 || apart.length > MOST_POSITIONS ? null : { positions: apart.map((facts) => ({ facts })) }
}

/** Facts whose values agree, by value; a wide one ("dozens") joins the only position it agrees with, and else says nothing. */
function positionsOf(group: readonly Located[]): Located[][] {
  const isNarrow = (fact: Located): boolean => fact.kind === 'date' || fact.high <= Math.max(fact.low * NARROW, fact.low)
  const positions: Located[][] = []
  for (const fact of group.filter(isNarrow).sort((a, b) => a.low - b.low || a.high - b.high)) {
    const home = positions.find((position) => position.every((other) => agrees(other, fact)))
    if (home === undefined) positions.push([fact])
    else home.push(fact)
  }
  for (const fact of group.filter((wide) => !isNarrow(wide))) {
    const homes = positions.filter((position) => position.some((other) => agrees(other, fact)))
    if (homes.length === 1) homes[0]?.push(fact)
    else if (homes.length === 0 && !(fact.nature === 'plain' && fact.high >= fact.low * VAGUE)) positions.push([fact])
  }
  return positions
}

/** On one thing, by different voices or speakers none of whom says both, and not merely a count that changed. */
function canDispute(a: readonly Located[], b: readonly Located[], former: readonly Located[]): boolean {
  const apart = a.some((one) => b.some((two) => sameThing(one, two) && isOfOthers(one, two)))
  const isMoved = (one: readonly Located[], two: readonly Located[]) => isUpdate(one, two) && !isPutRight(one, two, former)
  return apart && !a.some((one) => b.some((two) => isOfOne(one, two))) && !isMoved(a, b) && !isMoved(b, a)
}

/** One paper takes back a number that others still tell: it never was that, and did not change. */
function isPutRight(earlier: readonly Located[], later: readonly Located[], former: readonly Located[]): boolean {
  const own = former.filter(({ articleId }) => later.some((fact) => fact.articleId === articleId))
  return own.some((one) => earlier.some((fact) => agrees(one, fact)))
}

function isOfOthers(one: Located, two: Located): boolean {
  return one.voice !== two.voice || (one.speaker !== 0 && two.speaker !== 0 && one.speaker !== two.speaker)
}

/** Who says both means two things. */
export function isOfOne(one: Located, two: Located): boolean {
  return one.voice === two.voice && !isOfOthers(one, two)
}

/** Every later fact is higher, or told as put right: the count of one event, as it changed. */
export function isUpdate(earlier: readonly Located[], later: readonly Located[]): boolean {
  const first = earlier[0]
  if (first?.kind !== 'figure' || first.nature === 'standing') return false
  if (!earlier.every((one) => later.every((two) => one.day !== null && two.day !== null && two.day > one.day))) return false
  const grows = first.nature === 'growing' || first.nature === 'toll' || later.some((fact) => fact.about.includes(ROSE))
  if (!earlier.some((one) => later.some((two) => goesOn(one, two)))) return false
  const higher = earlier.every((one) => later.every((two) => two.low >= one.low))
  return higher ? grows : later.some((fact) => fact.about.includes(FELL))
}

/** Two who each give their own count do not continue one another's, unless both can hold, the later says that it moved, or both are in office. */
export function goesOn(was: Located, now: Located): boolean {
  const isOneCount = was.speaker === 0 || now.speaker === 0 || was.speaker === now.speaker || saysItMoved(now)
  return isOneCount || agrees(was, now) || (isInOffice(was.speaker) && isInOffice(now.speaker))
}

export const saysItMoved = ({ about }: Fact): boolean => about.includes(ROSE) || about.includes(FELL)

/** Someone says people were hurt; someone else that this is unclear, unconfirmed or untrue. */
function tollsLeftOpen(facts: readonly Located[]): DisputeDraft[] {
  const drafts: DisputeDraft[] = []
  const taken = new Set<Located>()
  for (const toll of facts) {
    if (toll.kind !== 'figure' || toll.high < 1 || taken.has(toll)) continue
    const open = facts.filter(
      (other) => other.kind === 'open' && sameThing(toll, other) && (other.voice !== toll.voice || other.speaker !== toll.speaker),
    )
    const timely = open.some((other) => other.day === null || toll.day === null || other.day >= toll.day - 1)
    if (open.length === 0 || !timely) continue
    const same = facts.filter((other) => other.kind === 'figure' && sameThing(toll, other) && agrees(toll, other))
    const said = [...new Set([toll, ...same])]
    for (const fact of said) taken.add(fact)
    drafts.push({ positions: [{ facts: said }, { facts: open }] })
  }
  return drafts
}

/** What one claims and another denies or cannot confirm. */
function claimsDenied(facts: readonly Located[]): DisputeDraft[] {
  const taken = new Set<Located>()
  return facts.flatMap((counter) => {
    if (counter.kind !== 'counter' || taken.has(counter)) return []
    const claims = facts.filter((claim) => claim.kind === 'claim' && sameThing(claim, counter))
    if (claims.length === 0) return []
    const counters = facts.filter((other) => other.kind === 'counter' && claims.some((claim) => sameThing(claim, other)))
    for (const other of counters) taken.add(other)
    return [{ positions: [{ facts: claims }, { facts: counters }] }]
  })
}

/** An accusation against its denial. */
function blameIn(facts: readonly Located[]): DisputeDraft[] {
  const denials = facts.filter((fact) => fact.kind === 'denial')
  const accusations = facts.filter((fact) => fact.kind === 'accusation')
  if (denials.length === 0 || accusations.length === 0) return []
  return [{ positions: [{ facts: accusations }, { facts: denials }] }]
}
