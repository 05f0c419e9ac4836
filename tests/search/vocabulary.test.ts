import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stemOf } from '../../src/base/stem.ts'
import { editsBetween, Vocabulary } from '../../src/search/vocabulary.ts'

describe('slips of the pen', () => {
  it.each([
    ['myanmar', 'myannmar', 1],
    ['border', 'brodre', 2],
    ['flee', 'flee', 0],
    ['abcd', 'badc', 2],
  ])('%s and %s are %i apart', (a, b, edits) => {
    expect(editsBetween(a, b, 3)).toBe(edits)
  })

  it('are counted the same both ways, and never past the limit by much', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editsBetween(a, b, 20)).toBe(editsBetween(b, a, 20))
        expect(editsBetween(a, b, 1)).toBeLessThanOrEqual(Math.max(2, editsBetween(a, b, 20)))
      }),
    )
  })

  it('find the word that was meant, not one that is merely short', () => {
    const words = new Vocabulary()
    for (const word of ['myanmar', 'laos', 'refugees']) words.ofWord(word)
    const meant = (word: string) => words.near(word, stemOf(word)).map(({ term }) => term)
    expect(meant('myannmar')).toEqual(['myanmar'])
    expect(meant('ymanmar')).toEqual(['myanmar'])
    expect(meant('refugess')).toEqual(['refuge'])
    expect(meant('loas')).toEqual(['lao'])
    expect(meant('lso')).toEqual([])
    expect(meant('yanmar')).toEqual([])
  })
})
