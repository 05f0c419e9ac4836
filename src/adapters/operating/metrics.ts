// What is counted of a running process, as Prometheus reads it: lines of the log, how the stores stand, and the process itself.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Log, LogFields } from '../../base/log.ts'
import type { Vitals } from '../../ports/vitals.ts'
import { COUNTERS, type CounterName, HISTOGRAMS, type HistogramName, LINES, type Tally } from './counted-lines.ts'

const LATELY_MS = 600_000 // the window in which Discord counts
const MOST_COUNTED = 10_000 // it bars the address there

export type Metrics = Readonly<{
  /** The same log, every line of it counted. */
  counted: (log: Log) => Log
  tally: Tally
  /** Notes how things stand, read at each scrape. */
  stand: (standing: Standing) => void
  /** Everything, in Prometheus' text format. */
  text: () => Promise<string>
  contentType: string
  stop: () => void
}>

export type Standing = Readonly<{
  vitals: Vitals | null
  ready: boolean
  /** by platform: whether it is connected */
  platforms: Readonly<Record<string, boolean>>
  /** of the day's tokens of all workspaces, what is left: 0 to 1; null without a limit */
  budgetLeft: number | null
  /** as it was last read whole; null before that */
  sound: boolean | null
}>

/** `version`: of this copy. `elapsed`: milliseconds of a clock that never runs back. */
export function createMetrics(version: string, elapsed: () => number = () => performance.now()): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const tally = tallyIn(registry)
  const gauges = gaugesIn(registry)
  const invalid = countLately(elapsed)
  gauges.tzdb.set({ version: process.versions['tz'] ?? 'unknown' }, 1)
  gauges.info.set({ version, node: process.version, tzdb: process.versions['tz'] ?? 'unknown' }, 1)
  return {
    tally,
    counted: (log) => countedLog(log, tally, invalid.count),
    stand: (standing) => {
      show(standing, gauges)
      gauges.invalid.set(invalid.lately())
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => registry.clear(),
  }
}

function tallyIn(registry: Registry): Tally {
  const registers = [registry]
  const counters = new Map<CounterName, Counter>()
  for (const [name, { help, labels }] of Object.entries(COUNTERS) as [CounterName, { help: string; labels: readonly string[] }][]) {
    counters.set(name, new Counter({ name, help, labelNames: [...labels], registers }))
  }
  const histograms = new Map<HistogramName, Histogram>()
  for (const [name, { help, labels, buckets }] of Object.entries(HISTOGRAMS) as [
    HistogramName,
    { help: string; labels: readonly string[]; buckets: readonly number[] },
  ][]) {
    histograms.set(name, new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers }))
  }
  return {
    add: (name, labels = {}, by = 1) => counters.get(name)?.inc({ ...labels }, by),
    note: (name, value, labels = {}) => histograms.get(name)?.observe({ ...labels }, value),
  }
}

type Gauges = ReturnType<typeof gaugesIn>

function gaugesIn(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: string[] = []) => new Gauge({ name, help, labelNames, registers: [registry] })
  return {
    info: gauge('bb_build_info', 'The version that runs, of itself, of Node, of the time zone data.', ['version', 'node', 'tzdb']),
    tzdb: gauge('bb_tzdb_info', 'The time zone data that digests are planned by.', ['version']),
    invalid: gauge(
      'bb_discord_invalid_requests',
      'Requests that Discord counts as invalid, of the last ten minutes: 10,000 bar the address.',
    ),
    unknown: gauge('bb_delivery_unknown', 'Deliveries of which the platform has not said whether they stand.'),
    ready: gauge('bb_ready', 'Whether /readyz says yes.'),
    platform: gauge('bb_platform_connected', 'Whether a configured platform was reached.', ['platform']),
    articles: gauge('bb_articles', 'Articles that are kept, of all workspaces.'),
    subscriptions: gauge('bb_subscriptions', 'Subscriptions of all channels.', ['state']),
    deliveries: gauge('bb_deliveries_open', 'Deliveries that are not at their end, by state; "unknown" is in doubt.', ['state']),
    sources: gauge('bb_sources', 'Sources that are read again and again.', ['state']),
    bytes: gauge('bb_data_bytes', 'Bytes of the data file, of the log beside it, and free on its disk.', ['what']),
    sound: gauge('bb_db_integrity_ok', 'Whether the data file was sound when it was last read whole.'),
    budget: gauge('bb_llm_budget_remaining_ratio', 'What is left of the day’s tokens of all workspaces, 0 to 1.'),
  }
}

function show({ vitals, ready, platforms, budgetLeft, sound }: Standing, gauges: Gauges): void {
  gauges.ready.set(Number(ready))
  for (const [platform, connected] of Object.entries(platforms)) gauges.platform.set({ platform }, Number(connected))
  if (budgetLeft !== null) gauges.budget.set(budgetLeft)
  if (sound !== null) gauges.sound.set(Number(sound))
  if (vitals === null) return
  gauges.articles.set(vitals.articles)
  for (const [state, count] of Object.entries(vitals.subscriptions)) gauges.subscriptions.set({ state }, count)
  for (const [state, count] of Object.entries(vitals.sources)) gauges.sources.set({ state }, count)
  gauges.unknown.set(vitals.openDeliveries['unknown'] ?? 0)
  gauges.deliveries.reset() // a state that none is in any more
  for (const [state, count] of Object.entries(vitals.openDeliveries)) gauges.deliveries.set({ state }, count)
  for (const [what, count] of Object.entries(vitals.bytes ?? {})) gauges.bytes.set({ what }, count)
}

function countedLog(log: Log, tally: Tally, invalid: () => void): Log {
  const counting =
    <Level extends keyof Log>(level: Level) =>
    (message: string, fields?: LogFields) => {
      tally.add('bb_log_lines_total', { level })
      LINES[message]?.(tally, fields ?? {})
      if (message === 'platform asked' && fields?.['isInvalid'] === true) invalid()
      log[level](message, fields)
    }
  return { debug: counting('debug'), info: counting('info'), warn: counting('warn'), error: counting('error') }
}

/** Counts what happened within the last ten minutes. */
function countLately(elapsed: () => number): Readonly<{ count: () => void; lately: () => number }> {
  let times: number[] = []
  const lately = () => {
    times = times.filter((at) => at > elapsed() - LATELY_MS).slice(-MOST_COUNTED)
    return times.length
  }
  return {
    count: () => {
      times.push(elapsed())
      if (times.length > 2 * MOST_COUNTED) lately()
    },
    lately,
  }
}
