// The lexicon's spellings, found in a question (pure).
import { wordsOf } from '../base/tokens.ts'
import type { Lexicon } from '../domain/lexicon.ts'

/** A stretch of the question's words that names something, and the other ways to write it. */
export type AliasMatch = Readonly<{ from: number; to: number; key: string; others: readonly (readonly string[])[] }>

type Spelling = Readonly<{ key: string; words: readonly string[]; all: readonly (readonly string[])[] }>

export type Aliases = Readonly<{ find: (words: readonly string[]) => readonly AliasMatch[] }>

/** Reads the lexicon once. */
export function aliasesOf(lexicon: Lexicon): Aliases {
  const byFirst = new Map<string, Spelling[]>()
  for (const entry of [...lexicon.places, ...lexicon.names]) {
    const all = [entry.name, ...entry.aliases].map(wordsOf).filter((words) => words.length > 0)
    for (const words of all) {
      const first = words[0] ?? ''
      byFirst.set(first, [...(byFirst.get(first) ?? []), { key: entry.key, words, all }])
    }
  }
  for (const spellings of byFirst.values()) spellings.sort((a, b) => b.words.length - a.words.length)
  return { find: (words) => findIn(words, byFirst) }
}

function findIn(words: readonly string[], byFirst: ReadonlyMap<string, readonly Spelling[]>): AliasMatch[] {
  const found: AliasMatch[] = []
  for (let at = 0; at < words.length; ) {
    const spelling = byFirst.get(words[at] ?? '')?.find(({ words: own }) => own.every((word, i) => words[at + i] === word))
    if (!spelling) {
      at += 1
      continue
    }
    const own = spelling.words.join(' ')
    const others = spelling.all.filter((words) => words.join(' ') !== own)
    found.push({ from: at, to: at + spelling.words.length, key: spelling.key, others })
    at += spelling.words.length
  }
  return found
}
