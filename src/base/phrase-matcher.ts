// Finds many phrases in a text at once, longest first, by walking a trie of words (pure).

export type PhraseMatch<T> = Readonly<{
  values: readonly T[] /** first word of the match */
  from: number /** one past its last word */
  to: number
}>

type Branch<T> = { readonly next: Map<string, Branch<T>>; values: T[] }

export type PhraseMatcher<T> = {
  /** The longest phrase that begins at each word; matches do not overlap. `words` must be folded as the phrases were. */
  readonly matches: (words: readonly string[]) => readonly PhraseMatch<T>[]
}

/** Builds a matcher. Phrases are lists of folded words; several values may share one phrase. */
export function phraseMatcher<T>(phrases: Iterable<readonly [words: readonly string[], value: T]>): PhraseMatcher<T> {
  const root: Branch<T> = { next: new Map(), values: [] }
  for (const [words, value] of phrases) if (words.length > 0) plant(root, words, value)
  return { matches: (words) => walk(root, words) }
}

function plant<T>(root: Branch<T>, words: readonly string[], value: T): void {
  let branch = root
  for (const word of words) {
    const known = branch.next.get(word)
    const grown: Branch<T> = known ?? { next: new Map(), values: [] }
    if (known === undefined) branch.next.set(word, grown)
    branch = grown
  }
  branch.values.push(value)
}

function walk<T>(root: Branch<T>, words: readonly string[]): PhraseMatch<T>[] {
  const found: PhraseMatch<T>[] = []
  for (let from = 0; from < words.length; ) {
    const match = longestAt(root, words, from)
    if (match === null) {
      from++
      continue
    }
    found.push(match)
    from = match.to
  }
  return found
}

function longestAt<T>(root: Branch<T>, words: readonly string[], from: number): PhraseMatch<T> | null {
  let branch: Branch<T> | undefined = root
  let best: PhraseMatch<T> | null = null
  for (let at = from; at < words.length; at++) {
    branch = branch.next.get(words[at] ?? '')
    if (branch === undefined) break
    if (branch.values.length > 0) best = { values: branch.values, from, to: at + 1 }
  }
  return best
}
