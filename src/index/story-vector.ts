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

/** The terms of an article by their signed hashes, with the weight of their kind, before rarity. */
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
    if (before !== null) put(terms, hashPair(before.hash, hash) | 0, before.name && name ? WEIGHT_FULL_NAME : 1, PAIR, before.hash, hash)
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
  const weighed: [hash: number, weight: number][] = []
  for (const [hash, term] of terms) {
    if (term.kind === PAIR && term.times === 1 && term.weight < WEIGHT_FULL_NAME) continue
    const rare = term.kind === PAIR ? rarity.ofPair(hash, term.first, term.second) : rarity.of(hash)
    weighed.push([hash >>> 0, term.weight * rare])
  }
  const kept = heaviest(weighed, MAX_TERMS).sort((a, b) => a[0] - b[0])
  const length = Math.sqrt(kept.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  const [hashes, coded] = [new Uint32Array(kept.length), new Uint16Array(kept.length)]
  for (let at = 0; at < kept.length; at++) {
    const [hash, weight] = kept[at] ?? NOTHING
    hashes[at] = hash
    coded[at] = ((terms.get(hash | 0)?.kind ?? 0) << 14) | Math.round((UNIT * weight) / length)
  }
  return { hashes, coded }
}

/** The words that others on the same event will have too, likeliest first: telling ones that the article repeats. Pairs are too rare to find by. */
export function searchTerms(terms: ReadonlyMap<number, Term>, rarity: Rarity): number[] {
  const scored: [hash: number, score: number][] = []
  for (const [hash, term] of terms) {
    if (term.kind !== PAIR) scored.push([hash >>> 0, Math.sqrt(term.weight) * rarity.of(hash) * (1 + Math.log(term.times))])
  }
  return heaviest(scored, MAX_SEARCH_TERMS).map(([hash]) => hash)
}

const NOTHING: readonly [hash: number, weight: number] = [0, 0]

/** The `most` pairs of most weight, heaviest first, the smaller hash first among equals. */
function heaviest(pairs: readonly (readonly [hash: number, weight: number])[], most: number): (readonly [hash: number, weight: number])[] {
  // Numbers alone are sorted fast: the weight of the last to be kept leaves few pairs to be compared as pairs.
  const weights = new Float64Array(pairs.length)
  for (let at = 0; at < pairs.length; at++) weights[at] = (pairs[at] ?? NOTHING)[1]
  const least = pairs.length <= most ? 0 : (weights.sort()[pairs.length - most] ?? 0)
  return pairs
    .filter(([, weight]) => weight >= least)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
}

/** Calls back with the hash of each name and number. */
export function eachName(vector: StoryVector, visit: (hash: number) => void): void {
  vector.coded.forEach((code, at) => {
    if (code >> 14 === NAME_OR_NUMBER) visit(vector.hashes[at] ?? 0)
  })
}

/** Cosine, 0 … 1, of one vector to others; its terms are laid out for look-up, which beats walking two sorted lists. */
export function cosineTo(vector: StoryVector): (other: StoryVector) => number {
  const places = layOut(vector)
  return (other) => sharedWeight(places, other) / (UNIT * UNIT)
}

/** An open-addressing table; a weight of 0 is an empty place. */
type Places = Readonly<{ keys: Int32Array; weights: Uint16Array }>

function layOut({ hashes, coded }: StoryVector): Places {
  const size = 2 ** Math.ceil(Math.log2(4 * hashes.length + 1))
  const [keys, weights] = [new Int32Array(size), new Uint16Array(size)]
  hashes.forEach((hash, at) => {
    let place = hash & (size - 1)
    while (weights[place] !== 0) place = (place + 1) & (size - 1)
    keys[place] = hash
    weights[place] = (coded[at] ?? 0) & UNIT
  })
  return { keys, weights }
}

function sharedWeight({ keys, weights }: Places, { hashes, coded }: StoryVector): number {
  const last = keys.length - 1
  let sum = 0
  for (let at = 0; at < hashes.length; at++) {
    const hash = (hashes[at] ?? 0) | 0 // signed numbers are compared without a box
    let place = hash & last
    let weight = weights[place] ?? 0
    while (weight !== 0 && keys[place] !== hash) {
      place = (place + 1) & last
      weight = weights[place] ?? 0
    }
    if (weight !== 0) sum += weight * ((coded[at] ?? 0) & UNIT)
  }
  return sum
}
