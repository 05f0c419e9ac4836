// Reads a date that a source states in full: an ISO date, or an instant when the zone is said; null for anything it leaves open (pure).

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\\s+)?'
const CLOCK = '(\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?)'
const ZONE = '(?:\\s*((?:UTC|GMT)?\\s?[+-]\\d{1,2}(?::?\\d{2})?|Z|UTC|GMT)(?!\\w))?'
// A time may come before or after the date, with or without a zone we can be sure of; only with one does it make an instant.
const TIME_AFTER = `(?:(?:\\s*[,|·@-]\\s*|\\s+)?(?:at\\s+|T)?${CLOCK}(\\s*[ap]\\.?m\\.?)?${ZONE}(?:\\s*\\(?[A-Z]{2,5}\\)?)?)?`
const TIME_BEFORE = '(?:\\d{1,2}:\\d{2}(?:\\s*[ap]\\.?m\\.?)?(?:\\s*[A-Z]{2,5})?\\s*[,|·-]?\\s+)?'

const ISO = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME_AFTER}$`, 'i')
const MONTH_FIRST = new RegExp(`^${TIME_BEFORE}${WEEKDAY}(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+(\\d{4})${TIME_AFTER}$`, 'i')
const DAY_FIRST = new RegExp(
  `^${TIME_BEFORE}${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?(${MONTH})[\\s,-]+(\\d{4})${TIME_AFTER}$`,
  'i',
)
const NUMERIC = new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})${TIME_AFTER}$`)
const CJK = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?:\s*(?:星期|周|週).)?(?:\s*\d{1,2}[:：时時]\d{0,2}分?(?:[:：]\d{2})?)?$/

const LONGEST = 80
const UPDATED = /(?:\s*[|·–—-])?\s*(?:\(?(?:last )?updated|modified)\b.*$/i

const MAY_BE_UPDATED = /updated|modified/i

export type StatedDate = Readonly<{
  /** ISO date or instant; null where day and month cannot be told apart (`06/11/2023`) or the day does not exist */
  value: string | null
}>

/** What a whole line or field says when it is nothing but a date of a stated year; null when it is something else. */
export function readDate(words: string): StatedDate | null {
  if (words.length > 2 * LONGEST || !/\d/.test(words)) return null
  const trimmed = words.trim()
  const text = MAY_BE_UPDATED.test(trimmed) ? trimmed.replace(UPDATED, '') : trimmed
  if (text.length > LONGEST) return null
  const iso = ISO.exec(text)
  if (iso) return stated(iso[1], iso[2], iso[3], iso.slice(4))
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst) return stated(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], monthFirst.slice(4))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return stated(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], dayFirst.slice(4))
  const cjk = CJK.exec(text)
  if (cjk) return stated(cjk[1], cjk[2], cjk[3], [])
  const numeric = NUMERIC.exec(text)
  return numeric ? eitherOrder(numeric) : null
}

/** The ISO date or instant a field such as `publishedAt` states; null when it states none. */
export function readPublishedAt(words: string | null | undefined): string | null {
  if (!words) return null
  return readDate(words)?.value ?? readDate(words.replace(/\s*\([^)]*\)\s*$/, ''))?.value ?? null
}

function eitherOrder(match: RegExpExecArray): StatedDate {
  const [, a = '', b = '', year] = match
  const [first, second] = [Number(a), Number(b)]
  // 06/11/2023 is two different days on two sides of an ocean.
  if (first > 12 || first === second) return stated(year, b, a, match.slice(4))
  if (second > 12) return stated(year, a, b, match.slice(4))
  return { value: null }
}

function monthNumber(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1)
}

function stated(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: readonly (string | undefined)[],
): StatedDate {
  const date = `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  try {
    const plain = Temporal.PlainDate.from(date)
    if (plain.year < 1500 || plain.year > 2200) return { value: null }
    return { value: instantOf(date, time) ?? plain.toString() }
  } catch {
    return { value: null }
  }
}

function instantOf(date: string, [clock, half, zone]: readonly (string | undefined)[]): string | null {
  if (!clock || !zone) return null
  const [hour = 0, ...rest] = clock.split(':').map(Number)
  const twelve = half ? (hour % 12) + (/p/i.test(half) ? 12 : 0) : hour
  const time = [twelve, ...rest].map((part) => String(Math.trunc(part)).padStart(2, '0')).join(':')
  const [, sign = '', hours = '', minutes = '00'] = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? []
  const offset = sign === '' ? 'Z' : `${sign}${hours.padStart(2, '0')}:${minutes}`
  try {
    return Temporal.Instant.from(`${date}T${time}${offset}`).toString()
  } catch {
    return null
  }
}
