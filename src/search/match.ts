// Finds a question's words in sentences of term numbers (pure).
import type { Plan, PlannedUnit, Slot } from './plan.ts'

/** Where a unit was found: word index in the sentence. */
export type Found = Readonly<{ unit: number; at: number }>

/** `strengths[u]`: how well unit u is found in the sentence, 0..1. */
export type Match = Readonly<{ strengths: Float64Array; found: readonly Found[] }>

const NOTHING_FOUND: readonly Found[] = []

/** The match of a sentence that has none of the words. */
export function noMatch(units: number): Match {
  return { strengths: new Float64Array(units), found: NOTHING_FOUND }
}

/** `none` is returned when nothing is found, so that most sentences cost nothing. */
export function matchSentence(terms: readonly number[], slots: ReadonlyMap<number, readonly Slot[]>, none: Match): Match {
  let match: { strengths: Float64Array; found: Found[] } | null = null
  for (let at = 0; at < terms.length; at += 1) {
    const here = slots.get(terms[at] as number)
    if (here === undefined) continue
    for (const { unit, strength, rest } of here) {
      if (rest.length > 0 && !rest.every((term, i) => terms[at + 1 + i] === term)) continue
      match ??= { strengths: new Float64Array(none.strengths.length), found: [] }
      match.found.push({ unit, at })
      if (strength > (match.strengths[unit] as number)) match.strengths[unit] = strength
    }
  }
  return match ?? none
}

/** The share of the question's mass that these strengths cover. */
export function coverage(strengths: Float64Array, { weights, mass }: Plan): number {
  if (mass === 0) return 0
  let sum = 0
  for (let u = 0; u < strengths.length; u += 1) sum += (weights[u] as number) * (strengths[u] as number)
  return sum / mass
}

/** The share of the question's mass that one sentence covers and another does not. */
export function newCoverage(one: Match, other: Match, { weights, mass }: Plan): number {
  if (mass === 0) return 0
  let sum = 0
  for (let u = 0; u < weights.length; u += 1) if (other.strengths[u] === 0) sum += (weights[u] as number) * (one.strengths[u] as number)
  return sum / mass
}

/** The higher of each unit's strengths, the second's damped. */
export function widen(into: Float64Array, from: Float64Array | undefined, damping: number): void {
  if (!from) return
  for (let u = 0; u < into.length; u += 1) {
    const damped = damping * (from[u] as number)
    if (damped > (into[u] as number)) into[u] = damped
  }
}

/** A unit, and the next one right after it or one word further. */
function standTogether(found: readonly Found[], unit: number): boolean {
  for (let i = 0; i < found.length; i += 1) {
    const one = found[i] as Found
    if (one.unit !== unit) continue
    for (let j = 0; j < found.length; j += 1) {
      const next = found[j] as Found
      if (next.unit === unit + 1 && next.at > one.at && next.at - one.at <= 2) return true
    }
  }
  return false
}

/** Neighbouring words of the question that stand together here too, as a share of all such pairs. */
export function pairsKept(match: Match, plan: Plan): number {
  let kept = 0
  let all = 0
  for (let u = 0; u + 1 < plan.units.length; u += 1) {
    const first = plan.units[u] as PlannedUnit
    const second = plan.units[u + 1] as PlannedUnit
    if (second.position - first.position > 2) continue
    const weight = first.weight + second.weight
    all += weight
    if (standTogether(match.found, u)) kept += weight
  }
  return all === 0 ? 0 : kept / all
}
