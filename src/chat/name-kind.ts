// What kind of thing words name, by the lexicon's spellings (pure).
import { emptyLexicon, type Lexicon } from '../domain/lexicon.ts'
import type { NameKind } from './carry-over.ts'

export function nameKindOf(lexicon: Lexicon = emptyLexicon): NameKind {
  const kinds = new Map<string, 'person' | 'group' | 'place'>()
  for (const { name, aliases } of lexicon.places) for (const word of [name, ...aliases]) kinds.set(word.toLowerCase(), 'place')
  for (const { name, aliases, kind } of lexicon.names) for (const word of [name, ...aliases]) kinds.set(word.toLowerCase(), kind)
  return (words) => kinds.get(words.toLowerCase()) ?? null
}
