// Days and times of day as people write them (pure).

export type TimeOfDay = Readonly<{ hour: number; minute: number }>

export const EVERY_DAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = [1, 2, 3, 4, 5]
const WEEKEND = [6, 7]
const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY = /^(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?$/

/** Rhythms that no list of days can say, each with how to say it. */
const BY_CRON: Readonly<Record<string, string>> = {
  hourly: '“Hourly” is a cron line: write cron “0 * * * *”, for example, behind the topic.',
  monthly: '“Monthly” is a cron line: write cron “0 8 1 * *” for the first of each month at 08:00, for example, behind the topic.',
  fortnightly: 'A fortnight cannot be said here: write “weekly Mon”, or a cron line such as “0 8 1,15 * *”.',
  biweekly: 'A fortnight cannot be said here: write “weekly Mon”, or a cron line such as “0 8 1,15 * *”.',
  yearly: '“Yearly” is a cron line: write cron “0 8 1 1 *”, for example, behind the topic.',
}

/** The sentence with the mend for a word that tells a rhythm which days and a time cannot; null for any other. */
export const unreadable = (word: string): string | null => (Object.hasOwn(BY_CRON, word) ? (BY_CRON[word] ?? null) : null)

/** A time of day; `wrong` for what looks like one and is none; null for any other word. `next`: the word after; `afterAt`: behind “at”. */
export function clockOf(word: string, next: string, afterAt: boolean): TimeOfDay | 'wrong' | null {
  if (word === 'noon' || word === 'midday') return { hour: 12, minute: 0 }
  if (word === 'midnight') return { hour: 0, minute: 0 }
  const half = /^[ap]\.?m\.?$/.test(next) ? next : ''
  const [, hours, minutes, own] = /^(\d{1,2})(?:[:.h](\d{2}))?h?([ap]\.?m\.?)?$/.exec(word) ?? []
  const compact = afterAt ? /^(\d{2})(\d{2})$/.exec(word) : null
  if (compact !== null) return inDay(Number(compact[1]), Number(compact[2]))
  if (hours === undefined) return /^\d+[:.]\d*([ap]\.?m\.?)?$/.test(word) ? 'wrong' : null
  const suffix = (own ?? half).charAt(0)
  const marked = /^o['’]?clock$/.test(next) || word.endsWith('h') || afterAt
  if (suffix === '' && minutes === undefined && !marked) return null // a bare number may belong to the topic
  if (suffix === '') return inDay(Number(hours), Number(minutes ?? 0))
  if (Number(hours) < 1 || Number(hours) > 12) return 'wrong'
  return inDay((Number(hours) % 12) + (suffix === 'p' ? 12 : 0), Number(minutes ?? 0))
}

function inDay(hour: number, minute: number): TimeOfDay | 'wrong' {
  return hour < 24 && minute < 60 ? { hour, minute } : 'wrong'
}

/** Weekdays (1 = Monday) of `daily`, `weekdays`, `mon`, `Mondays`, `mon,wed`, `mon-fri`; null for any other word. */
export function daysOf(word: string): readonly number[] | null {
  if (['daily', 'everyday', 'days', 'nightly'].includes(word)) return EVERY_DAY
  if (['weekdays', 'weekday', 'workdays', 'workday'].includes(word)) return WORKDAYS
  if (word === 'weekends' || word === 'weekend') return WEEKEND
  const range = word.split(/[-–—]/)
  if (range.length === 2) return between(dayOf(range[0] ?? ''), dayOf(range[1] ?? ''))
  const days = word
    .split(/[,/&+]/)
    .filter((part) => part !== '')
    .map(dayOf)
  return days.length > 0 && days.every((day) => day > 0) ? days : null
}

/** 1..7, or 0 for what is no weekday. */
function dayOf(word: string): number {
  return DAY.test(word) ? DAY_NAMES.indexOf(word.slice(0, 3)) + 1 : 0
}

function between(from: number, to: number): readonly number[] | null {
  if (from === 0 || to === 0) return null
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => ((from - 1 + step) % 7) + 1)
}
