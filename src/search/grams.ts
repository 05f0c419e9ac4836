// Likeness of words by the letters they share: finds kin words that no stem or table relates (pure).

/** How often each 4-gram occurs, by hash, and the length of that vector. */
export type Grams = Readonly<{ counts: ReadonlyMap<number, number>; norm: number }>

const SIZE = 4
const SPACE = 32

/** The 4-grams of folded words, each word padded with a space. */
export function gramsOf(words: readonly string[]): Grams {
  const counts = new Map<number, number>()
  for (const word of words) {
    for (let i = -1; i + SIZE <= word.length + 1 || i === -1; i += 1) {
      const gram = hashAt(word, i)
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
  }
  let squares = 0
  for (const count of counts.values()) squares += count * count
  return { counts, norm: Math.sqrt(squares) }
}

/** Four characters from `start` on, as one number; beyond the word there are spaces. */
function hashAt(word: string, start: number): number {
  let hash = 0
  for (let i = start; i < start + SIZE; i += 1)
    hash = (Math.imul(hash, 0x01000193) + (i < 0 || i >= word.length ? SPACE : word.charCodeAt(i))) | 0
  return hash
}

/** Cosine, 0..1. */
export function likeness(a: Grams, b: Grams): number {
  if (a.norm === 0 || b.norm === 0) return 0
  let dot = 0
  for (const [gram, count] of a.counts) dot += count * (b.counts.get(gram) ?? 0)
  return dot / (a.norm * b.norm)
}

const SAME_START = 3 // letters

/** How alike two words are that begin with the same three letters: twice the common beginning over both lengths, 0 when under a half. */
export function kinship(a: string, b: string): number {
  if (a.length <= SAME_START || b.length <= SAME_START) return 0
  let same = 0
  const most = Math.min(a.length, b.length)
  while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same += 1
  const share = (2 * same) / (a.length + b.length)
  return same >= SAME_START && share >= 0.5 ? 0.9 * share : 0
}
