// Row “zones”: every zone, half hour and clock change, held against the system's own zone data.
import { dueBetween } from '../../src/digest/schedule.ts'
import type { Schedule } from '../../src/domain/subscription.ts'
import { type Random, randomOf } from '../bench/random.ts'
import { firstOf, type Row } from './row.ts'
import { runtimeTransitions } from './runtime-zones.ts'
import { systemZones } from './zdump.ts'
import { DAY_MS, dueInstant, near, type Transition } from './zone-oracle.ts'

const YEARS = { first: 2010, last: 2030 } as const
const AROUND_DAYS = 2
const SLOTS = 48
const SLOT_MS = 1_800_000

type Tally = { cases: number; missed: number; doubled: number; moved: number; faults: string[] }
type Zone = Readonly<{ name: string; transitions: readonly Transition[] }>

type Due = typeof dueBetween

/** `due` takes the place of the product's own schedule where the row itself is tried. */
export const zonesRowOver =
  (due: Due): Row =>
  async (options) => {
    const random = randomOf(options.seed)
    // A small run takes few clock changes of few zones, since reading a zone costs more than trying one change.
    const part = Math.sqrt(options.share)
    const { zones, figures, untested } = zonesToTry(() => part >= 1 || random.chance(part))
    const tally: Tally = { cases: 0, missed: 0, doubled: 0, moved: 0, faults: [] }
    let tried = 0
    let said = 0
    for (const zone of zones) {
      for (const transition of zone.transitions.filter(({ at }) => isInside(at))) {
        if (part < 1 && !random.chance(part)) continue
        tried += 1
        tryTransition(zone, transition, { random, due, tally })
      }
      if (tried - said >= 1_000) {
        options.say(`zones: ${tried} transitions`)
        said = tried
      }
      await new Promise(setImmediate)
    }
    const { cases, missed, doubled, moved, faults } = tally
    return {
      row: 'zones',
      seed: options.seed,
      figures: [
        ...figures,
        `${zones.length} zones and links, ${tried} transitions ${YEARS.first} to ${YEARS.last}, ${cases} (zone, transition, half hour, kind of schedule) cases`,
        `${missed} missed, ${doubled} doubled, ${moved} at another moment`,
      ],
      broken: [...firstOf(faults), ...untested],
    }
  }

const isInside = (at: number) => at >= Date.UTC(YEARS.first, 0) && at < Date.UTC(YEARS.last + 1, 0)

type Trial = Readonly<{ random: Random; due: Due; tally: Tally }>

/** Each half hour, by weekdays and by cron line, over the days around one transition, cut into ticks at the transition or at random. */
function tryTransition({ name, transitions }: Zone, { at }: Transition, { random, due, tally }: Trial): void {
  const about = near(transitions, at)
  const [start, end] = [at - AROUND_DAYS * DAY_MS, at + AROUND_DAYS * DAY_MS]
  const cuts = [at, start + random.below(end - start)]
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const [hour, minute] = [slot >> 1, (slot & 1) * 30]
    const expected = expectedIn(about, slot * SLOT_MS, start, end)
    const schedules: readonly Schedule[] = [
      { days: [1, 2, 3, 4, 5, 6, 7], hour, minute, timeZone: name },
      { cron: `${minute} ${hour} * * *`, timeZone: name },
    ]
    for (const [i, schedule] of schedules.entries()) {
      tally.cases += 1
      const cut = instant(cuts[i] ?? at)
      const found = [...due(schedule, instant(start), cut), ...due(schedule, cut, instant(end))]
      const seen = found.map((one) => [one.localDate, one.at.epochMilliseconds] as const)
      compare(`${name} ${hour}:${minute}`, expected, seen, tally)
    }
  }
}

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

function expectedIn(transitions: readonly Transition[], time: number, start: number, end: number): ReadonlyMap<string, number> {
  const expected = new Map<string, number>()
  for (let date = Math.floor(start / DAY_MS) - 2; date <= Math.floor(end / DAY_MS) + 2; date += 1) {
    const at = dueInstant(transitions, date, time)
    if (at !== null && at > start && at <= end) expected.set(new Date(date * DAY_MS).toISOString().slice(0, 10), at)
  }
  return expected
}

function compare(what: string, expected: ReadonlyMap<string, number>, due: readonly (readonly [string, number])[], tally: Tally): void {
  const times = Map.groupBy(due, ([date]) => date)
  const say = (words: string) => tally.faults.push(`${what}: ${words}`)
  for (const [date, at] of expected) {
    const [first, ...more] = times.get(date) ?? []
    if (first === undefined) {
      tally.missed += 1
      say(`nothing on ${date}`)
    } else if (first[1] !== at) {
      tally.moved += 1
      say(`${date} at ${new Date(first[1]).toISOString()}, not ${new Date(at).toISOString()}`)
    }
    if (more.length > 0) {
      tally.doubled += 1
      say(`${date} ${more.length + 1} times`)
    }
  }
  for (const date of times.keys()) {
    if (expected.has(date)) continue
    tally.doubled += 1
    say(`${date}, which is not due`)
  }
}

export const zonesRow: Row = zonesRowOver(dueBetween)

/** Zones with the system's transitions; where another version of the data gives others, with our runtime's, and that is said. */
function zonesToTry(
  only: (name: string) => boolean,
): Readonly<{ zones: readonly Zone[]; figures: readonly string[]; untested: readonly string[] }> {
  const system = systemZones({ fromYear: YEARS.first - 1, toYear: YEARS.last + 2, only })
  if (system === null) return { zones: [], figures: [], untested: ['zdump or its zone data is not on this machine: install tzdata'] }
  const unknown: string[] = []
  const other: string[] = []
  const zones: Zone[] = []
  for (const [name, transitions] of system.transitions) {
    const own = runtimeTransitions(name, YEARS.first - 1, YEARS.last + 1)
    if (own === null) {
      unknown.push(name)
      continue
    }
    const differs = differenceOf(transitions, own)
    if (differs !== null) other.push(`${name} (from ${differs})`)
    zones.push({ name, transitions: differs === null ? transitions : own })
  }
  const figures = [
    `zone data: zdump ${system.version}, Temporal ${process.versions['tz']}; ${other.length} zones differ: ${other.join(', ') || 'none'}`,
    `names of the system that Temporal does not know: ${unknown.join(', ') || 'none'}`,
  ]
  return { zones, figures, untested: [] }
}

/** The first year in which two lists differ inside the years tried; null when they do not. */
function differenceOf(a: readonly Transition[], b: readonly Transition[]): string | null {
  const words = (list: readonly Transition[]) =>
    list.filter(({ at }) => isInside(at)).map(({ at, before, after }) => `${at} ${before} ${after}`)
  const [left, right] = [words(a), words(b)]
  const odd = [...left.filter((one) => !right.includes(one)), ...right.filter((one) => !left.includes(one))]
  const first = Math.min(...odd.map((one) => Number(one.split(' ')[0])))
  return odd.length === 0 ? null : new Date(first).toISOString().slice(0, 10)
}
