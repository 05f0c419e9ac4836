// The terms of a shard by number, and the terms a misspelt word may have meant.
import { ownCopy } from '../base/own-copy.ts'
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { holdingsOfWord } from './answer-type.ts'

/** Shorter words have too many neighbours. */
export const SHORTEST_TYPO = 5
const TWO_EDITS_FROM = 9
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

  /** Terms one edit away (two for long words) that begin with the same letter; for a word that is in no article. */
  near(word: string): string[] {
    if (word.length < SHORTEST_TYPO || /\d/.test(word)) return []
    const edits = word.length >= TWO_EDITS_FROM ? 2 : 1
    const mask = maskOf(word)
    const found: string[] = []
    for (let i = 0; i < this.terms.length; i += 1) {
      if (bits((this.masks[i] as number) ^ mask) > 2 * edits) continue
      const term = this.terms[i] as string
      if (Math.abs(term.length - word.length) > edits || term[0] !== word[0]) continue
      if (editsBetween(word, term, edits) <= edits) found.push(term)
    }
    return found
  }
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

/** Insertions, deletions, substitutions and swaps of neighbours between two words; stops counting past `limit`. */
export function editsBetween(a: string, b: string, limit: number): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length] as number
}
