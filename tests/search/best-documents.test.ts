import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { B, bestDocuments, K1 } from '../../src/search/best-documents.ts'
import { Postings } from '../../src/search/postings.ts'

const collection = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 400 })
const query = fc.uniqueArray(fc.record({ term: fc.integer({ min: 0, max: 9 }), weight: fc.integer({ min: 1, max: 50 }) }), {
  selector: ({ term }) => term,
  minLength: 1,
  maxLength: 5,
})

/** Documents of term numbers, as postings, and what BM25 gives each for a query. */
function built(documents: readonly (readonly number[])[], terms: readonly Readonly<{ term: number; weight: number }>[]) {
  const postings = new Postings()
  const average = documents.reduce((sum, words) => sum + words.length, 0) / documents.length
  const normOf = (length: number) => K1 * (1 - B + (B * length) / average)
  for (const [at, words] of documents.entries()) {
    for (const term of new Set(words)) postings.add(term, at, words.filter((word) => word === term).length, words.length)
  }
  const cursors = terms.map(({ term, weight }) => postings.cursor(term, weight, (tf, length) => tf / (tf + normOf(length))))
  const scores = documents.map((words) =>
    terms.reduce((sum, { term, weight }) => {
      const tf = words.filter((word) => word === term).length
      return tf === 0 ? sum : sum + (weight * tf) / (tf + normOf(words.length))
    }, 0),
  )
  return { cursors, scores, norm: (at: number) => normOf(documents[at]?.length ?? 0) }
}

describe('the best documents', () => {
  it('are as good as those found by scoring every document', () => {
    fc.assert(
      fc.property(collection, query, fc.integer({ min: 1, max: 20 }), (documents, terms, limit) => {
        const { cursors, scores, norm } = built(documents, terms)
        const got = bestDocuments({ cursors, limit, norm, accepts: () => true }).map(({ score }) => score)
        const wanted = scores
          .filter((score) => score > 0)
          .sort((a, b) => b - a)
          .slice(0, limit)
        expect(got.length).toBe(wanted.length)
        for (const [at, score] of got.entries()) expect(score).toBeCloseTo(wanted[at] ?? 0, 9)
      }),
      { numRuns: 150 },
    )
  })

  it('never hold one that is not accepted', () => {
    fc.assert(
      fc.property(collection, query, (documents, terms) => {
        const { cursors, norm } = built(documents, terms)
        const found = bestDocuments({ cursors, limit: 10, norm, accepts: (at) => at % 2 === 0 })
        expect(found.every(({ document }) => document % 2 === 0)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
