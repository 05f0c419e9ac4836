// The nearest of a few known words to one that was mistyped (pure).

const MOST_TYPOS = 2

/** The one known word within two typing errors (one for short words, or `most`); null when none is, or when what was typed is too short to tell. */
export function nearest(typed: string, known: readonly string[], most = MOST_TYPOS): string | null {
  const word = typed.toLowerCase()
  if (word.length < 3) return null
  const allowed = Math.min(most, word.length < 5 ? 1 : MOST_TYPOS)
  const ranked = known
    .map((name) => ({ name, distance: typingErrors(word, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
  return ranked[0]?.name ?? null
}

/** Letters added, dropped, changed or swapped with their neighbour (Damerau's distance, optimal string alignment). */
function typingErrors(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_TYPOS) return MOST_TYPOS + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : changed
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = last
    last = row
  }
  return last[b.length] ?? MOST_TYPOS + 1
}
