import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTrusted } from '../../src/search/trust.ts'
import { cosine, packVectors, rowsOf, unitOf } from '../../src/search/vectors.ts'
import { constant, random, standIn } from '../fakes/embedders.ts'
import type { Embedder } from '../../src/ports/embedder.ts'

const vector = (length: number) =>
  fc
    .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .map((numbers) => Float32Array.from(numbers))

function cosineOf(a: Float32Array, b: Float32Array): number {
  const dot = a.reduce((sum, number, i) => sum + number * (b[i] ?? 0), 0)
  return dot / Math.hypot(...a) / Math.hypot(...b)
}

describe('vectors as signed bytes', () => {
  it('tell the cosine within a fiftieth, of any two directions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }).chain((length) => fc.tuple(vector(length), vector(length))),
        ([a, b]) => {
          const unit = unitOf(b)
          fc.pre(Math.hypot(...a) > 1e-6 && Math.hypot(...b) > 1e-6 && unit !== null)
          expect(Math.abs(cosine(rowsOf(packVectors([b, a])), 1, unit ?? b) - cosineOf(a, b))).toBeLessThan(0.02)
        },
      ),
    )
  })

  it('take a byte a number, and give 0 for a vector that says nothing', () => {
    const { dimensions, bytes } = packVectors([new Float32Array(3), Float32Array.of(1, 2, 3)])
    expect([dimensions, bytes.length]).toEqual([3, 6])
    expect(cosine(rowsOf({ dimensions, bytes }), 0, Float32Array.of(1, 0, 0))).toBe(0)
    expect(unitOf(new Float32Array(3))).toBeNull()
    expect(unitOf(Float32Array.of(Number.NaN, 1))).toBeNull()
  })
})

describe('an embedding model', () => {
  const sentences = (article: number) =>
    Array.from(
      { length: 5 },
      (_, i) => `Harbour ${article} took in ${i} ships of pier ${article} and town ${article}, said keeper ${article}.`,
    )
  const rowsBy = async (embedder: Embedder, articles: number) =>
    Promise.all(
      Array.from({ length: articles }, async (_, n) => {
        const reply = await embedder.embed({ texts: sentences(n), workspace: 'operator', use: 'passages', deadlineMs: 1 })
        return rowsOf(packVectors(reply.kind === 'vectors' ? reply.vectors : []))
      }),
    )

  it('is trusted when it tells the sentences of one article from those of others', async () => {
    expect(isTrusted(await rowsBy(standIn, 60))).toBe(true)
  })

  it.each([constant, random])('is not trusted when its vectors hang on nothing', async (embedder) => {
    expect(isTrusted(await rowsBy(embedder, 60))).toBe(false)
  })

  it('is not trusted over an article or two, nor over none', async () => {
    for (const articles of [0, 1, 2]) expect(isTrusted(await rowsBy(random, articles))).toBe(false)
  })
})
