import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  packNumbers,
  packPassages,
  pickPassages,
  unpackNumbers,
  unpackPassages,
} from '../../../../src/adapters/stores/sqlite/packed-record.ts'
import type { AnnotatedPassage } from '../../../../src/domain/passage.ts'

const OF = { articleId: 'a', version: 3 }
const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const maybe = fc.option(text)
const place = fc.nat({ max: 100_000 })
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0))

const passage = fc.record({
  articleId: fc.constant(OF.articleId),
  version: fc.constant(OF.version),
  start: place,
  end: place,
  text,
  role: fc.constantFrom('sentence', 'heading'),
  ordinal: fc.nat({ max: 30 }),
  names: fc.array(fc.record({ key: text, text, kind: fc.constantFrom('person', 'group', 'place', 'other'), start: place, end: place }), {
    maxLength: 3,
  }),
  dates: fc.array(
    fc.record({ words: text, from: text, to: text, precision: fc.constantFrom('day', 'month', 'year'), start: place, end: place }),
    { maxLength: 2 },
  ),
  figures: fc.array(
    fc.record({
      ...{ low: number, high: number, words: text, unit: maybe, currency: maybe, measure: text, counted: maybe, hedge: maybe },
      ...{ qualifier: fc.constantFrom('exact', 'vague'), speaker: maybe, asOf: maybe, scope: fc.array(text, { maxLength: 2 }) },
      ...{ start: place, end: place },
    }),
    { maxLength: 2 },
  ),
  speaker: maybe,
  hedge: maybe,
  polarity: fc.constantFrom('states', 'denies', 'unclear'),
}) as fc.Arbitrary<AnnotatedPassage>

it('passages come out of their bytes as they went in, all of them or some', () => {
  fc.assert(
    fc.property(fc.array(passage, { maxLength: 8 }), fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 4 }), (passages, places) => {
      const bytes = packPassages(passages)
      expect(unpackPassages(bytes, OF)).toEqual(passages)
      const there = new Map(places.flatMap((at) => (passages[at] === undefined ? [] : [[at, passages[at]] as const])))
      expect(pickPassages(bytes, places, OF)).toEqual(there)
    }),
    { numRuns: 200 },
  )
})

it('passages that were stored as JSON are read as well', () => {
  const passages = fc.sample(passage, { numRuns: 5, seed: 7 })
  const bytes = new TextEncoder().encode(JSON.stringify({ ...OF, passages }))
  expect(unpackPassages(bytes, OF)).toEqual(passages)
  expect(pickPassages(bytes, [2, 9], OF)).toEqual(new Map([[2, passages[2]]]))
})

it('numbers come out of their bytes as they went in, whole or not', () => {
  const any = fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.constantFrom(0xffff_ffff, 0xffff_fffe, -0, Infinity, 2 ** 53))
  fc.assert(
    fc.property(fc.array(any), (values) => {
      expect(unpackNumbers(packNumbers(values))).toEqual(values)
    }),
  )
})
