// Which numbers a correction takes back and which it gives instead.
import { describe, expect, it } from 'vitest'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { isCorrection, numbersPutRight } from '../../src/index/corrections.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { articleOf } from './article-of.ts'

const passagesOf = (text: string) => readArticle(articleOf({ id: 'a', text }), nameBook(emptyLexicon)).annotated.passages
const valuesOf = (text: string) => {
  const { wrong, right } = numbersPutRight(text)
  return [wrong.map(({ value }) => value), right.map(({ value }) => value)]
}

describe('a correction', () => {
  it.each([
    ['Correction: an earlier version said 32 were missing. The correct number is 23.', [32], [23]],
    ['Correction: 104 people died, not 140 as an earlier version of this report said.', [140], []],
    ['Clarification: We earlier reported 16 dead.', [16], []],
    ['Editor’s note: A previous version put it at 6,200. It should have said 2,600.', [6200], [2600]],
    ['Correction: A loaf costs $6, rather than $9.', [9], []],
  ])('takes numbers back: %s', (text, wrong, right) => {
    expect(valuesOf(text)).toEqual([wrong, right])
  })

  it.each([
    'Police said 32 people were missing, not 40.',
    'The paper corrected its view of the mayor after 32 letters.',
    'The earlier report by the ministry counted 32 missing.',
  ])('is not read in what corrects nothing: %s', (text) => {
    expect(isCorrection(text)).toBe(false)
    expect(valuesOf(text)).toEqual([[], []])
  })

  it('is one passage with the number that it gives, which is of what the old one was of', () => {
    const text = 'Correction: an earlier version said 32 people were missing. The correct number is 23. Divers went on.'
    const [passage, next] = passagesOf(text)
    expect(passage?.text).toBe('Correction: an earlier version said 32 people were missing. The correct number is 23.')
    expect(passage?.figures.map(({ measure, low, words, start }) => [measure, low, words, text.slice(start, start + 2)])).toEqual([
      ['missing', 23, '23', '23'],
    ])
    expect(next?.text).toBe('Divers went on.')
  })

  it('guesses at no pair where it takes two numbers back', () => {
    const [passage] = passagesOf(
      'Correction: an earlier version said 32 people were missing and 12 people were killed. The correct number is 23.',
    )
    expect(passage?.figures).toEqual([])
  })
})
