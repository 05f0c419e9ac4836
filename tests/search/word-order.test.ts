// The order of a question's words in a sentence is told as the textbook does it, whatever was asked before.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder, neighboursKept } from '../../src/search/word-order.ts'

const word = fc.nat({ max: 6 })

/** Weight of the heaviest common subsequence, by trying all ends. */
function heaviest(question: readonly number[], weights: readonly number[], sentence: readonly number[]): number {
  const [last, end] = [question.at(-1), sentence.at(-1)]
  if (last === undefined || end === undefined) return 0
  const [fewer, shorter] = [question.slice(0, -1), sentence.slice(0, -1)]
  const without = Math.max(heaviest(fewer, weights, sentence), heaviest(question, weights, shorter))
  return last === end ? Math.max(without, heaviest(fewer, weights, shorter) + (weights[fewer.length] ?? 0)) : without
}

it('the words that keep their order are the heaviest common subsequence', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, fc.nat({ max: 4 })), { maxLength: 5 }), fc.array(word, { maxLength: 7 }), (asked, sentence) => {
      const [question, weights] = [asked.map(([term]) => term), asked.map(([, weight]) => weight)]
      const all = weights.reduce((sum, weight) => sum + weight, 0)
      const wanted = all === 0 ? 0 : heaviest(question, weights, sentence) / all
      expect(inOrder(Int32Array.from(question), weights, sentence)).toBeCloseTo(wanted, 12)
    }),
    { numRuns: 200 },
  )
})

it('a sentence of a thousand words leaves nothing behind for the next', () => {
  const long = Array.from({ length: 1_000 }, (_, i) => i % 7)
  expect(inOrder(Int32Array.of(1, 2), [1, 1], long)).toBe(1)
  expect(inOrder(Int32Array.of(1, 2), [1, 1], [2, 1])).toBe(0.5)
})

it('a word that no article has is next to nothing', () => {
  expect(neighboursKept(Int32Array.of(-1, -1), [1, 1], [3, 4])).toBe(0)
})
