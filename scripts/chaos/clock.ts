// Row “clock”: a machine whose clock jumps and which is off for up to a month, in virtual time, planner and deliverer in this process.
import { GRACE_MS } from '../../src/digest/due.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { digestWorld, oneLiner, type World } from '../../tests/digest/digest-world.ts'
import { type FakePlatform, fakePlatform } from '../../tests/fakes/fake-platform.ts'
import { logUniform, type Random, randomOf } from '../bench/random.ts'
import { expectedOf, type Owed } from './clock-oracle.ts'
import { firstOf, type Row } from './row.ts'
import { runtimeTransitions } from './runtime-zones.ts'
import { DAY_MS, dueInstant } from './zone-oracle.ts'

const JUMPS = 10_000
const JUMPS_A_WORLD = 500
const OUTAGES_A_WORLD = 20
const CHANNELS = 16
const MINUTE_MS = 60_000
const FURTHEST_JUMP_MIN = 180
const OUTAGE_MIN = { least: 1, most: 30 * 1_440 } as const
const YEARS = { first: 2012, last: 2027 } as const

type Channel = Readonly<{ id: string; zone: string; minute: number }>
type Tally = { jumps: number; outages: number; posts: number; recorded: number; missed: number; doubled: number; faults: string[] }

export const clockRow: Row = async ({ seed, share, say }) => {
  const tally: Tally = { jumps: 0, outages: 0, posts: 0, recorded: 0, missed: 0, doubled: 0, faults: [] }
  const worlds = Math.max(1, Math.round((JUMPS * share) / JUMPS_A_WORLD))
  const jumps = Math.ceil(Math.min(JUMPS_A_WORLD, JUMPS * share))
  for (let at = 0; at < worlds; at += 1) {
    await runWorld(randomOf(seed, at), jumps, tally)
    if (share === 1) say(`clock: ${tally.jumps} jumps`)
  }
  const { outages, posts, recorded, missed, doubled, faults } = tally
  return {
    row: 'clock',
    seed,
    figures: [
      `${tally.jumps} clock jumps of up to ±3 h, ${outages} outages of 1 minute to 30 days with a restart after each`,
      `${posts} digests owed and posted at the very tick they were due, ${recorded} recorded as missed (a later one stood for them, or the grace was over)`,
      `${missed} missed, ${doubled} doubled`,
    ],
    broken: firstOf(faults),
  }
}

async function runWorld(random: Random, jumps: number, tally: Tally): Promise<void> {
  const start = Date.UTC(YEARS.first, 0) + random.below(Date.UTC(YEARS.last, 0) - Date.UTC(YEARS.first, 0))
  const zones = Intl.supportedValuesOf('timeZone')
  const channels = Array.from({ length: CHANNELS }, (_, i) => ({ id: `C${i}`, zone: random.pick(zones), minute: random.below(1_440) }))
  const holder: { platform?: FakePlatform } = {}
  const world = digestWorld(new Date(start).toISOString(), (now) => {
    holder.platform = fakePlatform({ now })
    return holder.platform
  })
  await world.publish(oneLiner('The bridge at the crossing was closed on Monday.'))
  for (const channel of channels) await world.stores.subscriptions.save(subscriptionOf(channel, start))
  const readings = await live(world, random, { start, jumps }, tally)
  for (const channel of channels) await judge(channel, { world, readings, start, posted: postedIn(holder.platform, channel.id) }, tally)
  await world.stores.close()
}

function subscriptionOf({ id, zone, minute }: Channel, start: number): Subscription {
  return {
    ...{ id: `sub-${id}`, kind: 'digest', version: 1, topic: 'border', createdBy: 'U1', createdAt: new Date(start).toISOString() },
    channel: { platform: 'slack', workspace: 'T1', channel: id },
    schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: Math.floor(minute / 60), minute: minute % 60, timeZone: zone },
    ...{ paused: false, pausedWhy: null, quietLine: true, mostADay: null },
  }
}

/** Ticks through jumps and outages; what the clock said at each tick. */
async function live(world: World, random: Random, { start, jumps }: Readonly<{ start: number; jumps: number }>, tally: Tally) {
  const readings: number[] = []
  let now = start
  let digests = world.boot()
  const tickAfter = async (minutes: number) => {
    now += minutes * MINUTE_MS
    world.moveTo(new Date(now).toISOString())
    readings.push(now)
    await digests.tick(world.now())
  }
  const outageAt = new Set(Array.from({ length: Math.ceil((OUTAGES_A_WORLD * jumps) / JUMPS_A_WORLD) }, () => random.below(jumps)))
  for (let jump = 0; jump < jumps; jump += 1) {
    for (let ticks = random.below(4); ticks >= 0; ticks -= 1) await tickAfter(1 + random.below(15))
    await tickAfter(random.below(2 * FURTHEST_JUMP_MIN + 1) - FURTHEST_JUMP_MIN)
    tally.jumps += 1
    if (!outageAt.has(jump)) continue
    tally.outages += 1
    digests = world.boot()
    await tickAfter(logUniform(random, OUTAGE_MIN.least, OUTAGE_MIN.most))
  }
  return readings
}

/** When each message that stands in a channel came to stand there. */
function postedIn(platform: FakePlatform | undefined, channel: string): readonly number[] {
  return (platform?.standing ?? []).filter(({ post }) => post.channel.channel === channel).map(({ from }) => from)
}

type Seen = Readonly<{ world: World; readings: readonly number[]; start: number; posted: readonly number[] }>

async function judge(channel: Channel, { world, readings, start, posted }: Seen, tally: Tally): Promise<void> {
  const furthest = readings.reduce((a, b) => Math.max(a, b), start)
  const { posts, missed } = expectedOf(owedTo(channel, start, furthest), readings, start, GRACE_MS)
  const records = await world.stores.deliveries.ofSubscription(`sub-${channel.id}`, 100_000)
  const skipped = records.filter(({ state }) => state === 'skipped').map(({ occurrence }) => occurrence.localDate)
  const say = (words: string) => tally.faults.push(`${channel.zone} ${channel.minute} min from ${new Date(start).toISOString()}: ${words}`)
  const absent = without(posts, posted)
  const extra = without(posted, posts)
  for (const at of absent) say(`nothing posted at ${new Date(at).toISOString()}`)
  for (const at of extra) say(`posted at ${new Date(at).toISOString()}, which was not owed`)
  const unrecorded = without(missed, skipped)
  for (const date of unrecorded) say(`${date} was missed without a record`)
  for (const date of without(skipped, missed)) say(`${date} is recorded as missed, and was not`)
  tally.posts += posts.length - absent.length
  tally.recorded += missed.length - unrecorded.length
  tally.missed += absent.length + unrecorded.length
  tally.doubled += extra.length
}

/** What the first list has and the second has not, one by one. */
function without<T>(list: readonly T[], taken: readonly T[]): readonly T[] {
  const left = [...taken]
  return list.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

function owedTo({ zone, minute }: Channel, start: number, end: number): readonly Owed[] {
  const transitions = runtimeTransitions(zone, YEARS.first - 1, YEARS.last + 20) ?? []
  const owed: Owed[] = []
  for (let date = Math.floor(start / DAY_MS) - 2; date <= Math.floor(end / DAY_MS) + 2; date += 1) {
    const at = dueInstant(transitions, date, minute * MINUTE_MS)
    if (at !== null && at <= end) owed.push({ localDate: new Date(date * DAY_MS).toISOString().slice(0, 10), at })
  }
  return owed.sort((a, b) => a.at - b.at)
}
