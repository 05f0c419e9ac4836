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

it('sentences looked through are the same, and blank when they have none of the words looked for', () => {
  const small = fc.record({ holds: fc.nat({ max: 0xffff }), terms: fc.array(fc.nat({ max: 300 }), { maxLength: 20 }) })
  fc.assert(
    fc.property(fc.array(small, { maxLength: 20 }), fc.array(fc.nat({ max: 300 }), { maxLength: 40 }), (sentences, sought) => {
      const kept = new Sentences()
      kept.add(0, sentences)
      const marks = new Uint8Array(301)
      for (const term of sought) marks[term] = 1
      const looked = kept.look(0, marks)
      expect(looked.map(({ holds, terms }) => ({ holds, terms }))).toEqual(sentences)
      expect(looked.map(({ blank }) => blank)).toEqual(sentences.map(({ terms }) => !terms.some((term) => sought.includes(term))))
    }),
    { numRuns: 100 },
  )
})
