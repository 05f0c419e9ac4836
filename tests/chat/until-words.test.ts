import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUntil, untilIn } from '../../src/chat/until-words.ts'

// A Thursday, 10:15 in the morning.
const NOW = Temporal.ZonedDateTime.from('2026-11-19T10:15[Asia/Yangon]')
const until = (words: string, now = NOW) => readUntil({ kind: 'until', words }, now)?.toPlainDateTime().toString() ?? null
const lasting = (words: string, now = NOW) => readUntil({ kind: 'for', words }, now)?.toPlainDateTime().toString() ?? null

describe('until when', () => {
  it.each([
    ['Monday', '2026-11-23T00:00:00'],
    ['next Mon', '2026-11-23T00:00:00'],
    ['Thursday', '2026-11-26T00:00:00'],
    ['on Friday.', '2026-11-20T00:00:00'],
    ['tomorrow', '2026-11-20T00:00:00'],
    ['tomorrow at 9am', '2026-11-20T09:00:00'],
    ['the day after tomorrow', '2026-11-21T00:00:00'],
    ['Monday 08:30', '2026-11-23T08:30:00'],
    ['Monday, 9 am', '2026-11-23T09:00:00'],
    ['17:00', '2026-11-19T17:00:00'],
    ['9am', '2026-11-20T09:00:00'],
    ['noon', '2026-11-19T12:00:00'],
    ['next week', '2026-11-23T00:00:00'],
    ['the end of the month', '2026-12-01T00:00:00'],
    ['1 December', '2026-12-01T00:00:00'],
    ['Dec 1st, 2027', '2027-12-01T00:00:00'],
    ['the 1st of March', '2027-03-01T00:00:00'],
    ['March', '2027-03-01T00:00:00'],
    ['19 November', '2027-11-19T00:00:00'],
    ['2026-12-24', '2026-12-24T00:00:00'],
    ['2026-12-24 18:00', '2026-12-24T18:00:00'],
    ['29 February 2027', null],
    ['31 November', null],
    ['mon-fri', null],
    ['weekdays', null],
    ['whenever', null],
    ['the ceasefire holds', null],
    ['25:00', null],
    ['', null],
  ])('“%s” on a Thursday is %s', (words, moment) => {
    expect(until(words)).toBe(moment)
  })

  it.each([
    ['a week', '2026-11-26T10:15:00'],
    ['3 days', '2026-11-22T10:15:00'],
    ['the next two weeks', '2026-12-03T10:15:00'],
    ['a fortnight', '2026-12-03T10:15:00'],
    ['a couple of days', '2026-11-21T10:15:00'],
    ['an hour', '2026-11-19T11:15:00'],
    ['a month', '2026-12-19T10:15:00'],
    ['today', '2026-11-20T00:00:00'],
    ['0 days', null],
    ['ever', null],
    ['refugees', null],
    ['many days', null],
  ])('“for %s” is %s', (words, moment) => {
    expect(lasting(words)).toBe(moment)
  })

  it('is a time of the place, also over a change of its clocks', () => {
    const before = Temporal.ZonedDateTime.from('2026-10-23T08:00[Europe/Berlin]')
    expect(readUntil({ kind: 'for', words: 'a week' }, before)?.toString()).toBe('2026-10-30T08:00:00+01:00[Europe/Berlin]')
    // A day that began an hour late.
    const spring = Temporal.ZonedDateTime.from('2026-09-04T12:00[America/Santiago]')
    expect(readUntil({ kind: 'until', words: 'Sunday' }, spring)?.toString()).toBe('2026-09-06T01:00:00-03:00[America/Santiago]')
  })

  it('is never past for words that name no year, whatever the day and the place', () => {
    const words = ['Monday', 'Sunday', 'tomorrow', 'next week', 'next month', '1 January', 'December', '9am', '23:30', 'midnight']
    const zones = ['Asia/Yangon', 'America/Santiago', 'Pacific/Apia', 'Europe/London', 'UTC']
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000_000 }),
        fc.constantFrom(...words),
        fc.constantFrom(...zones),
        (ms, said, zone) => {
          const now = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
          const moment = readUntil({ kind: 'until', words: said }, now)
          expect(moment !== null && Temporal.ZonedDateTime.compare(moment, now) > 0).toBe(true)
        },
      ),
    )
  })

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (said) => {
        const { until: found } = untilIn(`pause ${said} until ${said}`)
        if (found !== null) readUntil(found, NOW)
      }),
    )
  })
})
