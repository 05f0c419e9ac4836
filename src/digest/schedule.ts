// When a schedule is due, by local date: gaps, overlaps and dates that a zone never had (pure).
import type { Schedule } from '../domain/subscription.ts'

/** One local date on which a schedule is due, and the moment that stands for its time there. */
export type DueDate = Readonly<{ localDate: string; at: Temporal.ZonedDateTime }>

/**
 * The moment at which a schedule is due on a local date; null when the date is none of its days or was left out by its zone.
 * A time inside a spring gap becomes the gap's end, one that comes twice in autumn its first (Open Cron Pattern Specification, 4.3.1).
 */
export function dueOn(schedule: Schedule, date: Temporal.PlainDate): Temporal.ZonedDateTime | null {
  if (!schedule.days.includes(date.dayOfWeek)) return null
  const zone = schedule.timeZone
  // A zone that crossed the date line has no such day: its start lies on the next one.
  if (!date.toZonedDateTime(zone).toPlainDate().equals(date)) return null
  const wanted = date.toPlainDateTime({ hour: schedule.hour, minute: schedule.minute })
  const first = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (first.toPlainDateTime().equals(wanted)) return first
  return first.getTimeZoneTransition('next') ?? wanted.toZonedDateTime(zone, { disambiguation: 'later' })
}

/** Everything due after one instant and up to another, in order. */
export function dueBetween(schedule: Schedule, after: Temporal.Instant, until: Temporal.Instant): readonly DueDate[] {
  if (Temporal.Instant.compare(after, until) >= 0) return []
  const found: DueDate[] = []
  // A gap's end may lie on the day after the date it stands for, hence the day before.
  const from = localDateOf(after, schedule).subtract({ days: 1 })
  const to = localDateOf(until, schedule)
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    const at = dueOn(schedule, date)
    if (at && isAfter(at.toInstant(), after) && !isAfter(at.toInstant(), until)) found.push({ localDate: date.toString(), at })
  }
  return found
}

/** The next `count` moments after an instant; fewer for a schedule without days. */
export function nextDue(schedule: Schedule, after: Temporal.Instant, count: number): readonly Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = []
  const start = localDateOf(after, schedule).subtract({ days: 1 })
  // A week holds every weekday once; one more covers a date that the zone left out.
  for (let days = 0; found.length < count && days <= 7 * (count + 1); days++) {
    const at = dueOn(schedule, start.add({ days }))
    if (at && isAfter(at.toInstant(), after)) found.push(at)
  }
  return found
}

function localDateOf(instant: Temporal.Instant, schedule: Schedule): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(schedule.timeZone).toPlainDate()
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
