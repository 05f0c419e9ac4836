// How telling a word is: rare in general text and in the articles at hand. Kept bounded, so that likeness does not drift as articles come.
import { BACKGROUND, BACKGROUND_TEXTS } from './word-background.ts'
import { hash32 } from './words.ts'

export type Rarity = Readonly<{
  /** Weight of a word by its signed hash: 0 for one that stands everywhere, MOST_TELLING for one never seen. */
  of: (hash: number) => number
  /** Of a pair of words that follow each other: as telling as both together, unless the pair itself is common. */
  ofPair: (hash: number, first: number, second: number) => number
  /** Counts the words and pairs of one more text. */
  note: (hashes: Iterable<number>) => void
}>

const BUCKETS = 1 << 20
const LEAST = 1 / (BACKGROUND_TEXTS + 1) // share of texts below which rarer is not told from rare
const MOST_TELLING = -Math.log(LEAST)

export function createRarity(): Rarity {
  const background = readBackground()
  const counts = new Uint16Array(BUCKETS)
  let texts = 0
  const share = (hash: number): number => ((background.get(hash) ?? 0) + (counts[hash & (BUCKETS - 1)] ?? 0)) / (BACKGROUND_TEXTS + texts)
  const of = (hash: number): number => Math.min(MOST_TELLING, -Math.log(share(hash) + LEAST))
  return {
    of,
    ofPair: (hash, first, second) => Math.min(of(hash), of(first) + of(second)),
    note: (hashes) => {
      texts++
      for (const hash of hashes) {
        const at = hash & (BUCKETS - 1)
        if ((counts[at] ?? 0) < 0xffff) counts[at] = (counts[at] ?? 0) + 1
      }
    },
  }
}

function readBackground(): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  let count = 0
  for (const word of BACKGROUND.trim().split(/\s+/)) {
    if (word.endsWith(':')) count = Number(word.slice(0, -1))
    else counts.set(hash32(word) | 0, count)
  }
  return counts
}
