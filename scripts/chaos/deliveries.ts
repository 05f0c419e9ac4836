// Row “deliveries”: the shipped `serve` is killed a thousand times while a third of its requests go wrong; afterwards each channel is counted.
import { setTimeout as wait } from 'node:timers/promises'
import { type Random, randomOf } from '../bench/random.ts'
import type { Census, Place, Seen } from './emulation.ts'
import { type Emulators, forkEmulators } from './emulators.ts'
import { firstOf, type Row, type RowOptions } from './row.ts'
import { type Ground, layGround, type Served } from './serving.ts'
import { type Span, spanFrom, subscriptionEachMinute, subscriptionIdOf } from './subscribed.ts'

const DELIVERIES = 10_000
const PER_KILL = 10
/** The protocol's times are this much shorter: its minutes last two seconds. */
export const SCALE = 1 / 30
const TEAMS_A_BATCH = 25
const PER_TEAM = 20
const FAULTS = { ofPosts: 0.4, ofOthers: 0.1 } as const
/** Channels whose digests are due at one time; the next ones once the kills for these are done. */
const A_BATCH = 1_000
const MINUTE_MS = 60_000
/** Fewer posts say nothing about the share that went wrong. */
const ENOUGH_POSTS = 1_000
/** A life ends a moment after so many posts, drawn anew for each; a tenth of them end while the process opens. */
const MOST_POSTS = 32
const MOMENT_MS = 120
const OPENING_MS = 1_500
/** Where nothing is to be posted, it ends so long after it has opened. */
const IDLE_MS = 8_000
const WATCHED_MS = 1_200_000 * SCALE // 20 minutes: by then the sweeper has been round, and once more
const LONGEST_CALM_MS = 600_000

export const deliveriesRow: Row = async ({ seed, share, deliveries, say, isEnough }) => {
  const random = randomOf(seed, 1)
  const wanted = deliveries ?? Math.ceil(DELIVERIES * share)
  const kills = Math.ceil(wanted / PER_KILL)
  const batches = Math.ceil(wanted / A_BATCH)
  const teams = batches * Math.min(TEAMS_A_BATCH, Math.ceil(wanted / PER_TEAM))
  const each = Math.ceil(wanted / 2 / teams)
  const emulators = forkEmulators()
  const ground = layGround({ BRIEF_TIME_SCALE: String(SCALE) })
  try {
    const { env, places } = await emulators.start({
      ...{ slack: { teams, channels: each }, discord: { guilds: teams, channels: each } },
      ...{ troubles: { seed, scale: SCALE, ...FAULTS }, dedupes: false, history: true, metadata: true, limits: false, scale: SCALE },
    })
    await warmUp(ground)
    const lives = await killAgainAndAgain({ ground, env, emulators, random, places, batches, kills, say, isEnough })
    const calm = await calmDown({ ground, env, emulators })
    const census = await emulators.census()
    return report({ seed, places: lives.owed, lives, calm, census, ground })
  } finally {
    await emulators.stop()
    ground.remove()
  }
}

/** One life that ends in peace leaves its compiled modules for the others. */
export async function warmUp(ground: Ground): Promise<void> {
  const process = ground.serve()
  await process.ready
  process.signal('SIGTERM')
  await process.ended
}

export function subscribe(ground: Ground, places: readonly Place[], span: Span): Promise<void> {
  return ground.withStores(async ({ subscriptions, transact }) => {
    await transact(async () => {
      for (const place of places) await subscriptions.save(subscriptionEachMinute(place, span))
    })
  })
}

/** `owed`: channels whose digest was due */
type Lives = Readonly<{ kills: number; early: number; owed: readonly Place[] }>
type Killing = Readonly<{
  ground: Ground
  emulators: Emulators
  env: Readonly<Record<string, string>>
  random: Random
  places: readonly Place[]
  batches: number
  kills: number
}> &
  Pick<RowOptions, 'say' | 'isEnough'>

/** Batch by batch, so that there is always something to be posted. */
async function killAgainAndAgain({ ground, env, emulators, random, places, batches, kills, say, isEnough }: Killing): Promise<Lives> {
  let done = 0
  let early = 0
  const owed: Place[] = []
  while (done < kills && !isEnough()) {
    // As many kills for each batch.
    if (done * places.length >= owed.length * kills) owed.push(...(await nextBatch(ground, places, owed.length, batches)))
    const process = ground.serve(env)
    if (random.chance(0.1)) {
      await wait(random.below(OPENING_MS))
      early += 1
    } else {
      await process.ready
      await emulators.morePosts(1 + random.below(MOST_POSTS), IDLE_MS)
      await wait(random.below(MOMENT_MS))
    }
    if (!process.isRunning()) throw new Error(`serve ended by itself: ${process.said().slice(-600)}`)
    process.signal('SIGKILL')
    await process.ended
    done += 1
    if (done % 50 === 0) say(`deliveries: ${done} kills`)
  }
  return { kills: done, early, owed }
}

/** Due at once, as what a process missed. */
async function nextBatch(ground: Ground, places: readonly Place[], from: number, batches: number): Promise<readonly Place[]> {
  // Teams of both platforms in each.
  const mixed = places.toSorted((a, b) => (a.channel.split('').reverse().join('') < b.channel.split('').reverse().join('') ? -1 : 1))
  const batch = mixed.slice(from, from + Math.ceil(places.length / batches))
  await subscribe(ground, batch, spanFrom(Date.now() - MINUTE_MS, 1))
  return batch
}

type Calming = Readonly<{ ground: Ground; env: Readonly<Record<string, string>>; emulators: Emulators; span?: Span }>

/** `owed`: whether looks for twins, or words under a message, are still to be made */
type Calm = Readonly<{ open: number; owed: boolean }>

/** One more life that is left alone: it settles what is open, until nothing has changed for twenty minutes of its own time. */
export async function calmDown({ ground, env, emulators, span }: Calming): Promise<Calm> {
  await emulators.calm()
  const process: Served = ground.serve(env)
  await process.ready
  const from = Math.max(Date.now(), span?.end ?? 0)
  let quietSince = from
  let last = ''
  while (Date.now() - quietSince < WATCHED_MS && Date.now() - from < LONGEST_CALM_MS) {
    await wait(1_000)
    const { standing, removed, posts } = await emulators.census()
    const state = `${standing.length} ${removed.length} ${posts}`
    if (state !== last) quietSince = Date.now()
    last = state
  }
  process.signal('SIGTERM')
  await process.ended
  return ground.withStores(async ({ deliveries, aftercare }) => ({
    open: (await deliveries.open()).length,
    owed: (await aftercare.nextOwed()) !== null,
  }))
}

type Ending = Readonly<{
  seed: number
  places: readonly Place[]
  lives: Lives
  calm: Calm
  census: Census
  ground: Ground
}>

async function report({ seed, places, lives, calm, census, ground }: Ending) {
  const owed = places.length
  const { lost, doubled } = countPerChannel(places, census.standing, 1)
  const doubledOnce = new Set(census.removed.map(({ mark }) => mark)).size
  const recorded = await recordedAsMissed(ground, places)
  const faults = Object.values(census.troubles ?? {}).reduce((a, b) => a + b, 0)
  const share = faults / Math.max(1, census.posts)
  const unexplained = lost - recorded
  return {
    row: 'deliveries',
    seed,
    figures: [
      `${owed} digests owed to ${places.length} channels on Slack and Discord, ${lives.kills} SIGKILLs of serve (${lives.early} while it opened), times scaled by 1/${Math.round(1 / SCALE)}`,
      `${census.posts} posts, ${(share * 100).toFixed(1)} % of them went wrong: ${words(census.troubles)}`,
      `${unexplained} lost, ${doubled} doubled at the end; ${doubledOnce} stood double for a while, and the sweeper took ${census.removed.length} messages away`,
      `${recorded} recorded as missed, ${calm.open} still open`,
    ],
    broken: firstOf([
      ...(unexplained !== 0 ? [`${unexplained} lost`] : []),
      ...(doubled > 0 ? [`${doubled} doubled`] : []),
      ...(calm.open > 0 ? [`${calm.open} deliveries never came to an end`] : []),
      ...(calm.owed ? ['looks for twins are still owed'] : []),
      ...(lives.kills * PER_KILL < owed ? ['ended before there were enough kills'] : []),
      ...(share < 1 / 3 && census.posts >= ENOUGH_POSTS ? ['fewer than a third of the posts went wrong'] : []),
      ...census.rejected,
    ]),
  }
}

/** Every channel must hold as many messages as minutes in which one was due, no two with the same mark. */
export function countPerChannel(places: readonly Place[], standing: readonly Seen[], each: number) {
  const inChannel = Map.groupBy(standing, ({ channel }) => channel)
  let lost = 0
  let doubled = 0
  for (const { channel } of places) {
    const seen = inChannel.get(channel) ?? []
    const different = new Set(seen.map(({ mark }) => mark)).size
    doubled += seen.length - different
    lost += each - different
  }
  return { lost, doubled }
}

/** Occurrences of the span that the product itself has put on record as not sent, with a reason. */
export async function recordedAsMissed(ground: Ground, places: readonly Place[]): Promise<number> {
  return ground.withStores(async ({ deliveries }) => {
    let count = 0
    for (const place of places) {
      const records = await deliveries.ofSubscription(subscriptionIdOf(place), 10_000)
      count += records.filter(({ state, part, reason }) => part === 1 && state === 'skipped' && reason !== null).length
    }
    return count
  })
}

function words(troubles: Census['troubles']): string {
  return Object.entries(troubles ?? {})
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')
}
