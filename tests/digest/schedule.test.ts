import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueBetween, dueOn, nextDue } from '../../src/digest/schedule.ts'
import type { Schedule, WeeklySchedule } from '../../src/domain/subscription.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const daily = (time: string, timeZone: string, days: readonly number[] = EVERY_DAY): WeeklySchedule => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return { days, hour, minute, timeZone }
}
const on = (schedule: Schedule, date: string) => dueOn(schedule, Temporal.PlainDate.from(date))[0]?.at.toString() ?? null
const instant = (iso: string) => Temporal.Instant.from(iso)

describe('a schedule', () => {
  it.each([
    ['an ordinary day', daily('08:00', 'Asia/Yangon'), '2026-11-22', '2026-11-22T08:00:00+06:30[Asia/Yangon]'],
    [
      'a time inside the spring gap: the gap ends it',
      daily('02:30', 'America/Chicago'),
      '2026-03-08',
      '2026-03-08T03:00:00-05:00[America/Chicago]',
    ],
    [
      'a time that comes twice in autumn: the first',
      daily('01:30', 'America/Chicago'),
      '2026-11-01',
      '2026-11-01T01:30:00-05:00[America/Chicago]',
    ],
    [
      'a gap that ends the day: midnight, for the day it was meant',
      daily('23:30', 'America/Nuuk'),
      '2026-03-28',
      '2026-03-29T00:00:00-01:00[America/Nuuk]',
    ],
    ['a half-hour gap', daily('02:15', 'Australia/Lord_Howe'), '2026-10-04', '2026-10-04T02:30:00+11:00[Australia/Lord_Howe]'],
  ] as const)('is due on %s', (_, schedule, date, expected) => {
    expect(on(schedule, date)).toBe(expected)
  })

  it('has nothing on a date that its zone left out, nor on a day of the week it does not name', () => {
    expect(on(daily('08:00', 'Pacific/Apia'), '2011-12-30')).toBeNull()
    expect(on(daily('08:00', 'Pacific/Apia'), '2011-12-31')).not.toBeNull()
    expect(on(daily('08:00', 'UTC', [1]), '2026-11-22')).toBeNull() // a Sunday
    expect(on(daily('08:00', 'UTC', [7]), '2026-11-22')).not.toBeNull()
  })

  it('is due once for each local date in any zone, whatever its transitions, however the time is cut into ticks', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 2010, max: 2029 }),
        fc.integer({ min: 0, max: 47 }),
        fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 40 }),
        (zone, year, halfHour, minutes) => {
          const schedule = daily(`${Math.floor(halfHour / 2)}:${(halfHour % 2) * 30}`, zone)
          const transition = instant(`${year}-01-01T00:00:00Z`).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
          const start = (transition?.toInstant() ?? instant(`${year}-06-01T00:00:00Z`)).subtract({ hours: 50 })
          const end = start.add({ hours: 100 })
          const whole = dueBetween(schedule, start, end)
          const cut: string[] = []
          let at = start
          for (let i = 0; Temporal.Instant.compare(at, end) < 0; i++) {
            const proposed = at.add({ minutes: minutes[i % minutes.length] ?? 1 })
            const next = Temporal.Instant.compare(proposed, end) < 0 ? proposed : end
            cut.push(...dueBetween(schedule, at, next).map((due) => due.localDate))
            at = next
          }
          expect(cut).toEqual(whole.map((due) => due.localDate))
          expect(new Set(cut).size).toBe(cut.length)
          expect(datesWithin(zone, start, end).filter((date) => !cut.includes(date))).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })

  it('is due on every local date at every zone’s next transition, for every half hour', { timeout: 60_000 }, () => {
    const failures: string[] = []
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const transition = instant('2026-01-01T00:00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      if (!transition || transition.year > 2030) continue
      const date = transition.subtract({ minutes: 1 }).toPlainDate()
      for (let halfHour = 0; halfHour < 48; halfHour += 1) {
        const schedule = daily(`${Math.floor(halfHour / 2)}:${(halfHour % 2) * 30}`, zone)
        for (const days of [-1, 0, 1, 2]) {
          const due = dueOn(schedule, date.add({ days }))[0]?.at
          const wanted = date.add({ days }).toPlainDateTime({ hour: schedule.hour, minute: schedule.minute })
          // As a clock on the wall would have it: that time, or the first moment after it that this zone has.
          if (!due || Temporal.PlainDateTime.compare(due.toPlainDateTime(), wanted) < 0) failures.push(`${zone} ${wanted}`)
          else if (
            !due.toPlainDateTime().equals(wanted) &&
            due.subtract({ nanoseconds: 1 }).toPlainDateTime().toString() > wanted.toString()
          )
            failures.push(`${zone} ${wanted} is not the gap's end`)
        }
      }
    }
    expect(failures).toEqual([])
  })

  it('is due on a date that the clock had begun and was then set back from', () => {
    // Until 2011, Labrador changed its clocks at one minute past midnight: back to the evening before.
    const midnight = daily('00:00', 'America/Goose_Bay')
    const due = (after: string, until: string) => dueBetween(midnight, instant(after), instant(until)).map(({ localDate }) => localDate)
    expect(due('2010-11-07T02:00:00Z', '2010-11-07T03:30:00Z')).toEqual(['2010-11-07'])
    expect(due('2010-11-07T03:30:00Z', '2010-11-08T03:59:00Z')).toEqual([])
  })

  it('tells its next times in local words over a clock change', () => {
    const next = nextDue(daily('02:30', 'America/Chicago'), instant('2026-03-07T08:30:00Z'), 3)
    expect(next.map((at) => at.toPlainDateTime().toString())).toEqual(['2026-03-08T03:00:00', '2026-03-09T02:30:00', '2026-03-10T02:30:00'])
    const weekly = nextDue(daily('08:00', 'Asia/Yangon', [1]), instant('2026-11-22T00:00:00Z'), 3)
    expect(weekly.map((at) => at.toPlainDate().toString())).toEqual(['2026-11-23', '2026-11-30', '2026-12-07'])
  })
})

/** Local dates of which the zone has the whole, between two instants. */
function datesWithin(zone: string, start: Temporal.Instant, end: Temporal.Instant): readonly string[] {
  const dates: string[] = []
  const last = end.toZonedDateTimeISO(zone).toPlainDate()
  for (
    let date = start.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
    Temporal.PlainDate.compare(date, last) < 0;
    date = date.add({ days: 1 })
  ) {
    if (date.toZonedDateTime(zone).toPlainDate().equals(date)) dates.push(date.toString())
  }
  return dates
}
