// Stops asking a server that keeps failing, so that nobody waits for its deadline again and again.
import type { Clock } from '../../base/clock.ts'

const FAILURES = 5
const WINDOW_MS = 30_000
const OPEN_MS = 60_000

export type CircuitBreaker = {
  /** Whether to ask now; after an open minute one caller may try, the others wait for what it finds. */
  readonly mayAsk: () => boolean
  readonly succeeded: () => void
  readonly failed: () => void
}

/** Opens for a minute after five failures within thirty seconds. */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures: number[] = []
  let openUntil = 0
  const now = () => clock.now().epochMilliseconds
  return {
    mayAsk: () => {
      if (openUntil === 0) return true
      if (now() < openUntil) return false
      openUntil = now() + OPEN_MS
      return true
    },
    succeeded: () => {
      failures = []
      openUntil = 0
    },
    failed: () => {
      failures = [...failures.filter((at) => at > now() - WINDOW_MS), now()]
      if (failures.length >= FAILURES) openUntil = now() + OPEN_MS
    },
  }
}
