// Percentiles, and how long the event loop was held.
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type Spread = Readonly<{ p50: number; p95: number; max: number }>

/** Milliseconds in, milliseconds out; nearest rank. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}

const RESOLUTION_MS = 1

export type LoopWatch = Readonly<{ stop: () => Readonly<{ longest: number; p99: number }> }>

/** Starts a timer that should fire every millisecond and notes by how much it came late. */
export function watchLoop(): LoopWatch {
  const late = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  late.enable()
  const overdue = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
  return {
    stop: () => {
      late.disable()
      return { longest: overdue(late.max), p99: overdue(late.percentile(99)) }
    },
  }
}

/** Highest resident memory of this process so far, MiB. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024
}

/** Lets timers and everything else that waits have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
