// Structured logs on standard error, so that standard output stays for answers.
import { pino } from 'pino'
import type { Log } from '../base/log.ts'

/** `level` is pino's; fields are plain values by domain id, so nothing needs redacting: tokens and texts are never passed. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  }
}
