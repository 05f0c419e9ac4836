// Structured logs on standard error, so that standard output stays for answers.
import { pino } from 'pino'
import type { Log, LogFields } from '../base/log.ts'

const MOST_CHARACTERS = 300 // of one field: an id, a name of an error, a sentence of ours

/** What looks like a token of Slack, Discord, a model's server or a header. Nobody passes one; a library's message might. */
const TOKEN = /\b(?:xox[a-z]|xapp)[-.][\w.-]+|\bsk-[\w-]{8,}|\b[\w-]{18,}\.[\w-]{4,}\.[\w-]{25,}|\b(?:Bearer|Bot)\s+\S+/g
/** What an error's message quotes may be anybody's words: a JSON parser's holds the beginning of what it could not read. */
const QUOTED = /"[^"]*"?|“[^”]*”?|`[^`]*`?|(?<!\w)'[^']*'/g

/** `level` is pino's; fields are plain values by domain id: tokens and texts are never passed, and would not get through. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
  const isDebugging = logger.isLevelEnabled('debug') // many lines, of which mostly only their counts are wanted
  return {
    debug: (message, fields) => (isDebugging ? logger.debug(harmless(fields), message) : undefined),
    info: (message, fields) => logger.info(harmless(fields), message),
    warn: (message, fields) => logger.warn(harmless(fields), message),
    error: (message, fields) => logger.error(harmless(fields), message),
  }
}

/** Fields as they may stand in a log (pure). */
export function harmless(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value]
      const unquoted = name === 'cause' ? value.replace(QUOTED, '…') : value
      return [name, unquoted.replace(TOKEN, '[token]').slice(0, MOST_CHARACTERS)]
    }),
  )
}
