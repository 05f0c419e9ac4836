import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stemOf } from '../../src/base/stem.ts'
import { isStopWord } from '../../src/base/stop-words.ts'
import { foldWord, tokensOf, wordsOf } from '../../src/base/tokens.ts'

describe('words of a text', () => {
  it.each([
    ['over 23,000 people', ['over', '23000', 'people']],
    ['2,000km (1,250 miles)', ['2000', 'km', '1250', 'miles']],
    ['$1.8 billion', ['1.8', 'billion']],
    ["Ta’ang and Ta'ang", ['taang', 'and', 'taang']],
    ['China’s border', ['china', 'border']],
    ['The U.S. told us', ['the', 'usa', 'told', 'us']],
    ['China-Myanmar', ['china', 'myanmar']],
    ['Nông Rồng', ['nong', 'rong']],
    ['Nov. 3-5', ['nov', '3', '5']],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('are cut in scripts without spaces', () => {
    expect(wordsOf('老街发生战斗').length).toBeGreaterThan(1)
    expect(wordsOf('မြန်မာနိုင်ငံ').join('')).toBe('မြန်မာနိုင်ငံ')
  })

  it('stand where their offsets say, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0
        for (const { start, end } of tokensOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          last = end
        }
      }),
    )
  })

  it('fold to themselves', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        expect(foldWord(foldWord(text))).toBe(foldWord(text))
      }),
    )
  })
})

describe('stems', () => {
  it.each([
    ['fled', 'flee'],
    ['slain', 'slay'],
    ['children', 'child'],
    ['visited', 'visiting'],
    ['armies', 'army'],
  ])('of %s and %s are one', (a, b) => {
    expect(stemOf(a)).toBe(stemOf(b))
  })

  it('leave numbers and other scripts alone', () => {
    expect(['23000', '1.8', '老街'].map(stemOf)).toEqual(['23000', '1.8', '老街'])
  })
})

describe('stop words', () => {
  it('are those that say nothing of what is told', () => {
    expect(['the', 'who', 'anyone'].every(isStopWord)).toBe(true)
    expect(['border', 'killed', '23000'].some(isStopWord)).toBe(false)
  })
})
