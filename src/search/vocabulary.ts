// The terms of a shard by number, and the terms a misspelt word may have meant.
import { ownCopy } from '../base/own-copy.ts'
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { holdingsOfWord } from './answer-type.ts'

/** Shorter words have too many neighbours. */
const SHORTEST_TYPO = 4
const TWO_EDITS_FROM = 7
const STOP = 0x8000 // above all bits of HOLDS
/** Words kept ready; forgotten all at once when there are more. Stemming the rare ones again costs little, keeping them all costs much. */
const READY = 60_000

/** How many terms there are, and a hash of them in their order: two vocabularies of one state give the same numbers. */
export type VocabularyState = Readonly<{ size: number; hash: number }>

export class Vocabulary {
  private readonly numbers = new Map<string, number>()
  private readonly terms: string[] = []
  /** words as they are written (folded), so that each is stemmed once */
  private readonly words = new Map<string, number>()
  private kinds = new Uint16Array(1024)
  private stops = new Uint8Array(1024)
  /** which of 32 letter classes a term holds: tells most pairs apart without comparing them */
  private masks = new Uint32Array(1024)
  /** the first letter of a term, and its length */
  private starts = new Uint16Array(1024)
  private lengths = new Uint8Array(1024)
  private hash = 0

  get state(): VocabularyState {
    return { size: this.terms.length, hash: this.hash }
  }

  get size(): number {
    return this.terms.length
  }

  /** The number of a folded word's term, given when it is new. */
  ofWord(word: string): number {
    const known = this.words.get(word)
    if (known !== undefined) return known
    const own = ownCopy(word)
    const stop = isStopWord(own)
    const number = this.add(stop ? own : stemOf(own))
    this.kinds[number] = (this.kinds[number] as number) | holdingsOfWord(own)
    if (stop) this.stops[number] = 1
    if (this.words.size >= READY) this.words.clear()
    this.words.set(own, number)
    return number
  }

  /** What a term is kept with: its kinds, and whether it is a stop word. */
  flagsOf(number: number): number {
    return (this.kinds[number] ?? 0) | (this.isStop(number) ? STOP : 0)
  }

  /** The number of a term, given when it is new. */
  add(term: string): number {
    const known = this.numbers.get(term)
    if (known !== undefined) return known
    const number = this.terms.length
    if (number >= this.masks.length) this.grow()
    this.numbers.set(term, number)
    this.terms.push(term)
    this.masks[number] = maskOf(term)
    this.starts[number] = term.charCodeAt(0)
    this.lengths[number] = Math.min(255, term.length)
    this.hash = hashOf(term, this.hash)
    return number
  }

  /** Notes what a term was kept with. */
  flag(number: number, flags: number): void {
    this.kinds[number] = (this.kinds[number] as number) | (flags & ~STOP)
    if ((flags & STOP) !== 0) this.stops[number] = 1
  }

  /** The terms numbered `from` and above. */
  since(from: number): readonly string[] {
    return this.terms.slice(from)
  }

  /** Bits of HOLDS that the words of a term tell of. */
  kindsOf(number: number): number {
    return this.kinds[number] ?? 0
  }

  private grow(): void {
    const size = Math.ceil(this.masks.length * 1.5)
    const [masks, kinds, stops] = [new Uint32Array(size), new Uint16Array(size), new Uint8Array(size)]
    masks.set(this.masks)
    kinds.set(this.kinds)
    stops.set(this.stops)
    const [starts, lengths] = [new Uint16Array(size), new Uint8Array(size)]
    starts.set(this.starts)
    lengths.set(this.lengths)
    this.starts = starts
    this.lengths = lengths
    this.masks = masks
    this.kinds = kinds
    this.stops = stops
  }

  numberOf(term: string): number | undefined {
    return this.numbers.get(term)
  }

  termOf(number: number): string {
    return this.terms[number] ?? ''
  }

  isStop(number: number): boolean {
    return this.stops[number] === 1
  }

  /** Terms that a written word may have been meant to be, and by how many slips; `stem` is the word's own. */
  near(word: string, stem: string): Near[] {
    const limit = slipsIn(word)
    if (limit === 0) return []
    const [mask, stemMask] = [maskOf(word), maskOf(stem)]
    const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)]
    const [shortest, longest] = [stem.length - limit, word.length + limit]
    const found: Near[] = []
    for (let i = 0; i < this.terms.length; i += 1) {
      const start = this.starts[i] as number
      if (start !== first && start !== second) continue
      const length = this.lengths[i] as number
      if (length < shortest || length > longest) continue
      const own = this.masks[i] as number
      if (bits(own ^ stemMask) > 2 * limit && bits(own ^ mask) > 2 * limit) continue
      const term = this.terms[i] as string
      if (!beginsAlike(term, word)) continue
      // Stemming leaves a slip near the end of a word where it is, and takes the end of the word that was meant.
      const edits = Math.min(
        editsWithin(stem, term, limit),
        stem === word ? limit + 1 : editsWithin(word, term, limit),
        editsWithin(word, `${term}e`, limit),
      )
      if (edits <= limit) found.push({ term, edits })
    }
    return found
  }
}

export type Near = Readonly<{ term: string; edits: number }>

/** How many slips a word may hold: the shorter, the more neighbours it has. */
export function slipsIn(word: string): number {
  if (word.length < SHORTEST_TYPO || /\d/.test(word)) return 0
  return word.length >= TWO_EDITS_FROM ? 2 : 1
}

/** With the same letter, or with the first two letters swapped. */
export function beginsAlike(one: string, other: string): boolean {
  return one[0] === other[0] || (one[0] === other[1] && one[1] === other[0])
}

/** As `editsBetween`, past the limit as soon as that is sure: what two words begin and end with alike needs no counting. */
function editsWithin(a: string, b: string, limit: number): number {
  const apart = Math.abs(a.length - b.length)
  if (apart > limit) return limit + 1
  const shorter = Math.min(a.length, b.length)
  let from = 0
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from += 1
  let end = 0
  while (end < shorter - from && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1
  const [left, right] = [a.length - end - from, b.length - end - from]
  if (left === 0 || right === 0) return left + right
  // One slip leaves a letter each, or two that are swapped; of a longer rest the first or the last letter would be alike.
  if (limit === 1 && Math.max(left, right) > 2) return 2
  return editsBetween(a.slice(from, from + left), b.slice(from, from + right), limit)
}

function hashOf(term: string, seed: number): number {
  let hash = Math.imul(seed ^ term.length, 0x85ebca6b)
  for (let i = 0; i < term.length; i += 1) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function maskOf(word: string): number {
  let mask = 0
  for (let i = 0; i < word.length; i += 1) mask |= 1 << (word.charCodeAt(i) & 31)
  return mask >>> 0
}

function bits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** Rows of the table of edits, used again for every pair; longer words are no slips of each other. */
const ROW = 256
const rows = { before: new Uint16Array(ROW), last: new Uint16Array(ROW), row: new Uint16Array(ROW) }

/** Insertions, deletions, substitutions and swaps of neighbours between two words; stops counting past `limit`. */
export function editsBetween(a: string, b: string, limit: number): number {
  if (a.length >= ROW || b.length >= ROW) return a === b ? 0 : limit + 1
  let { before, last, row } = rows
  for (let j = 0; j <= b.length; j += 1) last[j] = j
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i
    let least = i
    const [own, previous] = [a.charCodeAt(i - 1), a.charCodeAt(i - 2)]
    for (let j = 1; j <= b.length; j += 1) {
      const other = b.charCodeAt(j - 1)
      let cost = (last[j - 1] as number) + (own === other ? 0 : 1)
      if ((last[j] as number) < cost) cost = (last[j] as number) + 1
      if ((row[j - 1] as number) < cost) cost = (row[j - 1] as number) + 1
      if (i > 1 && j > 1 && own === b.charCodeAt(j - 2) && previous === other) cost = Math.min(cost, (before[j - 2] as number) + 1)
      row[j] = cost
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    const free = before
    before = last
    last = row
    row = free
  }
  return last[b.length] as number
}
