// All facts of all articles as numbers in large pages, and which facts may be set against each other: some sixty bytes a fact.
import { createChains } from '../base/chains.ts'
import { FACT_KINDS, FACT_NATURES, type Fact } from './fact.ts'
import { hash32 } from './words.ts'

const WHERE = 3 // places kept of a fact
const ABOUT = 10 // content words kept
const PAGE = 1 << 16 // numbers
const HEAD = 7 // numbers of a fact before its bounds
const MOST = HEAD + 4 + WHERE + ABOUT // numbers of the longest fact

export type FactTable = Readonly<{
  /** Keeps the facts of one article. */
  add: (slot: number, facts: readonly Fact[]) => void
  /** The facts of an article, as they were added; of these passages only, where they are given. */
  of: (slot: number, passages?: ReadonlySet<number>) => readonly Fact[]
  /** Articles with a fact that this one, standing or dated, could be set against wherever it is told; the newest `limit`. */
  comparable: (fact: Fact, limit: number) => readonly number[]
}>

/** No fact crosses a page. */
type Pages = { readonly pages: Int32Array[]; used: number }

export function createFactTable(): FactTable {
  const rows: Pages = { pages: [], used: PAGE }
  const starts: number[] = []
  const counts: number[] = []
  const buckets = createChains()
  return {
    add: (slot, facts) => {
      // All of an article that a page has room for stand in one; a longer article has pages of its own.
      if (rows.used + facts.length * MOST > PAGE) {
        rows.pages.push(new Int32Array(Math.max(PAGE, facts.length * MOST)))
        rows.used = 0
      }
      starts[slot] = (rows.pages.length - 1) * PAGE + rows.used
      counts[slot] = facts.length
      for (const fact of facts) {
        write(rows, fact)
        for (const key of keysOf(fact)) buckets.add(key, slot)
      }
    },
    of: (slot, passages) => {
      const start = starts[slot] ?? 0
      const page = rows.pages[Math.floor(start / PAGE)]
      return page === undefined ? [] : readFacts({ page, start: start % PAGE, count: counts[slot] ?? 0, passages })
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

// The two halves of a number that is none of 32 bits.
const whole = new Float64Array(1)
const halves = new Int32Array(whole.buffer)
const LOW_IS_WHOLE = 1 << 16
const HIGH_IS_LOW = 1 << 17
const HIGH_IS_WHOLE = 1 << 18

function write(rows: Pages, fact: Fact): void {
  const page = rows.pages.at(-1)
  if (page === undefined) return
  const { low, high } = fact
  const where = fact.where.slice(0, WHERE)
  const about = fact.about.slice(0, ABOUT)
  const kind = FACT_KINDS.indexOf(fact.kind) | (FACT_NATURES.indexOf(fact.nature) << 4) | (where.length << 8) | (about.length << 12)
  const bounds = (isInt(low) ? LOW_IS_WHOLE : 0) | (Object.is(low, high) ? HIGH_IS_LOW : isInt(high) ? HIGH_IS_WHOLE : 0)
  const put = (number: number) => {
    page[rows.used++] = number
  }
  for (const number of [kind | bounds, fact.subject, fact.passage, fact.start, fact.end, fact.who, fact.speaker]) put(number)
  for (const bound of Object.is(low, high) ? [low] : [low, high]) {
    whole[0] = bound
    if (isInt(bound)) put(bound)
    else for (const half of halves) put(half)
  }
  for (const number of where) put(number)
  for (const number of about) put(number)
}

/** Whether a number comes out of 32 bits as it went in. */
function isInt(value: number): boolean {
  return Object.is(value | 0, value)
}

type FactsRead = Readonly<{ page: Int32Array; start: number; count: number; passages: ReadonlySet<number> | undefined }>

function readFacts({ page, start, count, passages }: FactsRead): Fact[] {
  let at = start
  const next = (): number => page[at++] ?? 0
  const real = (): number => {
    halves[0] = next()
    halves[1] = next()
    return whole[0] ?? 0
  }
  const list = (length: number): number[] => {
    const values: number[] = []
    for (let i = 0; i < length; i++) values.push(next() >>> 0)
    return values
  }
  const read = (): Fact => {
    const head = next()
    const [subject, passage, start, end, who, speaker] = [next() >>> 0, next(), next(), next(), next() >>> 0, next() >>> 0]
    const low = head & LOW_IS_WHOLE ? next() : real()
    const high = head & HIGH_IS_LOW ? low : head & HIGH_IS_WHOLE ? next() : real()
    const [kind, nature] = [FACT_KINDS[head & 15] ?? 'figure', FACT_NATURES[(head >> 4) & 15] ?? 'plain']
    const where = list((head >> 8) & 15)
    return { kind, nature, subject, passage, start, end, low, high, who, where, speaker, about: list((head >> 12) & 15) }
  }
  const facts: Fact[] = []
  for (let left = count; left > 0; left--) {
    if (passages?.has(page[at + 2] ?? 0) ?? true) facts.push(read())
    else at += lengthOf(page[at] ?? 0)
  }
  return facts
}

/** How many numbers a fact takes, by its first. */
function lengthOf(head: number): number {
  const low = head & LOW_IS_WHOLE ? 1 : 2
  const high = head & HIGH_IS_LOW ? 0 : head & HIGH_IS_WHOLE ? 1 : 2
  return HEAD + low + high + ((head >> 8) & 15) + ((head >> 12) & 15)
}
