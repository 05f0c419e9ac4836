import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cronFields } from '../../src/digest/cron-fields.ts'
import { dueBetween, isDueEver, nextDue } from '../../src/digest/schedule.ts'

const instant = (iso: string) => Temporal.Instant.from(iso)
const next = (cron: string, timeZone: string, after: string, count = 3) =>
  nextDue({ cron, timeZone }, instant(after), count).map((at) => at.toString({ timeZoneName: 'never' }))

describe('a cron line', () => {
  it.each([
    ['0 8 * * *', ['2026-11-23T08:00:00+00:00', '2026-11-24T08:00:00+00:00']],
    ['0 8 * * 1-5', ['2026-11-23T08:00:00+00:00', '2026-11-24T08:00:00+00:00']],
    ['30 6 * * sun', ['2026-11-29T06:30:00+00:00', '2026-12-06T06:30:00+00:00']],
    ['0 9 * * 0', ['2026-11-29T09:00:00+00:00', '2026-12-06T09:00:00+00:00']],
    ['0 9 * * 7', ['2026-11-29T09:00:00+00:00', '2026-12-06T09:00:00+00:00']],
    ['0 9 1 jan,jul *', ['2027-01-01T09:00:00+00:00', '2027-07-01T09:00:00+00:00']],
    ['0 */6 * * *', ['2026-11-23T00:00:00+00:00', '2026-11-23T06:00:00+00:00']],
    ['15 8-20/6 * * *', ['2026-11-22T20:15:00+00:00', '2026-11-23T08:15:00+00:00']],
    ['0 9 13 * fri', ['2026-11-27T09:00:00+00:00', '2026-12-04T09:00:00+00:00']],
    ['0 0 29 2 *', ['2028-02-29T00:00:00+00:00', '2032-02-29T00:00:00+00:00']],
  ])('%s is due when a cron daemon would run it', (cron, expected) => {
    expect(next(cron, 'UTC', '2026-11-22T20:00:00Z', 2)).toEqual(expected)
  })

  it.each(['', '0 8 * *', '0 8 * * * *', '60 8 * * *', '0 24 * * *', '0 8 0 * *', '0 8 32 * *', '0 8 * 13 *', '0 8 * * 8', '0 8 * * fry'])(
    'cannot be “%s”',
    (cron) => expect(cronFields(cron)).toBeNull(),
  )

  it.each(['5-1 8 * * *', '*/0 8 * * *', '*-5 8 * * *', '1,,2 8 * * *', '-1 8 * * *', '1.5 8 * * *', '@daily', '0 8 * * mon#2'])(
    'cannot be “%s” either',
    (cron) => expect(cronFields(cron)).toBeNull(),
  )

  it('that names no date there is, is never due', () => {
    expect(isDueEver({ cron: '0 8 30 2 *', timeZone: 'UTC' })).toBe(false)
    expect(isDueEver({ cron: '0 8 29 2 *', timeZone: 'UTC' })).toBe(true)
  })

  it('with a fixed time is due once on a day with a gap and once on a day with a doubled hour', () => {
    expect(next('30 2 * * *', 'America/Chicago', '2026-03-07T12:00:00Z', 2)).toEqual([
      '2026-03-08T03:00:00-05:00',
      '2026-03-09T02:30:00-05:00',
    ])
    expect(next('30 1 * * *', 'America/Chicago', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T01:30:00-05:00',
      '2026-11-02T01:30:00-06:00',
    ])
  })

  it('for every hour follows real time: nothing inside a gap, both copies of a doubled hour', () => {
    expect(next('0 * * * *', 'America/Chicago', '2026-03-08T07:00:00Z', 2)).toEqual([
      '2026-03-08T03:00:00-05:00',
      '2026-03-08T04:00:00-05:00',
    ])
    const doubled = dueBetween(
      { cron: '0 * * * *', timeZone: 'America/Chicago' },
      instant('2026-11-01T05:30:00Z'),
      instant('2026-11-01T08:00:00Z'),
    )
    expect(doubled.map(({ at, slot }) => [at.toString({ timeZoneName: 'never' }), slot])).toEqual([
      ['2026-11-01T01:00:00-05:00', 60],
      ['2026-11-01T01:00:00-06:00', 1500],
      ['2026-11-01T02:00:00-06:00', 120],
    ])
  })

  it('is due the same however the time is cut, each date and slot once, in order, in any zone', () => {
    const cron = fc.constantFrom('0 * * * *', '*/20 1-3 * * *', '30 0,2,23 * * *', '15 */2 * * 1-6', '0 8 1,15 * mon')
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
    fc.assert(
      fc.property(cron, zone, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 3000 }), (line, timeZone, day, minutes) => {
        const start = instant('2026-01-01T00:00:00Z').add({ hours: 24 * day })
        const middle = start.add({ minutes })
        const end = start.add({ hours: 60 })
        const schedule = { cron: line, timeZone }
        const key = ({ localDate, slot }: { localDate: string; slot: number }) => `${localDate}/${slot}`
        const whole = dueBetween(schedule, start, end)
        const cut = [...dueBetween(schedule, start, middle), ...dueBetween(schedule, middle, end)]
        expect(cut.map(key)).toEqual(whole.map(key))
        expect(new Set(whole.map(key)).size).toBe(whole.length)
        const moments = whole.map(({ at }) => at.epochMilliseconds)
        expect(moments).toEqual([...moments].sort((a, b) => a - b))
        expect(nextDue(schedule, start, 1).map((at) => at.epochMilliseconds)).toEqual(
          nextDue(schedule, start, 3)
            .slice(0, 1)
            .map((at) => at.epochMilliseconds),
        )
      }),
      { numRuns: 200 },
    )
  })
})
