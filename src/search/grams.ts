// Likeness of two texts by their character 4-grams: finds kin words that no stem or table relates (pure).

export type Grams = Readonly<{ counts: ReadonlyMap<string, number>; norm: number }>

const SIZE = 4

/** The 4-grams of folded words, each word padded with a space. */
export function gramsOf(words: readonly string[]): Grams {
  const counts = new Map<string, number>()
  for (const word of words) {
    const padded = ` ${word} `
    if (padded.length <= SIZE) counts.set(padded, (counts.get(padded) ?? 0) + 1)
    for (let i = 0; i + SIZE <= padded.length; i += 1) {
      const gram = padded.slice(i, i + SIZE)
      counts.set(gram, (counts.get(gram) ?? 0) + 1)
    }
  }
  let squares = 0
  for (const count of counts.values()) squares += count * count
  return { counts, norm: Math.sqrt(squares) }
}

/** Cosine, 0..1. */
export function likeness(a: Grams, b: Grams): number {
  if (a.norm === 0 || b.norm === 0) return 0
  let dot = 0
  for (const [gram, count] of a.counts) dot += count * (b.counts.get(gram) ?? 0)
  return dot / (a.norm * b.norm)
}
