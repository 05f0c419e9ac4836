// Finds dates in news text, absolute and relative, and resolves them against the article's own date (pure).
import type { DateMention } from '../domain/passage.ts'

/** A date as found. Without a year to hold it, `from` and `to` are month and day alone: `--11-03`. */
export type FoundDate = DateMention &
  Readonly<{ /** days by which the words may be off: 0 for a day named, more for "last week" */ slack: number }>

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const SMALL = new Map(
  Object.entries({ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, several: 3 }),
)

const MONTH =
  '(?<month>Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|Jun\\.|July?|Jul\\.|Aug(?:ust|\\.)?|Sep(?:tember|t\\.?|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)'
const named = (n: number): string => MONTH.replace('<month>', `<month${n}>`)
const DAY = '\\d{1,2}(?:st|nd|rd|th)?'
const DASH = '\\s?(?:-|–|—|to|and)\\s?'
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const PATTERN = new RegExp(
  [
    `(?<iso>\\b\\d{4}-\\d{2}-\\d{2}\\b)`,
    `\\b${named(1)}\\s(?<day1>${DAY})(?:${DASH}(?<last1>${DAY}))?(?:,?\\s(?<year1>(?:19|20)\\d{2})\\b)?(?![\\d,.]*\\d)`,
    `\\b(?<day2>${DAY})(?:${DASH}(?<last2>${DAY}))?\\s(?:of\\s)?${named(2)}\\b(?:,?\\s(?<year2>(?:19|20)\\d{2})\\b)?`,
    `\\b${named(3)},?\\s(?<year3>(?:19|20)\\d{2})\\b`,
    `(?<=\\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ii]n late|[Ii]n early|[Bb]y|[Tt]he|[Uu]ntil|[Oo]f)\\s)(?<year4>(?:19|20)\\d{2})\\b(?![-–/,.]?\\d|\\s?(?:km|people|miles|soldiers|civilians))`,
    `\\b(?<near>yesterday|today|tonight|tomorrow)\\b`,
    `\\b(?<which>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past|[Tt]his coming|[Oo]ver the|[Aa]t the|[Tt]he past|[Ee]arlier this|[Ll]ater this|[Pp]ast)\\s(?<period>weekend|week|month|year)\\b`,
    `\\b(?<count>\\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|several)\\s(?<span>day|week|month|year)s?\\s(?<way>ago|earlier|after|before)\\b`,
    `\\b(?:(?<rank>last|next|this past|this coming|early|late)\\s)?(?<weekday>${WEEKDAY})\\b(?<part>\\s(?:morning|afternoon|evening|night))?`,
  ].join('|'),
  'gu',
)

/** Dates in a text, in order. `published` is the article's ISO date, or null: relative words then stay out. */
export function datesIn(text: string, published: string | null): FoundDate[] {
  const base = published === null ? null : Temporal.PlainDate.from(published.slice(0, 10))
  const found: FoundDate[] = []
  for (const match of text.matchAll(PATTERN)) {
    const groups = match.groups ?? {}
    const read = absolute(groups, base) ?? (base === null ? null : relative(groups, base, text, match.index))
    if (read === null) continue
    found.push({ ...read, words: match[0], start: match.index, end: match.index + match[0].length })
  }
  return found
}

type Groups = Readonly<Record<string, string | undefined>>
type Read = Pick<FoundDate, 'from' | 'to' | 'precision' | 'slack'>

function absolute(groups: Groups, base: Temporal.PlainDate | null): Read | null {
  const iso = groups['iso']
  if (iso !== undefined) return dayRange(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)), null)
  const month = groups['month1'] ?? groups['month2']
  const day = groups['day1'] ?? groups['day2']
  if (month !== undefined && day !== undefined) {
    const year = groups['year1'] ?? groups['year2']
    const last = groups['last1'] ?? groups['last2']
    const [m, d] = [monthOf(month), Number.parseInt(day, 10)]
    return dayRange(year === undefined ? yearNear(base, m, d) : Number(year), m, d, last === undefined ? null : Number.parseInt(last, 10))
  }
  const month3 = groups['month3']
  if (month3 !== undefined)
    return period(Temporal.PlainDate.from({ year: Number(groups['year3']), month: monthOf(month3), day: 1 }), 'month')
  const year4 = groups['year4']
  return year4 === undefined ? null : period(Temporal.PlainDate.from({ year: Number(year4), month: 1, day: 1 }), 'year')
}

function monthOf(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1
}

/** The year that puts a month and day nearest to the article, a little more readily in its past; null when the article has no date. */
function yearNear(base: Temporal.PlainDate | null, month: number, day: number): number | null {
  if (base === null) return null
  const from = daysUpTo(base.year, base.month, base.day)
  const distance = (year: number): number => {
    const days = daysUpTo(year, month, Math.min(day, daysIn(year, month))) - from
    return days > 0 ? days * 2 : -days
  }
  return [base.year - 1, base.year, base.year + 1].reduce((best, year) => (distance(year) < distance(best) ? year : best))
}

// Counted, because calendar objects cost a microsecond each and a year is looked for in three.
function daysUpTo(year: number, month: number, day: number): number {
  const shifted = year - (month <= 2 ? 1 : 0)
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400)
  // From March on, months of 31 and 30 days alternate but for one pair.
  return 365 * shifted + leaps + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day
}

function daysIn(year: number, month: number): number {
  return daysUpTo(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - daysUpTo(year, month, 1)
}

function dayRange(year: number | null, month: number, day: number, last: number | null): Read | null {
  if (month < 1 || month > 12 || day < 1 || day > 31 || (last !== null && (last > 31 || last <= day))) return null
  const show = (d: number): string =>
    `${year === null ? '-' : String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  const longest = daysIn(year ?? 2024, month)
  if (day > longest || (last ?? 1) > longest) return null
  return { from: show(day), to: show(last ?? day), precision: 'day', slack: 0 }
}

function relative(groups: Groups, base: Temporal.PlainDate, text: string, at: number): Read | null {
  const near = groups['near']
  if (near !== undefined) return days(base.add({ days: near === 'yesterday' ? -1 : near === 'tomorrow' ? 1 : 0 }), 0, 0)
  const weekday = groups['weekday']
  if (weekday !== undefined) return weekdayNear(weekday, groups['rank'], base, text.slice(Math.max(0, at - 60), at))
  const unit = groups['period']
  if (unit !== undefined) return periodNear((groups['which'] ?? '').toLowerCase(), unit, base)
  const span = groups['span']
  return span === undefined ? null : spanAway(groups['count'] ?? '', span, groups['way'] ?? '', base)
}

function days(from: Temporal.PlainDate, length: number, slack: number): Read {
  const first = from.toString()
  return { from: first, to: length === 0 ? first : from.add({ days: length }).toString(), precision: 'day', slack }
}

/** `start`: the first day of it. */
function period(start: Temporal.PlainDate, precision: 'month' | 'year'): Read {
  const end = start.with(precision === 'month' ? { day: start.daysInMonth } : { month: 12, day: 31 })
  return { from: start.toString(), to: end.toString(), precision, slack: 0 }
}

/** "on Friday" is the Friday up to and with the article's day; the coming one after "will", "next" and the like. */
function weekdayNear(word: string, rank: string | undefined, base: Temporal.PlainDate, before: string): Read {
  const target = WEEKDAYS.indexOf(word.toLowerCase()) + 1
  const back = (base.dayOfWeek - target + 7) % 7
  if (
    rank === 'next' ||
    rank === 'this coming' ||
    /\b(?:will|to be|is due|are due|scheduled|upcoming|plans? to|expected to|goal is|deadline|set to|about to|hopes? to|aims? to)\b[^.]*$/.test(
      before,
    )
  ) {
    return days(base.add({ days: (target - base.dayOfWeek + 7) % 7 || 7 }), 0, 0)
  }
  return days(base.subtract({ days: rank === 'last' && back === 0 ? 7 : back }), 0, rank === 'last' ? 7 : 0)
}

function periodNear(which: string, unit: string, base: Temporal.PlainDate): Read | null {
  const step = which.startsWith('next') ? 1 : which.startsWith('last') ? -1 : 0
  if (unit === 'weekend') {
    const saturday = base.subtract({ days: (base.dayOfWeek + 1) % 7 })
    const ended = which.startsWith('next') || which === 'this coming' ? saturday.add({ days: 7 }) : saturday
    return days(ended, 1, step === -1 && base.dayOfWeek >= 6 ? 7 : 0)
  }
  if (unit === 'month') return period(base.with({ day: 1 }).add({ months: step }), 'month')
  if (unit === 'year') return period(base.with({ month: 1, day: 1 }).add({ years: step }), 'year')
  if (which.includes('past')) return days(base.subtract({ days: 7 }), 7, 3)
  return days(base.subtract({ days: base.dayOfWeek - 1 }).add({ days: 7 * step }), 6, 4)
}

/** "two weeks ago" counts from the article; "two weeks after" from an event, which the article's day stands for, loosely. */
function spanAway(count: string, span: string, way: string, base: Temporal.PlainDate): Read | null {
  const amount = SMALL.get(count.toLowerCase()) ?? Number(count)
  if (!Number.isFinite(amount) || way === 'before') return null
  const length = { day: 1, week: 7, month: 30, year: 365 }[span] ?? 1
  if (length * amount > 36_500) return null
  if (span === 'year') return period(base.subtract({ years: amount }).with({ month: 1, day: 1 }), 'year')
  if (span === 'month') return period(base.subtract({ months: amount }).with({ day: 1 }), 'month')
  const loose = span === 'week' ? 3 : way === 'ago' ? 0 : 1
  return days(base.subtract({ days: length * amount + loose }), 2 * loose, way === 'ago' ? loose : length + loose)
}
