// Chooses the passages that sum up an article or a story: central, early, and not saying the same twice (pure).
import type { AnnotatedPassage } from '../domain/passage.ts'
import { isFit } from './minting.ts'
import { type Word, wordsOf } from './words.ts'

const SHORTEST = 40 // characters; less says too little to stand alone
const LONGEST = 420
const REDUNDANCY = 0.7

/** Maximal marginal relevance over centrality and position; the result is in the article's order. `wordsIn`: when its words are at hand already. */
export function summarize(passages: readonly AnnotatedPassage[], limit: number, wordsIn = readWords): AnnotatedPassage[] {
  const open = passages.filter(
    (passage) => passage.role === 'sentence' && passage.text.length >= SHORTEST && passage.text.length <= LONGEST,
  )
  const words = open.map((passage) => contentOf(wordsIn(passage)))
  const centroid = new Map<number, number>()
  for (const own of words) for (const word of own) centroid.set(word, (centroid.get(word) ?? 0) + 1)
  let norm = 0
  for (const count of centroid.values()) norm += count * count
  const value = open.map((passage, at) => relevance(words[at] ?? new Set(), centroid, norm) + 1 / (2 + passage.ordinal))
  const chosen: number[] = []
  const unfit: number[] = []
  while (chosen.length < limit && chosen.length + unfit.length < open.length) {
    let best = -1
    let bestScore = Number.NEGATIVE_INFINITY
    for (let at = 0; at < open.length; at++) {
      if (chosen.includes(at) || unfit.includes(at)) continue
      const repeat = Math.max(0, ...chosen.map((other) => cosine(words[at] ?? new Set(), words[other] ?? new Set())))
      const score = (value[at] ?? 0) - REDUNDANCY * repeat
      if (score > bestScore) [best, bestScore] = [at, score]
    }
    const picked = open[best]
    if (picked !== undefined && isFit(picked)) chosen.push(best)
    else unfit.push(best)
  }
  return chosen.sort((a, b) => a - b).flatMap((at) => open[at] ?? [])
}

function readWords(passage: AnnotatedPassage): readonly Word[] {
  return wordsOf(passage.text)
}

function contentOf(words: readonly Word[]): Set<number> {
  const hashes = new Set<number>()
  for (const word of words) if (!word.stop) hashes.add(word.hash)
  return hashes
}

/** `norm`: the centroid's length, squared. */
function relevance(words: ReadonlySet<number>, centroid: ReadonlyMap<number, number>, norm: number): number {
  let sum = 0
  for (const word of words) sum += centroid.get(word) ?? 0
  return sum / (Math.sqrt(norm * words.size) || 1)
}

function cosine(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  return shared / (Math.sqrt(a.size * b.size) || 1)
}
