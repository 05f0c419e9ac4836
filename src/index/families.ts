// Tells a rewrite from another report: shared words join, a different figure, date or denial parts (pure).
import type { Fact } from './fact.ts'
import type { Profile } from './profile.ts'
import { agrees, sameThing } from './agreement.ts'

export type Member = Readonly<{ profile: Profile; facts: readonly Fact[] }>

const JOINS = 0.5 // share of the shorter one's telling words found in the other; other reports of one event reach 0.47
const ENOUGH = 25 // telling words below which a text is too short to judge

/** True when two articles restate the same copy. Order of the two plays no part. */
export function sameCopy(a: Member, b: Member): boolean {
  const [small, large] = a.profile.words.size <= b.profile.words.size ? [a, b] : [b, a]
  if (small.profile.words.size < ENOUGH) return false
  let shared = 0
  let total = 0
  for (const [word, kind] of small.profile.words) {
    total += kind
    if (large.profile.words.has(word)) shared += kind
  }
  return shared / total >= JOINS && !differs(a, b)
}

/** A figure, date or denial on the same thing that cannot be the same copy's. */
export function differs(a: Member, b: Member): boolean {
  if (a.profile.denials > 0 !== b.profile.denials > 0) return true
  return contradicts(a.facts, b.facts) || contradicts(b.facts, a.facts)
}

/** Some fact of `a` is on a thing that `b` speaks of too, and nothing in `b` agrees with it. */
function contradicts(a: readonly Fact[], b: readonly Fact[]): boolean {
  return a.some((fact) => {
    if (fact.kind !== 'figure' && fact.kind !== 'date') return false
    const others = b.filter((other) => other.kind === fact.kind && sameThing(fact, other))
    return others.length > 0 && !others.some((other) => agrees(fact, other))
  })
}
