// `border weekdays 8:30am Asia/Yangon`, in any order → what to send and when, or one sentence with the mend (pure).
import type { Schedule } from '../domain/subscription.ts'
import { findZone } from './time-zone.ts'

export type Subscribing =
  | Readonly<{ kind: 'subscribing'; about: string; quoted: boolean; schedule: Schedule }>
  | Readonly<{ kind: 'mend'; text: string }>

const EXAMPLE = 'for example: subscribe border daily 08:00 Asia/Yangon'
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const WORKDAYS = [1, 2, 3, 4, 5]
const WEEKEND = [6, 7]
const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY = /^(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?$/
const FILLER = new Set([
  'at',
  'on',
  'every',
  'each',
  'and',
  'in',
  'to',
  'for',
  'the',
  'time',
  'zone',
  'timezone',
  'day',
  'morning',
  'about',
])
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/u

type Clock = Readonly<{ hour: number; minute: number }>
/** What the words have told so far. `before` and `after` hold words that are no part of a schedule, by where they stood. */
type Told = { days: Set<number>; weekly: boolean; clock: Clock | null; zone: string | null; before: string[]; after: string[] }

/** `zone` is the person's own, used where none is written; null when unknown. */
export function parseSchedule(text: string, zone: string | null): Subscribing {
  const quote = QUOTED.exec(text)?.[1]?.trim()
  const words = text
    .replace(QUOTED, ' ')
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const told: Told = { days: new Set(), weekly: false, clock: null, zone: null, before: [], after: [] }
  for (let at = 0; at < words.length; ) {
    const read = readWord(words, at, told)
    if (typeof read === 'string') return mend(read)
    at += read
  }
  return completed(told, quote, zone)
}

const mend = (text: string): Subscribing => ({ kind: 'mend', text })

/** Reads the word at a place, perhaps with the one after it; returns how many it took, or the sentence with the mend. */
function readWord(words: readonly string[], at: number, told: Told): number | string {
  const raw = words[at] ?? ''
  const word = raw.toLowerCase().replace(/[,;.]+$/, '')
  const next = (words[at + 1] ?? '').toLowerCase().replace(/[,;]+$/, '')
  const clock = clockOf(word, next, words[at - 1]?.toLowerCase() === 'at')
  if (clock === 'wrong') return `“${raw}” is no time of day: write 08:00 or 8am.`
  if (clock !== null) {
    told.clock = clock
    return /^[ap]\.?m\.?$/.test(next) ? 2 : 1
  }
  if (/^[a-z_]+\/[a-z_/+-]+\d*$/.test(word) || /^(utc|gmt)([+-]\d.*)?$/.test(word)) {
    told.zone = raw.replace(/[,;.]+$/, '')
    return 1
  }
  const repeated = /^(every|each)$/i.test(words[at - 1] ?? '') && /^(day|morning|evening|night)$/.test(word)
  const days = repeated ? EVERY_DAY : daysOf(word)
  if (days !== null) for (const day of days) told.days.add(day)
  else if (word === 'weekly') told.weekly = true
  else (scheduleBegun(told) ? told.after : told.before).push(raw)
  return 1
}

const scheduleBegun = ({ days, weekly, clock, zone }: Told) => days.size > 0 || weekly || clock !== null || zone !== null

/** A time of day; `wrong` for what looks like one and is none; null for any other word. */
function clockOf(word: string, next: string, afterAt: boolean): Clock | 'wrong' | null {
  if (word === 'noon' || word === 'midday') return { hour: 12, minute: 0 }
  if (word === 'midnight') return { hour: 0, minute: 0 }
  const half = /^[ap]\.?m\.?$/.test(next) ? next : ''
  const [, hours, minutes, own] = /^(\d{1,2})(?:[:.h](\d{2}))?h?([ap]\.?m\.?)?$/.exec(word) ?? []
  const compact = afterAt ? /^(\d{2})(\d{2})$/.exec(word) : null
  if (compact !== null) return inDay(Number(compact[1]), Number(compact[2]))
  if (hours === undefined) return /^\d{1,2}[:.]\d+([ap]\.?m\.?)?$/.test(word) ? 'wrong' : null
  const suffix = (own ?? half).charAt(0)
  if (suffix === '' && minutes === undefined && !word.endsWith('h') && !afterAt) return null // a bare number may belong to the topic
  if (suffix === '') return inDay(Number(hours), Number(minutes ?? 0))
  if (Number(hours) < 1 || Number(hours) > 12) return 'wrong'
  return inDay((Number(hours) % 12) + (suffix === 'p' ? 12 : 0), Number(minutes ?? 0))
}

function inDay(hour: number, minute: number): Clock | 'wrong' {
  return hour < 24 && minute < 60 ? { hour, minute } : 'wrong'
}

/** Weekdays (1 = Monday) of `daily`, `weekdays`, `mon`, `Mondays`, `mon,wed`, `mon-fri`; null for any other word. */
function daysOf(word: string): readonly number[] | null {
  if (['daily', 'everyday', 'days'].includes(word)) return EVERY_DAY
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

/** The words without the small ones that lead to or from a schedule: `border every` is about the border. */
function withoutFiller(words: readonly string[]): string {
  const tells = (word: string) => !FILLER.has(word.toLowerCase())
  return words.slice(Math.max(0, words.findIndex(tells)), words.findLastIndex(tells) + 1).join(' ')
}

function completed(told: Told, quote: string | undefined, ownZone: string | null): Subscribing {
  // Without a topic in front, the words behind are it, unless they are a city for the zone.
  const inFront = quote ?? withoutFiller(told.before)
  const behind = withoutFiller(quote === undefined ? told.after : [...told.before, ...told.after])
  const about = inFront === '' ? behind : inFront
  const place = told.zone ?? (inFront === '' || behind === '' ? null : behind)
  if (about === '') return mend(`What should the digest be about? Write ${EXAMPLE}.`)
  if (told.clock === null) return mend(`At what time? Write ${EXAMPLE}.`)
  if (told.weekly && told.days.size === 0) return mend('On which day? Write “weekly Mon”, for example.')
  const zone = place === null ? null : findZone(place)
  if (zone?.kind === 'mend') return zone
  const timeZone = zone?.timeZone ?? ownZone
  if (timeZone === null) return mend(`In which time zone? Write ${EXAMPLE}.`)
  const days = told.days.size === 0 ? EVERY_DAY : [...told.days].sort((a, b) => a - b)
  return { kind: 'subscribing', about, quoted: quote !== undefined, schedule: { days, ...told.clock, timeZone } }
}
