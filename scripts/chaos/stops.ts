// Row “stops”: two processes over one data folder, each put to sleep past its lease again and again while it posts.
import { setTimeout as wait } from 'node:timers/promises'
import { randomOf } from '../bench/random.ts'
import { calmDown, countPerChannel, recordedAsMissed, SCALE, subscribe, warmUp } from './deliveries.ts'
import type { Emulated } from './emulation.ts'
import { type Emulators, forkEmulators } from './emulators.ts'
import type { Row } from './row.ts'
import { type Ground, layGround } from './serving.ts'
import { type Span, spanFrom } from './subscribed.ts'

const STOPS = 100
const WORLDS = 2
const LEASE_MS = 60_000 * SCALE
const TEAMS = 5
const CHANNELS = 10
const MINUTES = 6
const MOST_POSTS = 6
const IDLE_MS = 3_000

type World = Readonly<{
  stops: number
  owed: number
  lost: number
  doubled: number
  recorded: number
  removed: number
  open: number
  rejected: readonly string[]
}>

export const stopsRow: Row = async ({ seed, share, say }) => {
  const stops = Math.ceil((STOPS * share) / WORLDS)
  const worlds = await Promise.all(Array.from({ length: WORLDS }, (_, at) => tryWorld(seed + at, stops, share, say)))
  const sum = (of: (world: World) => number) => worlds.reduce((all, world) => all + of(world), 0)
  const lost = sum((world) => world.lost - world.recorded)
  const doubled = sum((world) => world.doubled)
  return {
    row: 'stops',
    seed,
    figures: [
      `${sum((world) => world.stops)} SIGSTOPs past the lease of one of two serves over the same data, ${sum((world) => world.owed)} digests owed on Slack and Discord`,
      `${lost} lost, ${doubled} doubled at the end, ${sum((world) => world.removed)} taken away by the sweeper, ${sum((world) => world.recorded)} recorded as missed`,
    ],
    broken: [
      ...(lost !== 0 ? [`${lost} lost`] : []),
      ...(doubled > 0 ? [`${doubled} doubled`] : []),
      ...worlds.flatMap(({ open, rejected }) => [...(open > 0 ? [`${open} still open`] : []), ...rejected]),
    ],
  }
}

async function tryWorld(seed: number, stops: number, share: number, say: (line: string) => void): Promise<World> {
  const emulators = forkEmulators()
  const ground = layGround({ BRIEF_TIME_SCALE: String(SCALE) })
  try {
    const channels = Math.max(2, Math.ceil(CHANNELS * share))
    const emulated = await emulators.start({
      ...{ slack: { teams: TEAMS, channels }, discord: { guilds: TEAMS, channels }, limits: false, scale: SCALE },
      ...{ dedupes: false, history: true, metadata: true },
      troubles: { seed, scale: SCALE, ofPosts: 0.2, ofOthers: 0, once: true },
    })
    await warmUp(ground)
    const span = spanFrom(Date.now(), Math.max(1, Math.ceil(MINUTES * share)))
    await subscribe(ground, emulated.places, span)
    const done = await sleepAndWake({ emulators, ground, emulated, seed, stops, span, say })
    const { open } = await calmDown({ ground, env: emulated.env, emulators, span })
    const census = await emulators.census()
    const { lost, doubled } = countPerChannel(emulated.places, census.standing, span.minutes)
    const recorded = await recordedAsMissed(ground, emulated.places)
    const owed = emulated.places.length * span.minutes
    return { stops: done, owed, lost, doubled, recorded, removed: census.removed.length, open, rejected: census.rejected }
  } finally {
    await emulators.stop()
    ground.remove()
  }
}

type Sleeping = Readonly<{
  emulators: Emulators
  ground: Ground
  emulated: Emulated
  seed: number
  stops: number
  span: Span
  say: (line: string) => void
}>

async function sleepAndWake({ emulators, ground, emulated, seed, stops, span, say }: Sleeping): Promise<number> {
  const random = randomOf(seed, 3)
  const processes = [ground.serve(emulated.env), ground.serve(emulated.env)]
  await Promise.all(processes.map(({ ready }) => ready))
  let done = 0
  while (done < stops || Date.now() < span.end) {
    await emulators.morePosts(1 + random.below(MOST_POSTS), IDLE_MS)
    const one = random.pick(processes)
    if (!one.isRunning()) throw new Error(`serve ended by itself: ${one.said().slice(-600)}`)
    one.signal('SIGSTOP')
    await wait(LEASE_MS * (1.1 + random.next()))
    one.signal('SIGCONT')
    done += 1
    if (done % 10 === 0) say(`stops: ${done}`)
  }
  for (const one of processes) one.signal('SIGKILL')
  await Promise.all(processes.map(({ ended }) => ended))
  return done
}
