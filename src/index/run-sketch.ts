// A small sample of an article's runs of three words, enough to tell that two articles share some without comparing them (pure).
import { hashPair, type Word } from './words.ts'

const KEPT = 64 // smallest hashes kept

/** The smallest hashes of the runs, ascending: of two texts that share a part of their runs, the samples share about that part. */
export function sketchOf(words: readonly Word[]): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, words.length - 2))
  for (let at = 0; at + 2 < words.length; at++) {
    hashes[at] = hashPair(hashPair(words[at]?.whole ?? 0, words[at + 1]?.whole ?? 0), words[at + 2]?.whole ?? 0)
  }
  const sorted = hashes.sort()
  return sorted.filter((hash, at) => at === 0 || hash !== sorted[at - 1]).slice(0, KEPT)
}

/** How many runs two samples have in common. */
export function sketchShared(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x = 0, y = 0] = [a[i], b[j]]
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
  }
  return shared
}
