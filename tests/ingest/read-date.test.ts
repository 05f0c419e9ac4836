// Dates as sources state them: what is said is kept, what is left open stays open.
import { describe, expect, it } from 'vitest'
import { readDate, readPublishedAt } from '../../src/ingest/read-date.ts'

describe('a date of a stated year', () => {
  it.each([
    ['2023-11-06', '2023-11-06'],
    ['2023/11/6', '2023-11-06'],
    ['November 6, 2023', '2023-11-06'],
    ['Nov. 6, 2023', '2023-11-06'],
    ['Monday, November 6, 2023', '2023-11-06'],
    ['Mon, 06 Nov 2023', '2023-11-06'],
    ['6th November 2023', '2023-11-06'],
    ['6 NOV 2023', '2023-11-06'],
    ['06-Nov-2023', '2023-11-06'],
    ['November 6, 2023 at 10:30 am', '2023-11-06'],
    ['10:30, 6 November 2023', '2023-11-06'],
    ['2023年11月6日', '2023-11-06'],
    ['2023年11月06日 星期一', '2023-11-06'],
    ['13/11/2023', '2023-11-13'],
    ['11/13/2023', '2023-11-13'],
    ['05/05/2023', '2023-05-05'],
    ['2024-02-29', '2024-02-29'],
  ])('%j is the day %s', (words, date) => {
    expect(readPublishedAt(words)).toBe(date)
  })

  it.each([
    ['2023-11-06T10:00:00Z', '2023-11-06T10:00:00Z'],
    ['2023-11-06T10:00:00.250+08:00', '2023-11-06T02:00:00Z'],
    ['2023-11-06 10:00 +0630', '2023-11-06T03:30:00Z'],
    ['Mon, 06 Nov 2023 10:00:00 GMT', '2023-11-06T10:00:00Z'],
    ['Mon, 06 Nov 2023 23:00:00 -0500', '2023-11-07T04:00:00Z'],
    ['November 6, 2023 10:31 PM GMT+8', '2023-11-06T14:31:00Z'],
  ])('%j is an instant, because it says its zone', (words, instant) => {
    expect(readPublishedAt(words)).toBe(instant)
  })

  it.each(['2023-11-06T10:00:00', 'November 6, 2023 10:31 AM ET'])('%j stays a day, because no zone can be told for sure', (words) => {
    expect(readPublishedAt(words)).toBe('2023-11-06')
  })

  it.each(['06/11/2023', '2023-02-30', '31 April 2023', '2023-13-01'])('%j is a date that nothing can be made of', (words) => {
    expect(readDate(words)).toEqual({ value: null })
  })

  it.each([
    'Nov 6',
    '6 November',
    'Monday',
    'last week',
    '2023',
    'November 2023',
    '',
    'On November 6, 2023 the town fell',
    '12',
    'May 2, 2023 was a bad day',
  ])('%j is no date of a stated year', (words) => {
    expect(readPublishedAt(words)).toBeNull()
  })
})
