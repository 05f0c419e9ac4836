import { describe, expect, it } from 'vitest'
import { stemOf } from '../../src/base/stem.ts'
import { relatedTo } from '../../src/search/related-words.ts'

const kindOf = (word: string, other: string) => relatedTo(stemOf(word)).get(stemOf(other))

describe('related words', () => {
  it('relate other words for the same thing, both ways', () => {
    for (const [word, other] of [
      ['carry', 'transport'],
      ['shut', 'close'],
    ] as const) {
      expect(kindOf(word, other)).toBe('similar')
      expect(kindOf(other, word)).toBe('similar')
    }
  })

  it('keep the closer tie where both tables have the pair', () => {
    expect(kindOf('decide', 'decision')).toBe('derived')
  })

  it('relate no word to itself, and few to any', () => {
    for (const word of ['take', 'person', 'make', 'border', 'kill']) {
      const stem = stemOf(word)
      expect(relatedTo(stem).has(stem)).toBe(false)
      expect(relatedTo(stem).size).toBeLessThan(60)
    }
  })
})
