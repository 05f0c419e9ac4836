// How a digest says its date and that it is late (pure).

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `Sunday 22 November 2026, 08:00 Asia/Yangon`. */
export function dateLineOf(at: Temporal.ZonedDateTime): string {
  return `${dayOf(at)}, ${clockOf(at)} ${at.timeZoneId}`
}

/** `Late: it was due at 08:00.`, with the day when that was another one. */
export function latenessOf(due: Temporal.ZonedDateTime, now: Temporal.ZonedDateTime): string {
  const day = due.toPlainDate().equals(now.toPlainDate()) ? '' : `${dayOf(due)}, `
  return `Late: it was due ${day === '' ? 'at ' : ''}${day}${clockOf(due)}.`
}

function dayOf(at: Temporal.ZonedDateTime): string {
  return `${DAYS[at.dayOfWeek - 1] ?? ''} ${at.day} ${MONTHS[at.month - 1] ?? ''} ${at.year}`
}

function clockOf(at: Temporal.ZonedDateTime): string {
  return `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`
}

/** `25 March`, of an ISO date. */
export function dayInWords(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return `${date.day} ${MONTHS[date.month - 1] ?? ''}`
}

/** `23,000`. */
export function numberInWords(value: number): string {
  return new Intl.NumberFormat('en').format(value)
}
