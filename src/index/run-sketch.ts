// A small sample of an article's runs of three words, enough to tell that two articles share some without comparing them (pure).
import { hashPair, type Word } from './words.ts'

const KEPT = 64 // smallest hashes kept

/** The smallest hashes of the runs, ascending: of two texts that share a part of their runs, the samples share about that part. */
export function sketchOf(words: readonly Word[]): Uint32Array {
  const hashes = new Uint32Array(Math.max(0, words.length - 2))
  let [first, second] = [words[0]?.whole ?? 0, words[1]?.whole ?? 0]
  for (let at = 0; at < hashes.length; at++) {
    const third = words[at + 2]?.whole ?? 0
    hashes[at] = hashPair(hashPair(first, second), third)
    first = second
    second = third
  }
  hashes.sort()
  let kept = 0
  for (let at = 0; at < hashes.length && kept < KEPT; at++) {
    const hash = hashes[at] ?? 0
    if (at === 0 || hash !== hashes[kept - 1]) hashes[kept++] = hash
  }
  return hashes.slice(0, kept)
}

/** How many runs two samples have in common. */
export function sketchShared(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0
    const y = b[j] ?? 0
    if (x === y) shared++
    if (x <= y) i++
    if (y <= x) j++
  }
  return shared
}
