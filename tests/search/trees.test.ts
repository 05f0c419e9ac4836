import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrees, sumOfTrees, writeTrees } from '../../src/search/trees.ts'

describe('trees', () => {
  const trees = readTrees('0>0.5 1>2: 1 2 3 4\n1>-1: 0.25 -0.25')

  it('add what the answers to their questions pick, the first question being the lowest bit', () => {
    expect(sumOfTrees(trees, [0, 0])).toBe(0.75)
    expect(sumOfTrees(trees, [1, 0])).toBe(1.75)
    expect(sumOfTrees(trees, [0, 3])).toBe(2.75)
    expect(sumOfTrees(trees, [1, 3])).toBe(3.75)
    expect(sumOfTrees(trees, [0.5, -1])).toBe(1.25)
  })

  it('are read as they were written', () => {
    const number = fc.integer({ min: -999, max: 999 }).map((value) => value / 100)
    const tree = fc.record({
      splits: fc.array(fc.tuple(fc.nat(20), number), { minLength: 2, maxLength: 2 }),
      adds: fc.array(number, { minLength: 4, maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 5 }), (some) => {
        expect(readTrees(writeTrees(some))).toEqual(some.map(({ splits, adds }) => ({ splits, adds: adds.map((add) => add + 0) })))
      }),
    )
  })
})
