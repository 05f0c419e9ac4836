// What whoever watches over the process is told: composed of the log's lines, the stores, the platforms and the loop. Loaded only with HEALTH_PORT.
import { createHealthServer } from '../adapters/operating/health-server.ts'
import { watchLoop } from '../adapters/operating/loop-lag.ts'
import { createMetrics } from '../adapters/operating/metrics.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { type Config, VERSION } from '../config.ts'
import type { PlatformName } from '../domain/address.ts'
import type { HandleInbound } from '../ports/platform.ts'
import type { VitalSigns } from '../ports/vitals.ts'

const LAG_MS = 1_000
const WRITE_MS = 250
const TICK_MS = 90_000 // a tick comes each minute
const SOUND_MS = 24 * 3_600_000 // reading the whole file is work; once a day will do

export type Operating = Readonly<{
  /** The same log, its lines counted. */
  counted: (log: Log) => Log
  /** The same, and how long each reply took is counted. */
  timed: (handle: HandleInbound) => HandleInbound
  /** The minute's tick came. */
  ticked: () => void
  /** A platform is there, or is to come. */
  platform: (name: PlatformName, connected: boolean) => void
  /** Opens the port; returns it. */
  start: (watched: Readonly<{ vitals: VitalSigns; log: Log }>) => Promise<number>
  /** From here on it is not ready: what is under way is brought to its end. */
  draining: () => void
  stop: () => Promise<void>
}>

type Parts = Readonly<{ config: Pick<Config, 'health' | 'budget'>; clock: Clock; elapsed: () => number }>

export function createOperating({ config: { health, budget }, clock, elapsed }: Parts): Operating {
  const metrics = createMetrics(VERSION, elapsed)
  const lag = watchLoop(elapsed)
  const platforms = new Map<PlatformName, boolean>()
  let lastTick: number | null = null
  let isDraining = false
  let server: ReturnType<typeof createHealthServer> | undefined

  const ready = async (vitals: VitalSigns): Promise<Readonly<{ why: readonly string[] }>> => {
    const writes = await isQuick(vitals.write(clock.now().toString()), WRITE_MS)
    return {
      why: [
        ...(isDraining ? ['it is stopping'] : []),
        ...(writes ? [] : [`the data file does not take a write within ${WRITE_MS} ms`]),
        ...(lastTick === null ? ['it is starting'] : []),
        ...(lastTick !== null && elapsed() - lastTick > TICK_MS ? ['what is due was not looked for within 90 s'] : []),
      ],
    }
  }

  const standing = async (vitals: VitalSigns, sound: boolean | null) => {
    const read = await vitals.read(clock.now().toString().slice(0, 10))
    const limit = budget.limits.allTokens
    const budgetLeft = limit === null ? null : Math.max(0, 1 - read.tokensToday / limit)
    return { vitals: read, ready: (await ready(vitals)).why.length === 0, platforms: Object.fromEntries(platforms), budgetLeft, sound }
  }

  return {
    counted: metrics.counted,
    timed: (handle) => async (inbound, surface) => {
      const began = elapsed()
      await handle(inbound, surface)
      metrics.tally.note('bb_answer_seconds', (elapsed() - began) / 1000, { platform: inbound.channel.platform })
    },
    ticked: () => {
      lastTick = elapsed()
    },
    platform: (name, connected) => void platforms.set(name, connected),
    start: async ({ vitals, log }) => {
      const sound = createDaily(vitals.isSound, elapsed)
      server = createHealthServer({
        ...health,
        log,
        live: () => ({ why: lag.medianMs() > LAG_MS ? ['the event loop comes round too seldom'] : [] }),
        ready: () => ready(vitals),
        metrics: async () => {
          metrics.stand(await standing(vitals, sound()))
          return { text: await metrics.text(), contentType: metrics.contentType }
        },
      })
      return server.start()
    },
    draining: () => {
      isDraining = true
    },
    stop: async () => {
      lag.stop()
      await server?.stop()
      metrics.stop()
    },
  }
}

/** What was last found; looks anew in the background once that is a day old. */
function createDaily(look: () => Promise<boolean>, elapsed: () => number): () => boolean | null {
  let found: boolean | null = null
  let lookedAt: number | null = null
  return () => {
    if (lookedAt === null || elapsed() - lookedAt > SOUND_MS) {
      lookedAt = elapsed()
      void look().then(
        (sound) => {
          found = sound
        },
        () => {
          found = false
        },
      )
    }
    return found
  }
}

/** Whether it was done in time; what comes later, or fails, is none. */
async function isQuick(work: Promise<void>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, withinMs, false)
  })
  const done = work.then(
    () => true,
    () => false,
  )
  return Promise.race([done, late]).finally(() => clearTimeout(timer))
}
