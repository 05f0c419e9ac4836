// All facts of all articles in typed columns, and which facts may be set against each other: some eighty bytes a fact.
import { createChains } from '../base/chains.ts'
import { FACT_KINDS, FACT_NATURES, type Fact } from './fact.ts'
import { hash32 } from './words.ts'

const WHERE = 3 // places kept of a fact
const ABOUT = 10 // content words kept
const NUMBERS = 8 + WHERE + ABOUT // columns of whole numbers in a row

export type FactTable = Readonly<{
  /** Keeps the facts of one article. */
  add: (slot: number, facts: readonly Fact[]) => void
  /** The facts of an article, as they were added. */
  of: (slot: number) => readonly Fact[]
  /** Articles with a fact that this one, standing or dated, could be set against wherever it is told; the newest `limit`. */
  comparable: (fact: Fact, limit: number) => readonly number[]
}>

type Rows = { numbers: Int32Array; bounds: Float64Array; length: number }

export function createFactTable(): FactTable {
  const rows: Rows = { numbers: new Int32Array(NUMBERS * 1024), bounds: new Float64Array(2 * 1024), length: 0 }
  const starts: number[] = []
  const counts: number[] = []
  const buckets = createChains()
  return {
    add: (slot, facts) => {
      starts[slot] = rows.length
      counts[slot] = facts.length
      for (const fact of facts) {
        write(rows, fact)
        for (const key of keysOf(fact)) buckets.add(key, slot)
      }
    },
    of: (slot) => {
      const [start, facts] = [starts[slot] ?? 0, [] as Fact[]]
      for (let at = start; at < start + (counts[slot] ?? 0); at++) facts.push(read(rows, at))
      return facts
    },
    comparable: (fact, limit) => {
      const slots = new Set<number>()
      for (const key of keysOf(fact)) buckets.walk(key, limit, (slot) => void slots.add(slot))
      return [...slots]
    },
  }
}

/** Where a fact is looked up from other stories: only lasting things and dated events of a person are. */
export function keysOf(fact: Fact): readonly number[] {
  if (fact.kind === 'date') return [fact.subject]
  if (fact.kind !== 'figure' || fact.nature !== 'standing') return []
  return fact.where.slice(0, WHERE).map((place) => hash32(String(place), fact.subject))
}

function write(rows: Rows, fact: Fact): void {
  if ((rows.length + 1) * NUMBERS > rows.numbers.length) {
    const [numbers, bounds] = [new Int32Array(rows.numbers.length * 2), new Float64Array(rows.bounds.length * 2)]
    numbers.set(rows.numbers)
    bounds.set(rows.bounds)
    rows.numbers = numbers
    rows.bounds = bounds
  }
  const where = fact.where.slice(0, WHERE)
  const about = fact.about.slice(0, ABOUT)
  const sizes = where.length * 16 + about.length
  const kind = FACT_KINDS.indexOf(fact.kind) * 16 + FACT_NATURES.indexOf(fact.nature)
  rows.numbers.set([kind, sizes, fact.subject, fact.passage, fact.start, fact.end, fact.who, fact.speaker], rows.length * NUMBERS)
  rows.numbers.set(where, rows.length * NUMBERS + 8)
  rows.numbers.set(about, rows.length * NUMBERS + 8 + WHERE)
  rows.bounds.set([fact.low, fact.high], rows.length * 2)
  rows.length++
}

function read(rows: Rows, row: number): Fact {
  const at = row * NUMBERS
  const number = (offset: number): number => rows.numbers[at + offset] ?? 0
  const list = (from: number, length: number): number[] => {
    const values: number[] = []
    for (let i = from; i < from + length; i++) values.push(number(i) >>> 0)
    return values
  }
  return {
    kind: FACT_KINDS[number(0) >> 4] ?? 'figure',
    nature: FACT_NATURES[number(0) & 15] ?? 'plain',
    subject: number(2) >>> 0,
    passage: number(3),
    start: number(4),
    end: number(5),
    low: rows.bounds[row * 2] ?? 0,
    high: rows.bounds[row * 2 + 1] ?? 0,
    who: number(6) >>> 0,
    speaker: number(7) >>> 0,
    where: list(8, number(1) >> 4),
    about: list(8 + WHERE, number(1) & 15),
  }
}
