// When a schedule is due, by local date: gaps, overlaps and dates that a zone never had (pure).
import type { Schedule } from '../domain/subscription.ts'
import { type CronFields, cronFields, isCronDate } from './cron-fields.ts'

/** One time on a local date at which a schedule is due, and the moment that stands for it there. */
export type DueDate = Readonly<{ localDate: string; slot: number; at: Temporal.ZonedDateTime }>

const WEEKLY_SLOT = 0
const MINUTES_A_DAY = 1_440
/** A week holds every weekday; 29 February may be eight years away. */
const DAYS_TO_NEXT = { weekly: 7, cron: 366 * 8 } as const

/**
 * What is due on a local date, in order; nothing when the date is none of its days or was left out by its zone.
 * A time inside a spring gap becomes the gap's end, one that comes twice in autumn its first (Open Cron Pattern Specification, 4.3.1). A cron
 * line whose minutes or hours begin with `*` follows real time instead: nothing inside a gap, both copies of a doubled hour.
 */
export function dueOn(schedule: Schedule, date: Temporal.PlainDate): readonly DueDate[] {
  return dueDatesOf(schedule)(date)
}

/** A schedule read once, for asking about many dates. */
function dueDatesOf(schedule: Schedule): (date: Temporal.PlainDate) => readonly DueDate[] {
  const zone = schedule.timeZone
  // A zone that crossed the date line has no such day: its start lies on the next one.
  const isLeftOut = (date: Temporal.PlainDate) => !date.toZonedDateTime(zone).toPlainDate().equals(date)
  if ('cron' in schedule) {
    const fields = cronFields(schedule.cron)
    if (fields === null) return () => []
    const times = timesOf(fields)
    return (date) => (!isCronDate(fields, date) || isLeftOut(date) ? [] : times.flatMap((time) => cronDue(fields, date, time, zone)))
  }
  const { days, hour, minute } = schedule
  const momentOn = (date: Temporal.PlainDate) => fixedMoment(date.toPlainDateTime({ hour, minute }), zone)
  return (date) =>
    !days.includes(date.dayOfWeek) || isLeftOut(date) ? [] : [{ localDate: date.toString(), slot: WEEKLY_SLOT, at: momentOn(date) }]
}

function fixedMoment(wanted: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const first = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (first.toPlainDateTime().equals(wanted)) return first
  return first.getTimeZoneTransition('next') ?? wanted.toZonedDateTime(zone, { disambiguation: 'later' })
}

type Time = Readonly<{ hour: number; minute: number }>

function timesOf({ hours, minutes }: CronFields): readonly Time[] {
  return hours.flatMap((hour) => minutes.map((minute) => ({ hour, minute })))
}

function cronDue({ isInterval }: CronFields, date: Temporal.PlainDate, time: Time, zone: string): readonly DueDate[] {
  const wanted = date.toPlainDateTime(time)
  const localDate = date.toString()
  const slot = time.hour * 60 + time.minute
  if (!isInterval) return [{ localDate, slot, at: fixedMoment(wanted, zone) }]
  const first = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (!first.toPlainDateTime().equals(wanted)) return []
  const second = wanted.toZonedDateTime(zone, { disambiguation: 'later' })
  if (first.epochMilliseconds === second.epochMilliseconds) return [{ localDate, slot, at: first }]
  return [
    { localDate, slot, at: first },
    { localDate, slot: slot + MINUTES_A_DAY, at: second },
  ]
}

/** Everything due after one instant and up to another, in order. */
export function dueBetween(schedule: Schedule, after: Temporal.Instant, until: Temporal.Instant): readonly DueDate[] {
  if (Temporal.Instant.compare(after, until) >= 0) return []
  const found: DueDate[] = []
  const dueDates = dueDatesOf(schedule)
  // A gap's end may lie on the day after the date it stands for, hence the day before.
  const from = localDateOf(after, schedule).subtract({ days: 1 })
  // A clock that was set back over midnight has been on the date after.
  const to = localDateOf(until, schedule).add({ days: 1 })
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    for (const due of dueDates(date)) {
      const at = due.at.toInstant()
      if (isAfter(at, after) && !isAfter(at, until)) found.push(due)
    }
  }
  return found.sort(byMoment)
}

/** The next `count` moments after an instant; fewer for a schedule without days. */
export function nextDue(schedule: Schedule, after: Temporal.Instant, count: number): readonly Temporal.ZonedDateTime[] {
  const found: DueDate[] = []
  const dueDates = dueDatesOf(schedule)
  const start = localDateOf(after, schedule).subtract({ days: 1 })
  const within = 'cron' in schedule ? DAYS_TO_NEXT.cron : DAYS_TO_NEXT.weekly
  // The last date found may still be followed, on the next, by an earlier moment of a gap; one more date covers that.
  let beyond = 0
  for (let days = 0; beyond < 2 && days <= within * (count + 1); days++) {
    if (found.length >= count) beyond++
    found.push(...dueDates(start.add({ days })).filter(({ at }) => isAfter(at.toInstant(), after)))
  }
  return found
    .sort(byMoment)
    .slice(0, count)
    .map(({ at }) => at)
}

/** Whether anything will ever be due: a cron line that can be read and names a date that exists. */
export function isDueEver(schedule: Schedule): boolean {
  return nextDue(schedule, Temporal.Instant.fromEpochMilliseconds(0), 1).length > 0
}

function localDateOf(instant: Temporal.Instant, schedule: Schedule): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(schedule.timeZone).toPlainDate()
}

function byMoment(a: DueDate, b: DueDate): number {
  return a.at.epochMilliseconds - b.at.epochMilliseconds || a.slot - b.slot
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
