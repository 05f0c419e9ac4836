// What the index holds of every article in pages of numbers comes out as it went in.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FACT_KINDS, FACT_NATURES } from '../../src/index/fact.ts'
import { createFactTable } from '../../src/index/fact-table.ts'
import { createPrintTable } from '../../src/index/print-table.ts'

const hash = fc.nat({ max: 0xffffffff })
const bound = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.constantFrom(-0, 0, Number.POSITIVE_INFINITY, 2 ** 31, -(2 ** 31) - 1))
const fact = fc.record({
  kind: fc.constantFrom(...FACT_KINDS),
  nature: fc.constantFrom(...FACT_NATURES),
  subject: hash,
  passage: fc.nat({ max: 5_000 }),
  start: fc.nat({ max: 1e6 }),
  end: fc.nat({ max: 1e6 }),
  low: bound,
  high: bound,
  who: hash,
  speaker: hash,
  where: fc.array(hash, { maxLength: 3 }),
  about: fc.array(hash, { maxLength: 10 }),
})

it('facts come out as they went in, of articles with none and of articles with hundreds', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fact, { maxLength: 12 }), { maxLength: 12 }), (articles) => {
      const table = createFactTable()
      const long = articles.flat()
      const all = [...articles, ...Array.from({ length: 40 }, () => [...long, ...long])]
      all.forEach((facts, slot) => {
        table.add(slot, facts)
      })
      for (const [slot, facts] of all.entries()) expect(table.of(slot)).toEqual(facts)
      expect(table.of(all.length)).toEqual([])
    }),
    { numRuns: 40 },
  )
})

it('facts of some passages come out alone, in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fact, { maxLength: 12 }), { maxLength: 6 }), fc.array(fc.nat({ max: 20 })), (articles, wanted) => {
      const table = createFactTable()
      const few = articles.map((facts) => facts.map((one) => ({ ...one, passage: one.passage % 20 })))
      few.forEach((facts, slot) => {
        table.add(slot, facts)
      })
      const passages = new Set(wanted)
      for (const [slot, facts] of few.entries())
        expect(table.of(slot, passages)).toEqual(facts.filter(({ passage }) => passages.has(passage)))
    }),
    { numRuns: 100 },
  )
})

it('vectors and samples come out as they went in, also past the end of a page', () => {
  const print = fc.array(hash, { maxLength: 160 }).map((hashes) => ({
    vector: { hashes: Uint32Array.from(hashes), coded: Uint16Array.from(hashes, (value) => value & 0xffff) },
    sketch: Uint32Array.from(hashes.slice(0, 64)),
  }))
  fc.assert(
    fc.property(fc.array(print, { minLength: 1, maxLength: 6 }), (some) => {
      const table = createPrintTable()
      const all = Array.from({ length: 300 }, () => some).flat()
      all.forEach((one, slot) => {
        table.add(slot, one)
      })
      for (const [slot, { vector, sketch }] of all.entries()) {
        expect([...table.vector(slot).hashes]).toEqual([...vector.hashes])
        expect([...table.vector(slot).coded]).toEqual([...vector.coded])
        expect([...table.sketch(slot)]).toEqual([...sketch])
      }
      expect(table.vector(all.length).hashes).toHaveLength(0)
    }),
    { numRuns: 10 },
  )
})
