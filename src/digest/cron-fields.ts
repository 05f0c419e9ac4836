// Reads the five fields of a cron line into the dates and times they stand for (pure).

/** Which minutes, hours, dates and weekdays a cron line names. Source: Open Cron Pattern Specification 1.0 (POSIX fields with names and steps). */
export type CronFields = Readonly<{
  minutes: readonly number[]
  hours: readonly number[]
  daysOfMonth: ReadonlySet<number>
  months: ReadonlySet<number>
  /** ISO: 1 = Monday … 7 = Sunday */
  weekdays: ReadonlySet<number>
  /** both the day of the month and the weekday are restricted: either is enough */
  eitherDay: boolean
  /** minutes or hours begin with `*`: it follows real time and runs in both copies of a doubled hour */
  isInterval: boolean
}>

type Field = Readonly<{ low: number; high: number; names: readonly string[] }>

const MINUTE: Field = { low: 0, high: 59, names: [] }
const HOUR: Field = { low: 0, high: 23, names: [] }
const DAY: Field = { low: 1, high: 31, names: [] }
const MONTH: Field = { low: 1, high: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] }
const WEEKDAY: Field = { low: 0, high: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] }

/** Null for what is no cron line of five fields. */
export function cronFields(line: string): CronFields | null {
  const fields = line.trim().toLowerCase().split(/\s+/)
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (fields.length !== 5) return null
  const minutes = valuesOf(minute, MINUTE)
  const hours = valuesOf(hour, HOUR)
  const daysOfMonth = valuesOf(day, DAY)
  const months = valuesOf(month, MONTH)
  const weekdays = valuesOf(weekday, WEEKDAY)
  if (minutes === null || hours === null || daysOfMonth === null || months === null || weekdays === null) return null
  return {
    minutes,
    hours,
    daysOfMonth: new Set(daysOfMonth),
    months: new Set(months),
    weekdays: new Set(weekdays.map((value) => (value === 0 ? 7 : value))),
    eitherDay: !day.startsWith('*') && !weekday.startsWith('*'),
    isInterval: minute.startsWith('*') || hour.startsWith('*'),
  }
}

export function isCronDate(fields: CronFields, date: Temporal.PlainDate): boolean {
  if (!fields.months.has(date.month)) return false
  const byDay = fields.daysOfMonth.has(date.day)
  const byWeekday = fields.weekdays.has(date.dayOfWeek)
  return fields.eitherDay ? byDay || byWeekday : byDay && byWeekday
}

/** Values of one field in order, without repeats; null when any part of it cannot be read. */
function valuesOf(text: string, field: Field): readonly number[] | null {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const range = rangeOf(part, field)
    if (range === null) return null
    for (let value = range.from; value <= range.to; value += range.step) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

/** `*`, `5`, `1-5`, `mon-fri`, any of them with `/step`. */
function rangeOf(part: string, field: Field): Readonly<{ from: number; to: number; step: number }> | null {
  const [, first = '', last, every] = /^(\*|\d{1,2}|[a-z]{3})(?:-(\d{1,2}|[a-z]{3}))?(?:\/(\d{1,2}))?$/.exec(part) ?? []
  const step = every === undefined ? 1 : Number(every)
  if (first === '' || step === 0) return null
  if (first === '*') return last === undefined ? { from: field.low, to: field.high, step } : null
  const from = numberOf(first, field)
  // A step after a single value runs on to the field's end, as cron daemons have it.
  const to = last === undefined ? (every === undefined ? from : field.high) : numberOf(last, field)
  return from === null || to === null || to < from ? null : { from, to, step }
}

function numberOf(word: string, { low, high, names }: Field): number | null {
  const value = /^\d/.test(word) ? Number(word) : names.indexOf(word)
  return value >= low && value <= high ? value : null
}
