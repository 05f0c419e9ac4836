import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSince } from '../../src/brief/read-since.ts'

const WEDNESDAY = Temporal.Instant.from('2024-03-13T10:00:00Z')

describe('since when', () => {
  it.each([
    ['2024-03-01', '2024-03-01'],
    ['2024-02', '2024-02-01'],
    ['2024-03-01T08:00:00Z', '2024-03-01'],
    ['today', '2024-03-13'],
    ['yesterday', '2024-03-12'],
    ['Monday', '2024-03-11'],
    ['since Monday', '2024-03-11'],
    ['wed', '2024-03-13'],
    ['last Wednesday', '2024-03-06'],
    ['Thursday', '2024-03-07'],
    ['3 days', '2024-03-10'],
    ['3d', '2024-03-10'],
    ['the last 3 days', '2024-03-10'],
    ['two weeks ago', '2024-02-28'],
    ['a month', '2024-02-13'],
    ['last week', '2024-03-06'],
    ['this week', '2024-03-11'],
    ['the weekend', '2024-03-09'],
    ['24 hours', '2024-03-12'],
    ['Nov 6', '2023-11-06'],
    ['6 November 2022', '2022-11-06'],
    ['March 1st', '2024-03-01'],
  ])('%j is %s', (words, date) => {
    expect(readSince(words, WEDNESDAY)).toBe(date)
  })

  it.each(['', 'soon', 'the coup', '2024-02-30', '31 February', 'mo', 'banana days', '99999 days x'])('%j is no date', (words) => {
    expect(readSince(words, WEDNESDAY)).toBeNull()
  })

  it('is a date or nothing, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (words) => {
        expect(readSince(words, WEDNESDAY) ?? '2024-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
      }),
    )
  })
})
