// Rings at a time of the clock, also when the clock was set or the machine slept meanwhile.
import type { Alarm, Clock } from '../base/clock.ts'

/** Timers count the time a machine is awake; the clock is looked at again at least this often. */
const LONGEST_MS = 1_000

/** It does not keep the process alive. */
export function createAlarm(clock: Clock): Alarm {
  let timer: NodeJS.Timeout | undefined
  const clear = () => clearTimeout(timer)
  const set: Alarm['set'] = (atMs, ring) => {
    clear()
    const look = () => {
      const left = atMs - clock.now().epochMilliseconds
      if (left <= 0) ring()
      else timer = setTimeout(look, Math.min(left, LONGEST_MS)).unref()
    }
    timer = setTimeout(look, Math.max(0, Math.min(atMs - clock.now().epochMilliseconds, LONGEST_MS))).unref()
  }
  return { set, clear }
}
