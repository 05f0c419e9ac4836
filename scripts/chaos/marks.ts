// Row “marks”: Slack without the means by which a message is known again, one by one, in pairs, and without any.
import { setTimeout as wait } from 'node:timers/promises'
import { countPerChannel, subscribe, warmUp } from './deliveries.ts'
import type { Census, Place } from './emulation.ts'
import { forkEmulators } from './emulators.ts'
import type { Row } from './row.ts'
import { type Ground, layGround } from './serving.ts'
import { spanFrom, subscriptionIdOf } from './subscribed.ts'

const SCALE = 1 / 15
const MINUTE_MS = 60_000
const SIMULATED_MS = MINUTE_MS * SCALE // a minute
const SETTLED_MS = 15 * SIMULATED_MS
/** Who is told that a message may stand twice is told after the sweeper could not see it. */
const TOLD_MS = 26 * SIMULATED_MS
const LONGEST_WAIT_MS = 150_000
const TEAMS = 4
const CHANNELS = 25

type Mode = Readonly<{ name: string; dedupes: boolean; history: boolean; metadata: boolean; whenInDoubt: 'resend' | 'hold' }>
const WITHOUT = (name: string, dedupes: boolean, history: boolean, metadata: boolean): Mode => ({
  ...{ name, dedupes, history, metadata, whenInDoubt: 'resend' },
})
const ALL_OFF = WITHOUT('all three, resend', false, false, false)
const MODES: readonly Mode[] = [
  WITHOUT('client_msg_id ignored', false, true, true),
  WITHOUT('history denied', true, false, true),
  WITHOUT('metadata stripped', true, true, false),
  WITHOUT('client_msg_id ignored, history denied', false, false, true),
  WITHOUT('client_msg_id ignored, metadata stripped', false, true, false),
  WITHOUT('history denied, metadata stripped', true, false, false),
  ALL_OFF,
  { ...ALL_OFF, name: 'all three, hold', whenInDoubt: 'hold' },
]

type Outcome = Readonly<{
  mode: Mode
  owed: number
  census: Census
  lost: number
  doubled: number
  /** messages that no process heard of: the ends that the product calls uncertain */
  uncertain: number
  untold: number
  open: number
}>

/** `only`: names of the modes to try; absent: all. */
export const marksRowOf =
  (only?: readonly string[]): Row =>
  async ({ seed, share, say }) => {
    const channels = Math.max(2, Math.ceil(CHANNELS * share))
    const outcomes: Outcome[] = []
    // Each world mostly waits, so several go side by side.
    const modes = MODES.filter(({ name }) => only?.includes(name) ?? true)
    const waiting = [...modes.entries()]
    const take = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, mode] = next
        outcomes[at] = await tryMode(mode, seed + at, channels)
        say(`marks: ${mode.name}`)
      }
    }
    await Promise.all([take(), take(), take(), take()])
    return { row: 'marks', seed, figures: outcomes.map(figureOf), broken: outcomes.flatMap(brokenOf) }
  }

async function tryMode(mode: Mode, seed: number, channels: number): Promise<Outcome> {
  const emulators = forkEmulators()
  const ground = layGround({ BRIEF_TIME_SCALE: String(SCALE), DIGEST_WHEN_IN_DOUBT: mode.whenInDoubt })
  try {
    const kinds = ['reset before', 'reset after', '5xx after', 'late', 'lost response'] as const
    const { env, places } = await emulators.start({
      ...{ slack: { teams: TEAMS, channels }, discord: { guilds: 0, channels: 0 }, limits: false, scale: SCALE },
      ...{ dedupes: mode.dedupes, history: mode.history, metadata: mode.metadata },
      troubles: { seed, scale: SCALE, ofPosts: 0.7, ofOthers: 0, kinds, once: true },
    })
    await warmUp(ground)
    // Due at once, as what a process missed.
    const span = spanFrom(Date.now() - MINUTE_MS, 1)
    await subscribe(ground, places, span)
    const process = ground.serve(env)
    await process.ready
    const from = Date.now()
    const { open } = await untilEnded(ground, from)
    const { lost, doubled } = countPerChannel(places, (await emulators.census()).standing, span.minutes)
    await wait(isBlind(mode) ? Math.max(0, from + TOLD_MS - Date.now()) : 0)
    const census = await emulators.census()
    const { uncertain, untold } = await uncertainOf(ground, places)
    process.signal('SIGTERM')
    await process.ended
    return { mode, owed: places.length, census, lost, doubled, uncertain, untold, open }
  } finally {
    await emulators.stop()
    ground.remove()
  }
}

/** Until nothing is open any more, and what was in doubt has been looked for twice over. */
async function untilEnded(ground: Ground, from: number): Promise<Readonly<{ open: number }>> {
  for (;;) {
    await wait(2_000)
    const open = (await ground.withStores(({ deliveries }) => deliveries.open())).length
    const isSettled = open === 0 && Date.now() - from >= SETTLED_MS
    if (isSettled || Date.now() - from > LONGEST_WAIT_MS) return { open }
  }
}

/** Ends that nobody could prove; `untold`: those without a reason on record. */
async function uncertainOf(ground: Ground, places: readonly Place[]) {
  return ground.withStores(async ({ deliveries }) => {
    let uncertain = 0
    let untold = 0
    for (const place of places) {
      for (const { state, reason, blindResends } of await deliveries.ofSubscription(subscriptionIdOf(place), 100)) {
        if (state === 'dead' || blindResends > 0) uncertain += 1
        if (state === 'dead' && reason !== 'ambiguous') untold += 1
      }
    }
    return { uncertain, untold }
  })
}

const isBlind = ({ dedupes, history, metadata }: Mode) => !dedupes && !history && !metadata

function figureOf({ mode, owed, census, lost, doubled, uncertain }: Outcome): string {
  const faults = Object.values(census.troubles ?? {}).reduce((a, b) => a + b, 0)
  const removed = census.removed.length
  return `${mode.name}: ${owed} owed, ${faults} first attempts went wrong; ${lost} lost, ${doubled} doubled, ${removed} taken away, ${uncertain} uncertain, ${census.told} told to their owners`
}

function brokenOf({ mode, census, lost, doubled, uncertain, untold, open }: Outcome): readonly string[] {
  const say = (words: string) => `${mode.name}: ${words}`
  const mayLose = isBlind(mode) && mode.whenInDoubt === 'hold'
  const mayDouble = isBlind(mode) && mode.whenInDoubt === 'resend'
  return [
    ...(lost > 0 && !mayLose ? [say(`${lost} lost`)] : []),
    ...(doubled > 0 && !mayDouble ? [say(`${doubled} doubled`)] : []),
    ...(mayLose && lost > uncertain ? [say(`${lost} lost, and only ${uncertain} of them on record as uncertain`)] : []),
    ...(mayDouble && doubled > uncertain ? [say(`${doubled} doubled, and only ${uncertain} on record as uncertain`)] : []),
    ...(isBlind(mode) && uncertain > 0 && census.told === 0 ? [say('no owner was told of the uncertain ones')] : []),
    ...(untold > 0 ? [say(`${untold} ended for another reason`)] : []),
    ...(open > 0 ? [say(`${open} still open`)] : []),
    ...census.rejected.map(say),
  ]
}
