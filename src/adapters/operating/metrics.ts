// What is counted of a running process, as Prometheus reads it: lines of the log, how the stores stand, and the process itself.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Log, LogFields } from '../../base/log.ts'
import type { Vitals } from '../../ports/vitals.ts'
import { COUNTERS, type CounterName, HISTOGRAMS, type HistogramName, LINES, type Tally } from './counted-lines.ts'

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

/** `version`: of this copy. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const tally = tallyIn(registry)
  const gauges = gaugesIn(registry)
  gauges.info.set({ version, node: process.version, tzdb: process.versions['tz'] ?? 'unknown' }, 1)
  return {
    tally,
    counted: (log) => countedLog(log, tally),
    stand: (standing) => show(standing, gauges),
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
  gauges.deliveries.reset() // a state that none is in any more
  for (const [state, count] of Object.entries(vitals.openDeliveries)) gauges.deliveries.set({ state }, count)
  for (const [what, count] of Object.entries(vitals.bytes ?? {})) gauges.bytes.set({ what }, count)
}

function countedLog(log: Log, tally: Tally): Log {
  const counting =
    <Level extends keyof Log>(level: Level) =>
    (message: string, fields?: LogFields) => {
      tally.add('bb_log_lines_total', { level })
      LINES[message]?.(tally, fields ?? {})
      log[level](message, fields)
    }
  return { debug: counting('debug'), info: counting('info'), warn: counting('warn'), error: counting('error') }
}
