import { describe, expect, it } from 'vitest'
import { phraseMatcher } from '../../src/base/phrase-matcher.ts'

const found = (phrases: readonly string[], text: string) =>
  phraseMatcher(phrases.map((phrase) => [phrase.split(' '), phrase] as const))
    .matches(text.split(' '))
    .map(({ values, from, to }) => `${values.join('+')} ${from}-${to}`)

describe('a phrase matcher', () => {
  it('takes the longest phrase at each word, and goes on behind it', () => {
    expect(found(['new york', 'new york times', 'york'], 'the new york times of york')).toEqual(['new york times 1-4', 'york 5-6'])
  })

  it('falls back to a shorter phrase when the longer breaks off', () => {
    expect(found(['a', 'a b c'], 'a b d')).toEqual(['a 0-1'])
  })

  it('gives every value that shares a phrase, and nothing for an empty one', () => {
    const matcher = phraseMatcher([
      [['sella'], 1],
      [['sella'], 2],
      [[], 3],
    ])
    expect(matcher.matches(['sella'])).toEqual([{ values: [1, 2], from: 0, to: 1 }])
    expect(matcher.matches([])).toEqual([])
  })
})
