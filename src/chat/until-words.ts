// `Monday`, `1 December 9am`, `a week` → the moment up to which something rests (pure).
import { clockOf, daysOf, type TimeOfDay } from './time-words.ts'

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const COUNTS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ couple: 2, few: 3, twelve: 12, fourteen: 14 },
}
const UNITS = { hour: 'hours', day: 'days', week: 'weeks', month: 'months', year: 'years' } as const
const SPAN = /^(?:the )?(?:next )?(?:a (?=couple|few))?(?:(\d{1,3}|[a-z]+)(?: of)? )?(hour|day|week|fortnight|month|year)s?$/
const DAY_START: TimeOfDay = { hour: 0, minute: 0 }

export type Until = Readonly<{ kind: 'until' | 'for'; words: string }>

/** What is said before `until …` or `for …`, and these words, where they tell a time; `until` is null where none is told. */
export function untilIn(said: string): Readonly<{ rest: string; until: Until | null }> {
  // A subject may hold the word as well: the last one counts, and none in quotation marks.
  const [, rest, word = '', words = ''] =
    /^(.*?)(?:^|\s+)(until|till|til|for)\s+((?:(?!\b(?:until|till|til|for)\b)[^"“”„«»])+)$/iu.exec(said) ?? []
  const kind = word.toLowerCase() === 'for' ? 'for' : 'until'
  const isMeant = kind === 'until' || readUntil({ kind, words }, ANY_DAY) !== null
  return rest === undefined || !isMeant ? { rest: said, until: null } : { rest, until: { kind, words } }
}

const ANY_DAY = Temporal.ZonedDateTime.from('2024-01-01T00:00[UTC]')

/** Null when the words tell no time. A day alone is its beginning; one that is not dated is the next to come. */
export function readUntil({ kind, words }: Until, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const text = words
    .toLowerCase()
    .replace(/[\s?!.,]+$/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/^(?:on|the)\s+/, '')
  if (kind === 'for') return after(text, now)
  const { day, clock } = withClock(text)
  const date = day === '' && clock !== null ? laterToday(clock, now) : dateOf(day, now.toPlainDate())
  return date?.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: clock ?? DAY_START }) ?? null
}

function after(text: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | null {
  const [, word = 'one', unit = ''] = SPAN.exec(text) ?? []
  const count = /^\d+$/.test(word) ? Number(word) : COUNTS[word]
  if (count === undefined || count === 0 || unit === '') return text === 'today' ? now.startOfDay().add({ days: 1 }) : null
  if (unit === 'fortnight') return now.add({ weeks: 2 * count })
  return now.add({ [UNITS[unit as keyof typeof UNITS]]: count })
}

/** The time of day at the end of the words, and what stands before it. */
function withClock(text: string): Readonly<{ day: string; clock: TimeOfDay | null }> {
  const words = text.split(' ')
  for (const taken of [1, 2]) {
    const [word = '', next = ''] = words.slice(-taken)
    const before = words.slice(0, -taken)
    const clock = clockOf(word, next, before.at(-1) === 'at')
    const isWhole = taken === 1 || /^(?:[ap]\.?m\.?|o['’]?clock)$/.test(next)
    if (clock === null || clock === 'wrong' || !isWhole) continue
    return { day: (before.at(-1) === 'at' ? before.slice(0, -1) : before).join(' ').replace(/,$/, ''), clock }
  }
  return { day: text, clock: null }
}

function laterToday(clock: TimeOfDay, now: Temporal.ZonedDateTime): Temporal.PlainDate {
  const passed = Temporal.PlainTime.compare(Temporal.PlainTime.from(clock), now.toPlainTime()) <= 0
  return now.toPlainDate().add({ days: passed ? 1 : 0 })
}

function dateOf(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  return weekday(text, today) ?? named(text, today) ?? isoDate(text) ?? monthDay(text, today)
}

/** On a Monday, “Monday” is a week from now. */
function weekday(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const days = /^(?:next |this |coming )?[a-z]+$/.test(text) ? daysOf(text.replace(/^\w+ /, '')) : null
  const [day] = days ?? []
  return day === undefined || days?.length !== 1 ? null : today.add({ days: ((day - today.dayOfWeek + 6) % 7) + 1 })
}

function named(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const monday = today.add({ days: 8 - today.dayOfWeek })
  switch (text) {
    case 'tomorrow':
    case 'tomorrow morning':
      return today.add({ days: 1 })
    case 'day after tomorrow':
      return today.add({ days: 2 })
    case 'next week':
    case 'end of the week':
    case 'end of this week':
      return monday
    case 'next month':
    case 'end of the month':
    case 'end of this month':
      return today.with({ day: 1 }).add({ months: 1 })
    case 'next year':
    case 'new year':
    case 'end of the year':
      return Temporal.PlainDate.from({ year: today.year + 1, month: 1, day: 1 })
    default:
      return null
  }
}

function isoDate(text: string): Temporal.PlainDate | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return year === undefined ? null : plainDate(Number(year), Number(month), Number(day))
}

/** `1 December`, `Dec 1st 2026`, `December`; without a year the next to come. */
function monthDay(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const [, first, name = '', behind, year] =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?(?:,? (\d{4}))?$/.exec(text) ?? []
  const month = MONTHS.findIndex((one) => one === name || one.slice(0, 3) === name || (name === 'sept' && one === 'september'))
  if (name === '' || month < 0 || (first !== undefined && behind !== undefined)) return null
  const date = plainDate(Number(year ?? today.year), month + 1, Number(first ?? behind ?? 1))
  const isPast = date !== null && year === undefined && Temporal.PlainDate.compare(date, today) <= 0
  return isPast ? plainDate(date.year + 1, date.month, date.day) : date
}

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return null // no such day
  }
}
