// Ticks once a minute; what is due is decided elsewhere, from the clock and the store.
import cron from 'node-cron'
import { messageOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'

/** The library's own lines go where ours go. */
function loggerOf(log: Log) {
  const text = (message: string | Error) => (message instanceof Error ? message.message : message)
  return {
    info: (message: string) => log.debug('cron', { message }),
    debug: (message: string | Error) => log.debug('cron', { message: text(message) }),
    warn: (message: string) => log.warn('cron', { message }),
    error: (message: string | Error) => log.error('cron', { cause: text(message) }),
  }
}

export type Cron = { readonly stop: () => Promise<void> }

export type CronOptions = Readonly<{ tick: () => Promise<void>; log: Log }>

/** Calls `tick` at the start of every minute, never while the one before still runs. A tick that throws is logged; the next one comes. */
export function createCron({ tick, log }: CronOptions): Cron {
  let running: Promise<void> = Promise.resolve()
  const task = cron.schedule(
    '* * * * *',
    () => {
      running = tick().catch((error: unknown) => {
        log.error('tick failed', { cause: messageOf(error) })
      })
      return running
    },
    // A minute missed by a busy or suspended machine needs no word: the next tick finds what is due.
    { name: 'digests', noOverlap: true, suppressMissedWarning: true, logger: loggerOf(log) },
  )
  return {
    stop: async () => {
      await task.destroy()
      await running
    },
  }
}
