// When two facts are on the same thing, and when they can both hold (pure).
import type { Fact } from './fact.ts'
import { hash32 } from './words.ts'

const BLAME = hash32('claim|blame')
const ANY_CASUALTIES = hash32('casualties|people')
const ALIKE = 0.35 // share of the shorter fact's words in common from which two counts of a kind are of one thing …
const ALIKE_SOMEWHERE = 0.2 // … and two tolls or growing counts of one story, of which one says no place …
const FEW = 3 // … unless it says hardly anything
const ALIKE_PLACED = 0.15
const ALIKE_CLAIM = 0.25
const APART = 8 // times; counts further apart are of different things
/** Subjects of tolls by what befell the people, whoever they are. */
const TOLL_OF: ReadonlyMap<number, string> = new Map(
  ['killed', 'wounded', 'casualties'].flatMap((measure) =>
    ['people', 'civilians', 'fighters', 'children'].map((who) => [hash32(`${measure}|${who}`), measure] as const),
  ),
)
const WEEKS = 21 // days; the same person's visits further apart are two visits

/** Same measure, compatible people and places. Says nothing of the story they stand in. */
export function sameThing(a: Fact, b: Fact): boolean {
  if (a.kind === 'date' && b.kind === 'date') return a.subject === b.subject && dayGap(a, b) <= WEEKS && agreeOnPlace(a.where, b.where)
  if (a.kind === 'open' || b.kind === 'open') return sameCasualties(a, b)
  if (isClaim(a) || isClaim(b)) return isClaim(a) && isClaim(b) && sameClaim(a, b)
  return a.kind === 'figure' && b.kind === 'figure' && a.subject === b.subject && sameCount(a, b)
}

function sameCount(a: Fact, b: Fact): boolean {
  if (a.nature === 'toll' ? a.who !== b.who : a.who !== 0 && b.who !== 0 && a.who !== b.who) return false
  if (a.nature === 'standing' && b.nature === 'standing') return isWithin(a.where, b.where)
  if (a.low > b.high * APART || b.low > a.high * APART) return false
  const placed = a.where.length > 0 && b.where.length > 0
  if (placed && !overlaps(a.where, b.where)) return false
  if (a.nature === 'plain' || b.nature === 'plain') return likeness(a.about, b.about) >= ALIKE
  return placed || Math.min(a.about.length, b.about.length) < FEW || likeness(a.about, b.about) >= ALIKE_SOMEWHERE
}

/** A toll left open or denied is about the figure when the people are of one nationality, or, that unsaid, the place is one. */
function sameCasualties(a: Fact, b: Fact): boolean {
  const [open, toll] = a.kind === 'open' ? [a, b] : [b, a]
  if (toll.kind !== 'figure' || open.kind !== 'open' || toll.nature !== 'toll') return false
  if (open.subject !== ANY_CASUALTIES && TOLL_OF.get(open.subject) !== TOLL_OF.get(toll.subject)) return false
  if (open.who !== 0 || toll.who !== 0) return open.who === toll.who
  return overlaps(open.where, toll.where) && likeness(open.about, toll.about) >= ALIKE_PLACED
}

/** Claims of one kind by different speakers, in mostly the same words. */
function sameClaim(a: Fact, b: Fact): boolean {
  if (a.speaker === b.speaker) return false
  if (a.subject !== b.subject) return (isBlame(a) || isBlame(b)) && likeness(a.about, b.about) >= ALIKE
  if (a.where.length === 0 || b.where.length === 0) return likeness(a.about, b.about) >= ALIKE
  return overlaps(a.where, b.where) && likeness(a.about, b.about) >= ALIKE_CLAIM
}

/** Who is accused of an attack denies the attack. */
function isBlame({ kind, subject }: Fact): boolean {
  return kind === 'claim' && subject === BLAME
}

function isClaim({ kind }: Fact): boolean {
  return kind === 'claim' || kind === 'counter'
}

/** The values of two facts on the same thing can both hold. */
export function agrees(a: Fact, b: Fact): boolean {
  if (a.kind === 'open' || b.kind === 'open' || isClaim(a) || isClaim(b)) return a.kind === b.kind
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

function overlaps(a: readonly number[], b: readonly number[]): boolean {
  return a.some((value) => b.includes(value))
}

function agreeOnPlace(a: readonly number[], b: readonly number[]): boolean {
  return a.length === 0 || b.length === 0 || overlaps(a, b)
}

function isWithin(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value) => b.includes(value)) || b.every((value) => a.includes(value))
}

/** Share of the shorter list's words that the other has. */
function likeness(a: readonly number[], b: readonly number[]): number {
  const other = new Set(b)
  const own = new Set(a)
  let shared = 0
  for (const word of own) if (other.has(word)) shared++
  return shared / Math.max(1, Math.min(own.size, other.size))
}
