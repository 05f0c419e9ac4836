// Reads a date, or words for one such as "last week" or "3 days", against now (pure).

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  couple: 2,
  few: 3,
}

/** ISO date (YYYY-MM-DD, UTC) at which the words begin; null when they are neither a date nor words for one. */
export function readSince(words: string, now: Temporal.Instant): string | null {
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const text = words
    .trim()
    .toLowerCase()
    .replace(/^since\s+/, '')
    .replace(/^(the|on|from)\s+/, '')
    .replace(/[.,]$/, '')
  const date =
    isoDate(text) ?? plainWord(text, today) ?? weekday(text, today) ?? ago(text, today) ?? period(text, today) ?? monthDay(text, today)
  return date?.toString() ?? null
}

function isoDate(text: string): Temporal.PlainDate | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[t ].*)?$/.exec(text)
  if (!match) return null
  return dateOf(Number(match[1]), Number(match[2]), Number(match[3] ?? 1))
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null // no such day
  }
}

function plainWord(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text === 'today' || text === 'this morning' || text === 'now') return today
  if (text === 'yesterday' || text === 'last night') return today.subtract({ days: 1 })
  if (text === 'day before yesterday') return today.subtract({ days: 2 })
  return null
}

/** The last one that has begun: on a Monday, "Monday" is today and "last Monday" a week ago. */
function weekday(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const match = /^(last |this )?([a-z]+)$/.exec(text)
  const word = match?.[2] ?? ''
  const at =
    word.length < 3
      ? -1
      : WEEKDAYS.findIndex((name) => name === word || name.slice(0, 3) === word || (word.length === 4 && name.startsWith(word)))
  if (at < 0) return null
  const back = (today.dayOfWeek - (at + 1) + 7) % 7
  return today.subtract({ days: back === 0 && match?.[1] === 'last ' ? 7 : back })
}

function ago(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const match =
    /^(?:(?:last|past)\s+)?(?:(\d{1,4}|[a-z]+)(?: of)?\s+)?(hour|day|week|weekend|fortnight|month|year|h|d|w|m|y)s?(?:\s+ago)?$/.exec(
      text,
    ) ?? /^(\d{1,4})\s*(h|d|w|m|y)$/.exec(text)
  if (!match) return null
  const word = match[1] ?? 'one'
  const count = /^\d+$/.test(word) ? Number(word) : COUNTS[word.replace(/^a\s+/, '')]
  if (count === undefined || match[2] === 'weekend') return null
  const unit = (match[2] ?? '').charAt(0)
  if (match[2] === 'fortnight') return today.subtract({ weeks: 2 * count })
  if (unit === 'h') return today.subtract({ days: Math.ceil(count / 24) })
  if (unit === 'd') return today.subtract({ days: count })
  if (unit === 'w') return today.subtract({ weeks: count })
  return unit === 'm' ? today.subtract({ months: count }) : today.subtract({ years: count })
}

function period(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text === 'this week') return today.subtract({ days: today.dayOfWeek - 1 })
  if (text === 'this month') return today.with({ day: 1 })
  if (text === 'this year') return today.with({ month: 1, day: 1 })
  // The Saturday of the weekend that is on, or was last.
  if (/^(the |last |this )?weekend$/.test(text)) return today.subtract({ days: (today.dayOfWeek + 1) % 7 })
  return null
}

/** "Nov 6", "6 November 2023", "November"; without a year the last one that has begun. */
function monthDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const match = /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))?$/.exec(text)
  const month = match
    ? MONTHS.findIndex((name) => name === match[2] || name.slice(0, 3) === match[2] || (match[2] === 'sept' && name === 'september'))
    : -1
  if (!match || month < 0) return null
  const day = Number(match[1] ?? match[3] ?? 1)
  const date = dateOf(match[4] ? Number(match[4]) : today.year, month + 1, day)
  const later = date !== null && !match[4] && Temporal.PlainDate.compare(date, today) > 0
  return later ? date.subtract({ years: 1 }) : date
}
