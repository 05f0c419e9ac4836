// `border weekdays 8:30am Asia/Yangon`, in any order → what to send and when, or one sentence with the mend (pure).
import type { Schedule } from '../domain/subscription.ts'
import { cronIn } from './cron-words.ts'
import { findZone } from './time-zone.ts'
import { clockOf, daysOf, EVERY_DAY, type TimeOfDay, unreadable } from './time-words.ts'

export type Mend = Readonly<{ kind: 'mend'; text: string }>

/** What the words tell; null: they say nothing of it. */
export type ScheduleRead = Readonly<{
  kind: 'read'
  /** what is left: the topic or question */
  about: string
  quoted: boolean
  days: readonly number[] | null
  clock: TimeOfDay | null
  /** five fields, not yet checked */
  cron: string | null
  timeZone: string | null
  quietLine: boolean | null
  weekly: boolean
}>

export type Subscribing =
  | Readonly<{ kind: 'subscribing'; about: string; quoted: boolean; schedule: Schedule; quietLine: boolean | null; zoneWritten: boolean }>
  | Mend

export const EXAMPLE = 'for example: subscribe border daily 08:00 Asia/Yangon'
const FILLER = new Set(
  "at on here every each and in to for the time zone timezone day morning about from now o’clock o'clock of".split(' '),
)
const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/u
const NOT_QUIET =
  /\b(?:(?:no|without(?: a| the)?|skip(?: the)?) quiet (?:line|days?)|quiet(?: line| days?)? off|only (?:when|if) there(?: is|['’]s) (?:news|something new))\b/iu
const QUIET = /\b(?:with(?: a| the)? quiet line|quiet(?: line| days?)? on|even (?:when|if) nothing(?: is|['’]s) new)\b/iu

/** What the words have told so far. `before` and `after` hold words that are no part of a schedule, by where they stood. */
type Told = { days: Set<number>; weekly: boolean; clocks: TimeOfDay[]; zone: string | null; before: string[]; after: string[] }

export function readSchedule(said: string): ScheduleRead | Mend {
  const cron = cronIn(said)
  if (cron?.kind === 'mend') return cron
  const text = cron?.rest ?? said
  const quietLine = NOT_QUIET.test(text) ? false : QUIET.test(text) ? true : null
  const quote = QUOTED.exec(text)?.[1]?.trim()
  const words = text.replace(QUOTED, ' ').replace(NOT_QUIET, ' ').replace(QUIET, ' ').split(/\s+/u).filter(Boolean)
  const told: Told = { days: new Set(), weekly: false, clocks: [], zone: null, before: [], after: [] }
  for (let at = 0; at < words.length; ) {
    const read = readWord(words, at, told)
    if (typeof read === 'string') return mend(read)
    at += read
  }
  return whole(told, { quote, cron: cron?.line ?? null, quietLine })
}

/** The whole of a subscription: `ownZone` is the one used where none is written, null when none is known. */
export function completed(read: ScheduleRead, ownZone: string | null): Subscribing {
  const { about, quoted, clock, cron, quietLine } = read
  if (about === '') return mend(`What should the digest be about? Write, ${EXAMPLE}.`)
  if (cron === null && clock === null) return mend(`At what time? Write, ${EXAMPLE}.`)
  if (read.weekly && read.days === null) return mend('On which day? Write “weekly Mon”, for example.')
  const timeZone = read.timeZone ?? ownZone
  if (timeZone === null)
    return mend(`In which time zone? Write it behind the time, ${EXAMPLE}; it is remembered here, so you are asked once.`)
  const schedule = cron === null ? { days: read.days ?? EVERY_DAY, ...(clock ?? MIDNIGHT), timeZone } : { cron, timeZone }
  return { kind: 'subscribing', about, quoted, schedule, quietLine, zoneWritten: read.timeZone !== null }
}

const MIDNIGHT: TimeOfDay = { hour: 0, minute: 0 }
const mend = (text: string): Mend => ({ kind: 'mend', text })

/** Reads the word at a place, perhaps with the one after it; returns how many it took, or the sentence with the mend. */
function readWord(words: readonly string[], at: number, told: Told): number | string {
  const raw = words[at] ?? ''
  const word = raw.toLowerCase().replace(/[,;.]+$/, '')
  const next = (words[at + 1] ?? '').toLowerCase().replace(/[,;]+$/, '')
  const before = words[at - 1]?.toLowerCase() ?? ''
  const problem = unreadable(word)
  if (problem !== null && before !== 'the') return problem
  const clock = clockOf(word, next, before === 'at')
  if (clock === 'wrong') return `“${raw}” is no time of day: write 08:00 or 8am.`
  if (clock !== null) {
    told.clocks.push(clock)
    return /^[ap]\.?m\.?$/.test(next) ? 2 : 1
  }
  if (/^[a-z_]+\/[a-z_/+-]+\d*$/.test(word) || /^(utc|gmt)([+-]\d.*)?$/.test(word)) {
    told.zone = raw.replace(/[,;.]+$/, '')
    return 1
  }
  const repeated = /^(every|each)$/.test(before) && /^(day|morning|evening|night)$/.test(word)
  const days = repeated ? EVERY_DAY : daysOf(word)
  if (days !== null) for (const day of days) told.days.add(day)
  else if (word === 'weekly') told.weekly = true
  else (scheduleBegun(told) ? told.after : told.before).push(raw)
  return 1
}

const scheduleBegun = ({ days, weekly, clocks, zone }: Told) => days.size > 0 || weekly || clocks.length > 0 || zone !== null

/** The words without the small ones that lead to or from a schedule: `border every` is about the border. */
function withoutFiller(words: readonly string[]): string {
  const tells = (word: string) => !FILLER.has(word.toLowerCase())
  return words.slice(Math.max(0, words.findIndex(tells)), words.findLastIndex(tells) + 1).join(' ')
}

type Besides = Readonly<{ quote: string | undefined; cron: string | null; quietLine: boolean | null }>

function whole(told: Told, { quote, cron, quietLine }: Besides): ScheduleRead | Mend {
  const { clocks, weekly } = told
  const [clock = null] = clocks
  if (clocks.some((other) => other.hour !== clock?.hour || other.minute !== clock.minute))
    return mend('That names two times: make a subscription for one of them, or write a cron line, such as cron “0 8,18 * * *”.')
  if (cron !== null && (clock !== null || told.days.size > 0))
    return mend('A cron line says the days and the time by itself: leave the other ones out.')
  // Without a topic in front, the words behind are it, unless they are a city for the zone.
  const inFront = quote ?? withoutFiller(told.before)
  const behind = withoutFiller(quote === undefined ? told.after : [...told.before, ...told.after])
  const about = inFront === '' ? behind : inFront
  const place = told.zone ?? (inFront === '' || behind === '' ? null : behind)
  const zone = place === null ? null : findZone(place)
  if (zone?.kind === 'mend') return zone
  const days = told.days.size === 0 ? null : [...told.days].sort((a, b) => a - b)
  const quoted = quote !== undefined
  return { kind: 'read', about, quoted, days, clock, cron, timeZone: zone?.timeZone ?? null, quietLine, weekly }
}
