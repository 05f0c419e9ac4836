// What kind of thing words name, and how else it is spelt, by the lexicon (pure).
import { emptyLexicon, type Lexicon } from '../domain/lexicon.ts'
import type { NameKind } from './remark-words.ts'

export type Names = Readonly<{
  kindOf: NameKind
  /** every spelling of what the words name, themselves among them */
  spellings: (words: string) => readonly string[]
}>

export function namesOf(lexicon: Lexicon = emptyLexicon): Names {
  const known = new Map<string, { kind: 'person' | 'group' | 'place'; spellings: readonly string[] }>()
  const learn = (kind: 'person' | 'group' | 'place', spellings: readonly string[]) => {
    for (const word of spellings) if (!known.has(word.toLowerCase())) known.set(word.toLowerCase(), { kind, spellings })
  }
  for (const { name, aliases } of lexicon.places) learn('place', [name, ...aliases])
  for (const { name, aliases, kind } of lexicon.names) learn(kind, [name, ...aliases])
  return {
    kindOf: (words) => known.get(words.toLowerCase())?.kind ?? null,
    spellings: (words) => [words, ...(known.get(words.toLowerCase())?.spellings ?? [])],
  }
}

/** Whether a text mentions one of the spellings as a word of its own. A short all-capital one, such as UN, must be in capitals. */
export function mentions(text: string, spellings: readonly string[]): boolean {
  return spellings.some((spelling) => {
    const literal = spelling.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
    const unspaced = /[\p{Script=Han}\p{Script=Myanmar}\p{Script=Thai}]/u.test(spelling)
    const whole = unspaced ? literal : `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`
    return new RegExp(whole, spelling.length <= 3 && spelling === spelling.toUpperCase() ? 'u' : 'iu').test(text)
  })
}
