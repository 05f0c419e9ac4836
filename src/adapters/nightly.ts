// What is done once a night, called by the same tick as everything else: forgets what is older than it may be.
import { messageOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'

/** Returns how many things it forgot. */
export type Chore = Readonly<{ name: string; forget: (now: Temporal.Instant) => Promise<number> }>

const HOUR = 3 // UTC; a machine that slept then does it when it wakes

/** Does every chore at the first tick after 03:00 UTC of a day, also the first after a start. One that fails is logged, tried again the next night, and stops no other. */
export function createNightly(chores: readonly Chore[], log: Log): (now: Temporal.Instant) => Promise<void> {
  let done: string | null = null
  return async (now) => {
    const night = now.toZonedDateTimeISO('UTC').subtract({ hours: HOUR }).toPlainDate().toString()
    if (night === done) return
    done = night
    const counts: Record<string, number> = {}
    for (const { name, forget } of chores) {
      try {
        counts[name] = await forget(now)
      } catch (error) {
        log.error('nightly chore failed', { chore: name, cause: messageOf(error) })
      }
    }
    log.info('old records forgotten', counts)
  }
}
