import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gramsOf, likenessOf } from '../../src/search/grams.ts'

const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '街'), maxLength: 8 }), { maxLength: 25 })

it('likeness is the cosine of how often each gram occurs, whatever was compared before', () => {
  fc.assert(
    fc.property(words, words, (asked, others) => {
      const [a, b] = [gramsOf(asked), gramsOf(others)]
      let dot = 0
      for (const [gram, count] of a.counts) dot += count * (b.counts.get(gram) ?? 0)
      expect(likenessOf(a, others)).toBeCloseTo(a.norm * b.norm === 0 ? 0 : dot / (a.norm * b.norm), 12)
    }),
    { numRuns: 300 },
  )
})

it('a line without an end is compared by its beginning', () => {
  const asked = gramsOf(['bridge'])
  expect(likenessOf(asked, ['bridge', 'x'.repeat(100_000)])).toBeCloseTo(1, 12)
})
