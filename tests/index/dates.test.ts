import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesIn } from '../../src/index/dates.ts'

// 6 November 2023 is a Monday.
const resolved = (text: string, published: string | null = '2023-11-06'): string[] =>
  datesIn(text, published).map(({ words, from, to }) => `${words}: ${from === to ? from : `${from}..${to}`}`)

describe('dates', () => {
  it.each<readonly [string, string]>([
    ['on November 6, 2023 at noon', 'November 6, 2023: 2023-11-06'],
    ['27 March 2021', '27 March 2021: 2021-03-27'],
    ['from 3-5 November and', '3-5 November: 2023-11-03..2023-11-05'],
    ['during Nov. 3-5 and', 'Nov. 3-5: 2023-11-03..2023-11-05'],
    ['on Oct. 27 against', 'Oct. 27: 2023-10-27'],
    ['in February 2021 led', 'February 2021: 2021-02-01..2021-02-28'],
    ['proposed in 2014 with', '2014: 2014-01-01..2014-12-31'],
    ['On Friday, two posts', 'Friday: 2023-11-03'],
    ['reported Monday', 'Monday: 2023-11-06'],
    ['will meet on Friday', 'Friday: 2023-11-10'],
    ['over the weekend in', 'over the weekend: 2023-11-04..2023-11-05'],
    ['Last week, an alliance', 'Last week: 2023-10-30..2023-11-05'],
    ['yesterday', 'yesterday: 2023-11-05'],
    ['three days ago', 'three days ago: 2023-11-03'],
    ['last month', 'last month: 2023-10-01..2023-10-31'],
    ['on December 30', 'December 30: 2023-12-30'],
  ])('resolve %j', (text, expected) => {
    expect(resolved(text)).toEqual([expected])
  })

  it('put a month and day without a year next to the article', () => {
    expect(resolved('on December 30', '2024-01-02')).toEqual(['December 30: 2023-12-30'])
  })

  it('leave relative words out, and the year open, when the article has no date', () => {
    expect(resolved('On Friday and during Nov. 3-5, not in 2021', null)).toEqual([
      'Nov. 3-5: --11-03..--11-05',
      '2021: 2021-01-01..2021-12-31',
    ])
  })

  it.each(['31 February 2023', 'March 2,000 people fled', 'he may go', '2,014 people', 'route 2014km'])('find none in %j', (text) => {
    expect(resolved(text)).toEqual([])
  })

  it('keep the words as they stand in the text, whatever the text is', () => {
    const parts = fc.array(
      fc.constantFrom(
        'Nov. ',
        '3-5',
        ' November',
        ' 2023',
        'on Friday',
        ' last week',
        '31 ',
        'February ',
        ', ',
        'x',
        '0000-99-99',
        '2023-02-30',
        ' 9 years ago',
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(parts, (pieces) => {
        const text = pieces.join('')
        for (const { words, start, end, from, to } of datesIn(text, '2023-11-06')) {
          expect(text.slice(start, end)).toBe(words)
          expect(from <= to).toBe(true)
        }
      }),
    )
  })
})
