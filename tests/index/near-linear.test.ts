// Work on hostile texts grows with their length: counted in steps, because time depends on the machine.
import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { CopyView, SentenceView } from '../../src/index/copy-view.ts'
import { differenceOf } from '../../src/index/families.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { namesIn } from '../../src/index/names.ts'
import { type Word, wordsOf } from '../../src/index/words.ts'

const TWICE = 2.5 // steps for twice the text, of those for the text once; quadratic work takes 4

/** A word that no other number has. */
const word = (n: number): string =>
  `Word${[...n.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}`

function readsOf(text: string): number {
  let reads = 0
  const words = new Proxy<Word[]>(wordsOf(text), {
    get: (target, key, receiver) => {
      reads++
      return Reflect.get(target, key, receiver)
    },
  })
  namesIn(text, words, nameBook(emptyLexicon), null)
  return reads
}

let looks = 0
class CountedSet extends Set<string> {
  override has(value: string): boolean {
    looks++
    return super.has(value)
  }
  override *[Symbol.iterator](): SetIterator<string> {
    for (const value of super.values()) {
      looks++
      yield value
    }
  }
}

function viewOf(sentences: readonly (readonly string[])[]): CopyView {
  const views = sentences.map(
    (words): SentenceView => ({
      words: new CountedSet(words),
      numbers: new Set(),
      names: new Set(),
      dates: [],
      denies: false,
      cutOff: false,
    }),
  )
  return { sentences: views, words: new Map(sentences.flat().map((own) => [own, 1])), anchors: new Set(), runs: new Map() }
}

function looksFor(sentences: number): number {
  const view = (from: number) => viewOf(Array.from({ length: sentences }, (_, at) => [0, 1, 2, 3].map((n) => word(from + 4 * at + n))))
  const [one, other] = [view(0), view(4)]
  looks = 0
  expect(differenceOf(one, other)).toBe(null)
  return looks
}

describe('work on long texts', () => {
  it('reads each word of sentences of one word a few times, however many there are', () => {
    for (const sentence of [
      (n: number) => `${word(n)}. `,
      () => 'Word. ',
      (n: number) => `${word(n)}\n`,
      (n: number) => `he ${word(n % 7)}. `,
    ]) {
      const text = (length: number) => Array.from({ length }, (_, n) => sentence(n)).join('')
      expect(readsOf(text(800)) / readsOf(text(400))).toBeLessThan(TWICE)
    }
  })

  it('compares a sentence of one copy only with those of the other that share a word', () => {
    expect(looksFor(400) / looksFor(200)).toBeLessThan(TWICE)
  })
})
