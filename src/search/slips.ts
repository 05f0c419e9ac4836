// What a word that no article has was meant to be, by slips of the pen (pure).
import { irregularForms, stemOf } from '../base/stem.ts'
import type { Alternative, Unit } from './question.ts'
import { relatedTo } from './related-words.ts'
import type { Shard } from './shard.ts'
import { beginsAlike, editsBetween, type Near, slipsIn } from './vocabulary.ts'
import { STRENGTH } from './weights.ts'

/** `stem`: the one word that is nearer than any other; null when there is none. */
export type Meant = Readonly<{ stem: string | null; alternatives: readonly Alternative[] }>

export const NOT_MEANT: Meant = { stem: null, alternatives: [] }

const LONG_WORD = 5
/** Of words as near as each other so many are looked for. */
const MOST_MEANT = 4

/** The words here nearest to a word that is not here; `documentsWith` tells how many articles have a stem. */
export function meantBy(
  { word, stem, alternatives: known }: Unit,
  shards: readonly Shard[],
  documentsWith: (stem: string) => number,
): Meant {
  // A word of English may be meant as it is written.
  const isWord = relatedTo(stem).size > 0
  if (isWord && stem.length < LONG_WORD) return NOT_MEANT
  const near = [...shards.flatMap((shard) => shard.vocabulary.near(word, stem)), ...irregularNear(word)]
  const edits = new Map<string, number>()
  for (const { term, edits: count } of near)
    if (isMeant(stem, term) && documentsWith(term) > 0) edits.set(term, Math.min(count, edits.get(term) ?? count))
  const least = Math.min(...edits.values())
  const nearest = isWord && least > 1 ? [] : [...edits].flatMap(([term, count]) => (count === least ? [term] : []))
  nearest.sort((a, b) => documentsWith(b) - documentsWith(a) || (a < b ? -1 : 1))
  const strength = least <= 1 ? STRENGTH.typo : STRENGTH.twoTypos
  const alternatives = nearest.slice(0, MOST_MEANT).map((term) => ({ stems: [term], strength }))
  const [first] = nearest
  if (first === undefined) return NOT_MEANT
  const isOne = !isWord && nearest.length === 1 && known.length === 1
  const relatives = isOne ? [...relatedTo(first)].map(([other, kind]) => ({ stems: [other], strength: strength * STRENGTH[kind] })) : []
  return { stem: isOne ? first : null, alternatives: [...alternatives, ...relatives] }
}

/** Short words have many neighbours: only letters in another order, or a doubled one, tell what was meant. */
function isMeant(stem: string, term: string): boolean {
  return stem.length >= LONG_WORD || lettersOf(stem) === lettersOf(term)
}

const lettersOf = (word: string): string => [...new Set(word)].sort().join('')

function irregularNear(word: string): Near[] {
  const limit = Math.min(1, slipsIn(word))
  if (limit === 0) return []
  return [...irregularForms()]
    .filter((form) => beginsAlike(form, word) && editsBetween(word, form, limit) <= limit)
    .map((form) => ({ term: stemOf(form), edits: 1 }))
}
