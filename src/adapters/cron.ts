// Ticks once a minute; what is due is decided elsewhere, from the clock and the store.
import cron from 'node-cron'
import type { Log } from '../base/log.ts'

export type Cron = { readonly stop: () => Promise<void> }

export type CronOptions = Readonly<{ tick: () => Promise<void>; log: Log }>

/** Calls `tick` at the start of every minute, never while the one before still runs. A tick that throws is logged; the next one comes. */
export function createCron({ tick, log }: CronOptions): Cron {
  let running: Promise<void> = Promise.resolve()
  const task = cron.schedule(
    '* * * * *',
    () => {
      running = tick().catch((error: unknown) => {
        log.error('tick failed', { cause: error instanceof Error ? error.message : 'unknown' })
      })
      return running
    },
    // A minute missed by a busy or suspended machine needs no word: the next tick finds what is due.
    { name: 'digests', noOverlap: true, suppressMissedWarning: true },
  )
  return {
    stop: async () => {
      await task.destroy()
      await running
    },
  }
}
