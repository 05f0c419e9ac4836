// When two facts are on the same thing, and when they can both hold (pure).
import type { Fact } from './fact.ts'
import { hash32 } from './words.ts'

const ANY_CASUALTIES = hash32('casualties|people')
const WEEKS = 21 // days; the same person's visits further apart are two visits

/** Same measure, compatible people and places. Says nothing of the story they stand in. */
export function sameThing(a: Fact, b: Fact): boolean {
  if (a.kind === 'date' && b.kind === 'date') return a.subject === b.subject && dayGap(a, b) <= WEEKS && agreeOnPlace(a.where, b.where)
  if (a.kind === 'open' || b.kind === 'open') return sameCasualties(a, b)
  if (a.kind !== 'figure' || b.kind !== 'figure' || a.subject !== b.subject || a.who !== b.who) return false
  if (a.nature === 'standing') return a.where.length > 0 && isWithin(a.where, b.where)
  if (a.where.length === 0 || b.where.length === 0) return likeness(a.about, b.about) >= 0.2
  return overlaps(a.where, b.where) && likeness(a.about, b.about) >= 0.12
}

/** An open or denied toll is about the figure when the people are of one nationality, or, that unsaid, the place is one. */
function sameCasualties(a: Fact, b: Fact): boolean {
  const [open, toll] = a.kind === 'open' ? [a, b] : [b, a]
  if (toll.kind !== 'figure' || open.kind !== 'open') return false
  if (toll.nature !== 'toll') return false
  if (open.subject !== ANY_CASUALTIES && open.subject !== toll.subject) return false
  if (open.who !== 0 || toll.who !== 0) return open.who === toll.who
  return overlaps(open.where, toll.where) && likeness(open.about, toll.about) >= 0.12
}

/** The values of two facts on the same thing can both hold. */
export function agrees(a: Fact, b: Fact): boolean {
  if (a.kind === 'open' || b.kind === 'open') return a.kind === b.kind
  if (a.kind === 'date' && a.low < 0 !== b.low < 0) return dayGap(a, b) <= 0
  return a.low <= b.high && b.low <= a.high
}

/** Days between two dates, 0 when they overlap; month and day alone are set against month and day. */
export function dayGap(a: Fact, b: Fact): number {
  const [x, y] = a.low < 0 !== b.low < 0 ? [yearless(a), yearless(b)] : [a, b]
  const [xs, ys] =
    x.low < 0
      ? [
          { low: -x.low, high: -x.high },
          { low: -y.low, high: -y.high },
        ]
      : [x, y]
  return Math.max(0, ys.low - xs.high, xs.low - ys.high)
}

function yearless(fact: Pick<Fact, 'low' | 'high'>): { low: number; high: number } {
  return fact.low < 0 ? fact : { low: dayOfYear(fact.low), high: dayOfYear(fact.high) }
}

/** A day number as month and day alone, in the form of a date without a year. */
function dayOfYear(day: number): number {
  const date = new Date(day * 86_400_000)
  return -1 - (Date.UTC(1972, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(1972, 0, 1)) / 86_400_000
}

export function overlaps(a: readonly number[], b: readonly number[]): boolean {
  return a.some((value) => b.includes(value))
}

function agreeOnPlace(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || overlaps(a, b)
}

function isWithin(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value) => b.includes(value)) || b.every((value) => a.includes(value))
}

/** Share of the shorter list's words that the other has. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  const other = new Set(b)
  const own = new Set(a)
  let shared = 0
  for (const word of own) if (other.has(word)) shared++
  return shared / Math.max(1, Math.min(own.size, other.size))
}
