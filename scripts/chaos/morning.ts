// Rows “morning”, “small” and “burst”: many digests due at one time, in wall time, on platforms that answer 429 to whoever asks too often; people ask meanwhile.
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Emulated, EmulationPlan } from './emulation.ts'
import { type Emulators, forkEmulators } from './emulators.ts'
import type { Arrival, Asked, Load } from './load-census.ts'
import { quantile, type Row, type RowReport } from './row.ts'
import { layGround, type Served } from './serving.ts'
import { subscribe, warmUp } from './deliveries.ts'
import { type Span, spanFrom } from './subscribed.ts'

const SEEDS = join(import.meta.dirname, '../../seeds')
const QUESTIONS = ['border', 'How long is the border?', 'Who controls the border gates?', 'latest']
const ASK_EVERY_MS = 700
const ACK_P99_MS = 250
const ANSWER_P95_MS = 1_000

type Size = EmulationPlan['slack'] | EmulationPlan['discord']
type Morning = Readonly<{
  name: string
  slack: Readonly<{ teams: number; channels: number }>
  discord: Readonly<{ guilds: number; channels: number }>
  /** the channels that are watched; null: all */
  small: boolean
  asks: boolean
  /** seconds in which all that is watched must stand, or its 99th percentile */
  within: Readonly<{ all?: number; p99?: number }>
  /** from when the digests are subscribed to until they are due, in milliseconds */
  aheadMs: number
}>

const NONE = { slack: { teams: 0, channels: 0 }, discord: { guilds: 0, channels: 0 } } as const
/** Slack is there so that people can ask on it. */
const ASKED = { teams: 1, channels: 0 } as const
const LARGE = { small: false, asks: true, aheadMs: 150_000 } as const
const BESIDE = { small: true, asks: false, within: { all: 5 }, aheadMs: 90_000 } as const
const BURST = { small: false, asks: false, aheadMs: 45_000 } as const
const MORNINGS: Readonly<Record<string, Morning>> = {
  'morning-discord': { name: '10,000 on Discord', ...LARGE, slack: ASKED, discord: { guilds: 100, channels: 100 }, within: { all: 255 } },
  'morning-slack': { name: '100 × 100 on Slack', ...LARGE, ...NONE, slack: { teams: 100, channels: 100 }, within: { all: 60 } },
  'small-slack': { name: '10 beside 5,000 on Slack', ...BESIDE, ...NONE, slack: { teams: 1, channels: 5_000 } },
  'small-discord': { name: '10 beside 5,000 on Discord', ...BESIDE, ...NONE, discord: { guilds: 1, channels: 5_000 } },
  'burst-slack': { name: '500 on 100 teams of Slack', ...BURST, ...NONE, slack: { teams: 100, channels: 5 }, within: { p99: 1 } },
  'burst-discord': { name: '500 on Discord', ...BURST, ...NONE, discord: { guilds: 10, channels: 50 }, within: { all: 13 } },
}

const rowOf =
  (row: string, morning: Morning): Row =>
  async ({ seed, share }) => ({ row, seed, ...(await tryMorning(scaled(morning, share))) })

export const morningRows: Readonly<Record<string, Row>> = Object.fromEntries(
  Object.entries(MORNINGS).map(([row, morning]) => [row, rowOf(row, morning)]),
)

function scaled(morning: Morning, share: number): Morning {
  const part = <T extends Size>(size: T): T => ({
    ...size,
    channels: size.channels === 0 ? 0 : Math.max(1, Math.round(size.channels * share)),
  })
  return share === 1
    ? morning
    : { ...morning, slack: part(morning.slack), discord: part(morning.discord), aheadMs: Math.max(20_000, morning.aheadMs * share) }
}

async function tryMorning(morning: Morning): Promise<Pick<RowReport, 'figures' | 'broken'>> {
  const emulators = forkEmulators()
  const ground = layGround({ SEEDS_DIR: SEEDS })
  try {
    const emulated = await emulators.start({
      ...{ slack: morning.slack, discord: morning.discord, troubles: null, limits: true, scale: 1 },
      ...{ dedupes: false, history: true, metadata: true, small: morning.small ? 10 : 0 },
    })
    await warmUp(ground)
    const span = spanFrom(Date.now() + morning.aheadMs, 1)
    await subscribe(ground, emulated.places, span)
    const process = ground.serve(emulated.env)
    await process.connected(morning.slack.teams > 0 && morning.discord.guilds > 0 ? 2 : 1)
    await wait(Math.max(0, span.start - 2_000 - Date.now()))
    const cpuBefore = process.cpuMs()
    const { asked, cpuMs } = await untilDone({ morning, emulators, emulated, span, process })
    return judge(morning, { emulated, span, asked, cpuMs: cpuMs - cpuBefore, load: await emulators.load() })
  } finally {
    await emulators.stop()
    ground.remove()
  }
}

type Running = Readonly<{ morning: Morning; emulators: Emulators; emulated: Emulated; span: Span; process: Served }>

/** Asks all the while, and stops when what is watched stands or when it is long overdue. */
async function untilDone({ morning, emulators, emulated, span, process }: Running): Promise<Pick<Outcome, 'asked' | 'cpuMs'>> {
  const longest = 2 * ((morning.within.all ?? morning.within.p99 ?? 0) + 30) * 1_000
  const watched = new Set(watchedOf(morning, emulated))
  const asking: Promise<Asked>[] = []
  for (let at = 0; Date.now() - span.start < longest && process.isRunning(); at += 1) {
    const isAsked = morning.asks && Date.now() >= span.start
    if (isAsked) asking.push(emulators.brief(QUESTIONS[at % QUESTIONS.length] ?? ''))
    await wait(ASK_EVERY_MS)
    if (at % 5 === 4 && countOf(watched, await emulators.load()) >= watched.size) break
  }
  const asked = await Promise.all(asking)
  const cpuMs = process.cpuMs()
  process.signal('SIGKILL')
  await process.ended
  return { asked, cpuMs }
}

function watchedOf({ small }: Morning, { places }: Emulated): readonly string[] {
  return (small ? places.slice(-10) : places).map(({ channel }) => channel)
}

function countOf(watched: ReadonlySet<string>, { arrivals }: Load): number {
  return new Set(arrivals.flatMap(({ channel }) => (watched.has(channel) ? channel : []))).size
}

type Outcome = Readonly<{ emulated: Emulated; span: Span; asked: readonly Asked[]; cpuMs: number; load: Load }>

function judge(morning: Morning, { emulated, span, asked, cpuMs, load }: Outcome): Pick<RowReport, 'figures' | 'broken'> {
  const watched = watchedOf(morning, emulated)
  const first = new Map<string, Arrival>()
  for (const arrival of load.arrivals) if (!first.has(arrival.channel)) first.set(arrival.channel, arrival)
  const late = watched.flatMap((channel) => {
    const at = first.get(channel)?.at
    return at === undefined ? [] : [(at - span.start) / 1_000]
  })
  const [p50, p99, last] = [quantile(late, 0.5), quantile(late, 0.99), quantile(late, 1)]
  const early = late.filter((seconds) => seconds < -0.001).length
  const rate = mostInASecond(load.discordRequests.filter((at) => at >= span.start))
  const { all, p99: mostP99 } = morning.within
  const figures = [
    `${morning.name}: ${late.length} of ${watched.length} posted; lateness p50 ${p50.toFixed(1)} s, p99 ${p99.toFixed(2)} s, last ${last.toFixed(1)} s; ${load.limited} answers 429; ${(cpuMs / Math.max(1, load.arrivals.length)).toFixed(1)} ms of a processor each; load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}`,
    ...(morning.discord.guilds > 0 ? [`  at most ${rate} requests to Discord in a second`] : []),
  ]
  const broken = [
    ...(late.length < watched.length ? [`${morning.name}: ${watched.length - late.length} missing`] : []),
    ...(early > 0 ? [`${morning.name}: ${early} before their time`] : []),
    ...(all !== undefined && last > all ? [`${morning.name}: the last after ${last.toFixed(1)} s, not ${all} s`] : []),
    ...(mostP99 !== undefined && p99 > mostP99 ? [`${morning.name}: p99 ${p99.toFixed(2)} s, not ${mostP99} s`] : []),
    ...(load.limited > 0 ? [`${morning.name}: ${load.limited} answers 429`] : []),
    ...(rate > 40 ? [`${morning.name}: ${rate} requests in a second`] : []),
  ]
  const asks = morning.asks ? judgeAsked(morning.name, asked) : { figures: [], broken: [] }
  return { figures: [...figures, ...asks.figures], broken: [...broken, ...asks.broken] }
}

function judgeAsked(name: string, asked: readonly Asked[]): Pick<RowReport, 'figures' | 'broken'> {
  const ack = quantile(
    asked.map(({ ackMs }) => ackMs),
    0.99,
  )
  const answered = asked.flatMap(({ answerMs }) => answerMs ?? [])
  const answer = quantile(answered, 0.95)
  return {
    figures: [`  ${asked.length} times /brief meanwhile: acknowledged p99 ${ack.toFixed(0)} ms, answered p95 ${answer.toFixed(0)} ms`],
    broken: [
      ...(answered.length < asked.length ? [`${name}: ${asked.length - answered.length} questions without an answer`] : []),
      ...(ack > ACK_P99_MS ? [`${name}: acknowledged p99 ${ack.toFixed(0)} ms, not ${ACK_P99_MS} ms`] : []),
      ...(answer > ANSWER_P95_MS ? [`${name}: answered p95 ${answer.toFixed(0)} ms, not ${ANSWER_P95_MS} ms`] : []),
    ],
  }
}

/** The most that fall into any second. */
function mostInASecond(times: readonly number[]): number {
  let most = 0
  for (let from = 0, to = 0; to < times.length; to += 1) {
    while ((times[from] ?? 0) <= (times[to] ?? 0) - 1_000) from += 1
    most = Math.max(most, to - from + 1)
  }
  return most
}
