// Whether a source is still itself: what it brings now held against what it brought before, entry by entry and over the latest of them (pure).
import type { Throttled } from '../domain/source.ts'
import { type Look, NO_PAST, type SourcePast } from '../domain/source-past.ts'
import { type Came, dayOf, familiarity, grown, isCopy, ripened, wordsOfAll } from './source-health-past.ts'
import type { Traits } from './source-health-traits.ts'

/** `isSpam`: repeats others, or is a list of links elsewhere; `isOther`: about something else than its source, null where that cannot be told. */
export type Finding = Readonly<{ isSpam: boolean; isOther: boolean | null }>
export type Judged = Readonly<{ past: SourcePast; findings: readonly Finding[]; throttled: Throttled | null }>

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const LEARNT_FROM = 12 // entries before anything is judged
const LEARNT_MOST = 120 // of a first reading
const LOOKS_MOST = 40
const WINDOW = { most: 20, least: 12 }
const SPAM = { mostly: 0.75, aboveUsual: 0.45 }
const OTHER = { mostly: 0.8, aboveUsual: 0.35, days: 3 }
const UNFAMILIAR = 2 // spreads below what is usual here
const SPREAD_AT = 0.8
const SPREAD_LEAST = 0.175 // of a source that always says nearly the same
const WELL_AGAIN = { looks: 10, least: 6, most: 0.35 }
const WEIGHT = 1 / 40 // of one entry in what is usual
const DAY_WEIGHT = 1 / 7
const FLOOD = { least: 100, times: 8 }
const HOSTS_LEAST = 4
const BESIDE_MOST = 100 // of one reading, among which copies are looked for

/** Whether there is too little of it yet to judge by. */
export const isLearning = ({ items }: Pick<SourcePast, 'items'>): boolean => items < LEARNT_FROM

/** What entries look like that are not counted once more. */
export function findingsOf(past: SourcePast, traits: readonly Traits[]): readonly Finding[] {
  const least = leastFamiliar(past.familiar)
  return traits.map((one) => seenAs(one, { past, least, beside: traits }).finding)
}

/** `came`: entries that were not there before. */
export function judged(before: SourcePast, came: readonly Traits[], throttled: Throttled | null, nowMs: number): Judged {
  if (isLearning(before))
    return { past: begun(before, came, nowMs), findings: came.map(() => ({ isSpam: false, isOther: false })), throttled }
  const past = counted(ripened(before, nowMs), came.length, throttled !== null, nowMs)
  const least = leastFamiliar(past.familiar)
  const seen = came.map((traits) => seenAs(traits, { past, least, beside: came }))
  const looks = [...past.looks, ...seen.map((one) => ({ ...lookOf(one, past), atMs: nowMs }))].slice(-LOOKS_MOST)
  const next = throttledBy({ ...past, looks }, throttled, nowMs)
  const wellOnly = next === null ? seen : seen.filter(({ finding }) => !isBad(finding, next.why))
  // What came while nobody knew is no past of it.
  const kept = next !== null && throttled === null ? { ...past, pending: {} } : past
  const left = past.looks.slice(0, Math.max(0, past.looks.length + came.length - WINDOW.most)).slice(-came.length)
  const usual = next === null ? usualAfter(past.usual, came.length === 0 ? [] : left) : past.usual
  return { past: { ...grown(kept, wellOnly, nowMs, false), usual, looks }, findings: seen.map(({ finding }) => finding), throttled: next }
}

/** The first entries are what the source is; each is held against the others. */
function begun(past: SourcePast, all: readonly Traits[], nowMs: number): SourcePast {
  const came = all.slice(0, LEARNT_MOST)
  const learnt = came.map((traits): Came => ({ traits, isOther: false, score: null }))
  const languages = wordsOfAll(learnt)
  const scored = learnt.map((one) => ({ ...one, score: familiarity(one.traits, { languages, itemsLeast: 3, isAmong: true }) }))
  const spam = came.filter((traits) => isSpam(traits, [], came)).length / Math.max(1, came.length)
  return { ...grown(past, scored, nowMs, true), usual: { ...NO_PAST.usual, spam: Math.max(past.usual.spam, spam) } }
}

function isSpam(traits: Traits, sketches: SourcePast['sketches'], beside: readonly Traits[]): boolean {
  const others = beside.slice(0, BESIDE_MOST).flatMap((one) => (one === traits ? [] : [one.sketch]))
  return traits.isLinks || isCopy(traits, sketches) || isCopy(traits, others)
}

type Seen = Came & Readonly<{ finding: Finding }>

function seenAs(traits: Traits, { past, least, beside }: Readonly<{ past: SourcePast; least: number; beside: readonly Traits[] }>): Seen {
  const score = familiarity(traits, { languages: past.languages, itemsLeast: LEARNT_FROM })
  const isOther = score !== null && !traits.onTopic && score < least
  const finding = { isSpam: isSpam(traits, past.sketches, beside), isOther: score === null ? null : isOther }
  return { traits, isOther, score, finding }
}

/** What repeats itself is set aside where its source did not; another topic, wherever something is wrong. */
export const isBad = ({ isSpam, isOther }: Finding, why: Throttled['why']): boolean => isOther !== false || (isSpam && why === 'spam')

function lookOf({ traits, isOther, finding }: Seen, { hosts }: SourcePast): Omit<Look, 'atMs'> {
  return { isSpam: finding.isSpam, isOther, host: hosts[traits.host] === undefined ? traits.host : '' }
}

/** The spread is measured above the middle: what is about something else lies below it. */
function leastFamiliar(familiar: readonly number[]): number {
  const sorted = familiar.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NEGATIVE_INFINITY
  return at(0.5) - UNFAMILIAR * Math.max(SPREAD_LEAST, at(SPREAD_AT) - at(0.5))
}

function usualAfter(usual: SourcePast['usual'], left: readonly Look[]): SourcePast['usual'] {
  let { spam, other } = usual
  for (const look of left) {
    spam += WEIGHT * (Number(look.isSpam) - spam)
    other += WEIGHT * (Number(look.isOther) - other)
  }
  return { ...usual, spam, other }
}

/** Counts what came by the hour; each day that is over changes what is usual, unless it was a day of throttling. */
function counted(past: SourcePast, count: number, isThrottled: boolean, nowMs: number): SourcePast {
  const hour = Math.floor(nowMs / HOUR_MS)
  const last = Math.max(...Object.keys(past.hours).map(Number), Number.NEGATIVE_INFINITY)
  const days = Number.isFinite(last) ? dayOf(nowMs) - Math.floor(last / 24) : 0
  let { aDay } = past.usual
  const ofLast = sumOf(past.hours, Math.floor(last / 24) * 24)
  for (let day = 0; day < Math.min(days, 30) && !isThrottled; day += 1) aDay += DAY_WEIGHT * ((day === 0 ? ofLast : 0) - aDay)
  const kept = Object.entries(past.hours).filter(([at]) => Number(at) > hour - 48)
  const hours = count === 0 ? Object.fromEntries(kept) : { ...Object.fromEntries(kept), [hour]: (past.hours[hour] ?? 0) + count }
  return { ...past, hours, usual: { ...past.usual, aDay } }
}

const sumOf = (hours: SourcePast['hours'], from: number) =>
  Object.entries(hours).reduce((sum, [hour, count]) => sum + (Number(hour) >= from ? count : 0), 0)

type Judging = Pick<SourcePast, 'looks' | 'usual' | 'hours'>

function throttledBy(past: Judging, throttled: Throttled | null, nowMs: number): Throttled | null {
  if (throttled !== null) return isWellAgain(past, throttled, nowMs) ? null : throttled
  const why = whyThrottled(past, nowMs)
  return why === null ? null : { why, sinceMs: nowMs }
}

function whyThrottled(past: Judging, nowMs: number): Throttled['why'] | null {
  const { usual } = past
  const latest = past.looks.slice(-WINDOW.most)
  if (latest.length >= WINDOW.least) {
    const isFar = (many: number, before: number, { mostly, aboveUsual }: typeof SPAM) =>
      many / latest.length >= Math.max(mostly, before + aboveUsual)
    const hosts = new Set(latest.map(({ host }) => host).filter((host) => host !== ''))
    const spam = latest.filter((look) => look.isSpam || (hosts.size >= HOSTS_LEAST && look.host !== '')).length
    if (isFar(spam, usual.spam, SPAM)) return 'spam'
    const other = latest.filter(({ isOther }) => isOther)
    // One subject for a day or two is news.
    const days = new Set(other.map(({ atMs }) => dayOf(atMs))).size
    if (days >= OTHER.days && isFar(other.length, usual.other, OTHER)) return 'topic'
  }
  return isFlood(past, nowMs) ? 'flood' : null
}

/** The most that it may bring in a day. */
const mostADay = ({ usual }: Pick<SourcePast, 'usual'>): number => Math.max(FLOOD.least, Math.round(FLOOD.times * usual.aDay))

/** What it brought in the last 24 hours. */
const broughtToday = ({ hours }: Pick<SourcePast, 'hours'>, nowMs: number): number => sumOf(hours, Math.floor(nowMs / HOUR_MS) - 23)

const isFlood = (past: Judging, nowMs: number): boolean => broughtToday(past, nowMs) > mostADay(past)

function isWellAgain(past: Judging, { why, sinceMs }: Throttled, nowMs: number): boolean {
  if (why === 'flood') return nowMs - sinceMs >= DAY_MS && !isFlood(past, nowMs)
  const since = past.looks.filter(({ atMs }) => atMs > sinceMs).slice(-WELL_AGAIN.looks)
  const bad = since.filter((look) => isBad(look, why)).length
  return since.length >= WELL_AGAIN.least && bad / since.length <= WELL_AGAIN.most
}
