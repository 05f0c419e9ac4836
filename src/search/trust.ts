// Whether an embedding model tells anything here: sentences of one article should lie nearer to each other than to those of others (pure).
import { cosine, type Rows, unitAt } from './vectors.ts'

/** Sentences looked at, and how many of their own and of other articles each is held against. */
const SENTENCES = 200
const BESIDE = 8
/** Standard errors above chance: vectors that are chance pass in some one collection of a hundred, and then say little. */
const SURE = 2.5
/** A prime, so that the others are spread over the collection. */
const STRIDE = 7919
/** Less than the rounding to bytes can make of equal vectors. */
const TIED = 0.005

/**
 * True when a sentence lies nearer to those of its article than to others more often than chance explains (a sign test). Constant, random and
 * shuffled vectors fail; so does any model over a handful of sentences, which prove nothing.
 */
export function isTrusted(articles: readonly Rows[]): boolean {
  const long = articles.filter(({ scales }) => scales.length > 1)
  if (long.length < 2) return false
  const every = Math.ceil(long.reduce((sum, { scales }) => sum + scales.length, 0) / SENTENCES)
  let [seen, compared, nearer] = [0, 0, 0]
  for (const [at, own] of long.entries()) {
    for (let row = 0; row < own.scales.length; row += 1, seen += 1) {
      if (seen % every !== 0) continue
      const unit = unitAt(own, row)
      const difference = meanOfOwn(own, row, unit) - meanOfOthers(long, at, unit, seen)
      compared += 1
      nearer += Math.abs(difference) < TIED ? 0.5 : difference > 0 ? 1 : 0
    }
  }
  return nearer / compared - 0.5 > (SURE * 0.5) / Math.sqrt(compared)
}

function meanOfOwn(own: Rows, row: number, unit: Float32Array): number {
  const count = Math.min(BESIDE, own.scales.length - 1)
  let sum = 0
  for (let n = 1; n <= count; n += 1) sum += cosine(own, (row + n) % own.scales.length, unit)
  return sum / count
}

function meanOfOthers(long: readonly Rows[], at: number, unit: Float32Array, seed: number): number {
  let sum = 0
  for (let n = 0; n < BESIDE; n += 1) {
    const away = 1 + (((seed * BESIDE + n) * STRIDE) % (long.length - 1))
    const other = long[(at + away) % long.length] as Rows
    if (other.dimensions === unit.length) sum += cosine(other, (seed + n) % other.scales.length, unit)
  }
  return sum / BESIDE
}
