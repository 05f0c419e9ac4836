// An article as families and stories see it: its telling words, weighted (pure).
import type { Reading } from './annotate.ts'
import { hash32, isStopWord, stem } from './words.ts'

export type Profile = Readonly<{
  /** hash of a content word's stem → its weight: 1 plain, 2 number, 4 capitalised */
  words: ReadonlyMap<number, number>
  /** passages that deny something */
  denials: number
}>

export function profileOf(reading: Reading): Profile {
  const words = new Map<number, number>()
  for (const word of reading.words) {
    if (isStopWord(word.folded)) continue
    const number = /^\d/.test(word.text)
    const weight = number ? 2 : /^\p{Lu}/u.test(word.text) ? 4 : 1
    const hash = hash32(number ? word.folded : stem(word.folded))
    words.set(hash, Math.max(words.get(hash) ?? 0, weight))
  }
  return { words, denials: reading.annotated.passages.filter((passage) => passage.polarity === 'denies').length }
}
