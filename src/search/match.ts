// Finds a question's words in sentences of term numbers (pure).
import type { Plan, Slot } from './plan.ts'
import type { Sentence } from './sentences.ts'

/** Where a unit was found: word index in the sentence, and how well it fits. */
export type Found = Readonly<{ unit: number; at: number; strength: number }>

/** `strengths[u]`: how well unit u is found in the sentence, 0..1. */
export type Match = Readonly<{ strengths: Float32Array; found: readonly Found[] }>

export function matchSentence(sentence: Sentence, slots: ReadonlyMap<number, readonly Slot[]>, units: number): Match {
  const strengths = new Float32Array(units)
  const found: Found[] = []
  const { terms } = sentence
  for (let at = 0; at < terms.length; at += 1) {
    const here = slots.get(terms[at] as number)
    if (here === undefined) continue
    for (const { unit, strength, rest } of here) {
      if (!rest.every((term, i) => terms[at + 1 + i] === term)) continue
      found.push({ unit, at, strength })
      if (strength > (strengths[unit] as number)) strengths[unit] = strength
    }
  }
  return { strengths, found }
}

/** The share of the question's mass that these strengths cover. */
export function coverage(strengths: Float32Array, plan: Plan): number {
  if (plan.mass === 0) return 0
  let sum = 0
  for (const [u, { weight }] of plan.units.entries()) sum += weight * (strengths[u] as number)
  return sum / plan.mass
}

/** The share of the question's mass that one sentence covers and another does not. */
export function newCoverage(one: Match, other: Match, plan: Plan): number {
  if (plan.mass === 0) return 0
  let sum = 0
  for (const [u, { weight }] of plan.units.entries()) if (other.strengths[u] === 0) sum += weight * (one.strengths[u] as number)
  return sum / plan.mass
}

/** The higher of each unit's strengths, the second's damped. */
export function widen(into: Float32Array, from: Float32Array | undefined, damping: number): void {
  if (!from) return
  for (let u = 0; u < into.length; u += 1) into[u] = Math.max(into[u] as number, damping * (from[u] as number))
}

/** Neighbouring words of the question that stand together here too, as a share of all such pairs. */
export function pairsKept(match: Match, plan: Plan): number {
  let kept = 0
  let all = 0
  for (let u = 0; u + 1 < plan.units.length; u += 1) {
    const [first, second] = [plan.units[u], plan.units[u + 1]]
    if (!first || !second || second.position - first.position > 2) continue
    const weight = first.weight + second.weight
    all += weight
    if (match.found.some((a) => a.unit === u && match.found.some((b) => b.unit === u + 1 && b.at > a.at && b.at - a.at <= 2)))
      kept += weight
  }
  return all === 0 ? 0 : kept / all
}
