// An article as stories see it: its most telling words and pairs of words, weighted and of unit length (pure).
import type { Sentence } from './annotate.ts'
import type { Rarity } from './rarity.ts'
import { hashPair, type Word } from './words.ts'

/** Sorted by hash. `coded` holds the kind in its two high bits and the weight, in 16383rds, below: six bytes a term, for 100,000 articles at once. */
export type StoryVector = Readonly<{ hashes: Uint32Array; coded: Uint16Array }>

const PAIR = 1
const NAME_OR_NUMBER = 2
const UNIT = 0x3fff
const MAX_TERMS = 160
const MAX_SEARCH_TERMS = 48

// Names and numbers tell events apart better than other words.
const WEIGHT_NAME = 2
const WEIGHT_NUMBER = 3
const WEIGHT_FULL_NAME = 1.5
const MOSTLY_CAPITALS = 0.6 // a title, whose capitals name nobody
const CALENDAR =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/

/** `first` and `second` are the hashes of a pair's words; `times`: how often it stands in the article. */
export type Term = { weight: number; kind: number; times: number; first: number; second: number }

/** The terms of an article with the weight of their kind, before rarity. */
export function termsOf(sentences: readonly Sentence[]): ReadonlyMap<number, Term> {
  const terms = new Map<number, Term>()
  for (const { words } of sentences) addSentence(words, terms)
  return terms
}

function addSentence(words: readonly Word[], terms: Map<number, Term>): void {
  const isTitle = mostlyCapitals(words)
  let before: Readonly<{ hash: number; name: boolean }> | null = null
  words.forEach((word, at) => {
    if (word.stop) {
      before = null
      return
    }
    const { hash, digits: number } = word
    const name = word.capital && !isTitle && at > 0 && !CALENDAR.test(word.folded)
    put(terms, hash, number ? WEIGHT_NUMBER : name ? WEIGHT_NAME : 1, number || name ? NAME_OR_NUMBER : 0, 0, 0)
    if (before !== null) put(terms, hashPair(before.hash, hash), before.name && name ? WEIGHT_FULL_NAME : 1, PAIR, before.hash, hash)
    before = { hash, name }
  })
}

function put(terms: Map<number, Term>, hash: number, weight: number, kind: number, first: number, second: number): void {
  const known = terms.get(hash)
  if (known === undefined) terms.set(hash, { weight, kind, times: 1, first, second })
  else {
    known.times++
    if (weight > known.weight) Object.assign(known, { weight, kind })
  }
}

function mostlyCapitals(words: readonly Word[]): boolean {
  const long = words.filter((word) => word.text.length > 3 && !word.digits)
  return long.length > 3 && long.filter((word) => word.capital).length > MOSTLY_CAPITALS * long.length
}

/** Weighs the terms by rarity, keeps the most telling and scales them to length 1. A plain pair said once is chance. */
export function storyVector(terms: ReadonlyMap<number, Term>, rarity: Rarity): StoryVector {
  const weighed = [...terms].flatMap(([hash, term]) => {
    if (term.kind === PAIR && term.times === 1 && term.weight < WEIGHT_FULL_NAME) return []
    const rare = term.kind === PAIR ? rarity.ofPair(hash, term.first, term.second) : rarity.of(hash)
    return [{ hash, kind: term.kind, weight: term.weight * rare }]
  })
  const kept = weighed
    .sort((a, b) => b.weight - a.weight || a.hash - b.hash)
    .slice(0, MAX_TERMS)
    .sort((a, b) => a.hash - b.hash)
  const length = Math.sqrt(kept.reduce((sum, term) => sum + term.weight * term.weight, 0)) || 1
  return {
    hashes: Uint32Array.from(kept, (term) => term.hash),
    coded: Uint16Array.from(kept, (term) => (term.kind << 14) | Math.round((UNIT * term.weight) / length)),
  }
}

/** The words that others on the same event will have too, likeliest first: telling ones that the article repeats. Pairs are too rare to find by. */
export function searchTerms(terms: ReadonlyMap<number, Term>, rarity: Rarity): number[] {
  const words = [...terms].filter(([, term]) => term.kind !== PAIR)
  const scored = words.map(([hash, term]) => ({ hash, score: Math.sqrt(term.weight) * rarity.of(hash) * (1 + Math.log(term.times)) }))
  return scored
    .sort((a, b) => b.score - a.score || a.hash - b.hash)
    .slice(0, MAX_SEARCH_TERMS)
    .map(({ hash }) => hash)
}

/** Calls back with the hash of each name and number. */
export function eachName(vector: StoryVector, visit: (hash: number) => void): void {
  vector.coded.forEach((code, at) => {
    if (code >> 14 === NAME_OR_NUMBER) visit(vector.hashes[at] ?? 0)
  })
}

/** Cosine of two vectors, 0 … 1. */
export function cosine(a: StoryVector, b: StoryVector): number {
  let sum = 0
  for (let i = 0, j = 0; i < a.hashes.length && j < b.hashes.length; ) {
    const [x = 0, y = 0] = [a.hashes[i], b.hashes[j]]
    if (x === y) sum += ((a.coded[i++] ?? 0) & UNIT) * ((b.coded[j++] ?? 0) & UNIT)
    else if (x < y) i++
    else j++
  }
  return sum / (UNIT * UNIT)
}
