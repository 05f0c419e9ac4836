import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChains } from '../../src/base/chains.ts'

describe('chains', () => {
  it('give the values under a key newest first, up to the limit, and stop when told', () => {
    const chains = createChains()
    for (const value of [1, 2, 3, 4]) chains.add(7, value)
    chains.add(8, 9)
    const walked = (limit: number, last?: number): number[] => {
      const values: number[] = []
      chains.walk(7, limit, (value) => {
        values.push(value)
        return value !== last
      })
      return values
    }
    expect(walked(10)).toEqual([4, 3, 2, 1])
    expect(walked(2)).toEqual([4, 3])
    expect(walked(10, 3)).toEqual([4, 3])
    expect(chains.size()).toBe(5)
  })

  it('hold any number of lists under any 32-bit keys, as a map of lists would', () => {
    const entry = fc.tuple(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.nat({ max: 0xffffffff })), fc.nat({ max: 1_000_000 }))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6000, size: 'max' }), (entries) => {
        const chains = createChains()
        const lists = new Map<number, number[]>()
        for (const [key, value] of entries) {
          chains.add(key, value)
          lists.set(key, [value, ...(lists.get(key) ?? [])])
        }
        for (const [key, list] of lists) {
          const values: number[] = []
          chains.walk(key, Number.MAX_SAFE_INTEGER, (value) => void values.push(value))
          expect(values).toEqual(list)
        }
      }),
      { numRuns: 10 },
    )
  })
})
