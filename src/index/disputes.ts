// Finds positions on the same thing that cannot all hold, from different voices or speakers (pure).
import { agrees, sameThing } from './agreement.ts'
import type { Fact } from './fact.ts'

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

const NARROW = 1.02 // an exact value; wider ones cannot part two positions, only join one

/** Where a fact is set against others: facts in different buckets are never on the same thing. */
export function bucketOf(fact: Located): string {
  if (fact.kind === 'figure' && fact.nature === 'standing') return `standing|${fact.subject}`
  if (fact.kind === 'date') return `date|${fact.subject}`
  if (fact.kind === 'accusation' || fact.kind === 'denial') return `${fact.storyId}|${fact.subject}`
  return `${fact.storyId}|${fact.nature === 'toll' ? 'toll' : fact.subject}`
}

/** Disputes among the facts of one bucket. The order of the facts plays no part. */
export function disputesIn(bucket: readonly Located[]): DisputeDraft[] {
  const facts = [...bucket].sort((a, b) => (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.start - b.start))
  const blame = blameIn(facts)
  const figures = groupsOf(facts.filter((fact) => fact.kind === 'figure' || fact.kind === 'date')).flatMap(
    (group) => valueDispute(group) ?? [],
  )
  return [...blame, ...figures, ...tollsLeftOpen(facts)]
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

function valueDispute(group: readonly Located[]): DisputeDraft | null {
  const positions = positionsOf(group)
  const apart = positions.filter((position) => positions.some((other) => other !== position && canDispute(position, other)))
  return apart.length < 2 ? null : { positions: apart.map((facts) => ({ facts })) }
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
    else if (homes.length === 0) positions.push([fact])
  }
  return positions
}

/** Different voices or speakers, and not merely a count that grew. */
function canDispute(a: readonly Located[], b: readonly Located[]): boolean {
  const apart = a.some((one) => b.some((two) => one.voice !== two.voice || (one.speaker !== two.speaker && one.passage !== two.passage)))
  return apart && !isUpdate(a, b) && !isUpdate(b, a)
}

/** Every later fact is higher: the count of one event, as it grew. */
function isUpdate(earlier: readonly Located[], later: readonly Located[]): boolean {
  const first = earlier[0]
  if (first?.kind !== 'figure' || (first.nature !== 'growing' && first.nature !== 'toll')) return false
  return earlier.every((one) => later.every((two) => one.day !== null && two.day !== null && two.day > one.day && two.low >= one.low))
}

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

/** An accusation against its denial. */
function blameIn(facts: readonly Located[]): DisputeDraft[] {
  const denials = facts.filter((fact) => fact.kind === 'denial')
  const accusations = facts.filter((fact) => fact.kind === 'accusation')
  if (denials.length === 0 || accusations.length === 0) return []
  return [{ positions: [{ facts: accusations }, { facts: denials }] }]
}
