import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Sentences } from '../../src/search/sentences.ts'

const sentence = fc.record({ holds: fc.nat({ max: 0xffff }), terms: fc.array(fc.nat({ max: 0x7fffffff }), { maxLength: 60 }) })

it('sentences come out as they went in, whatever their size', () => {
  fc.assert(
    fc.property(fc.array(fc.array(sentence, { maxLength: 20 }), { maxLength: 30 }), (documents) => {
      const kept = new Sentences()
      for (const [at, sentences] of documents.entries()) kept.add(at, sentences)
      for (const [at, sentences] of documents.entries()) expect(kept.at(at)).toEqual(sentences)
    }),
    { numRuns: 60 },
  )
})
