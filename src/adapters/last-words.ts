// What is said when a fault that nobody foresaw ends the process: where it was, and no word that an error may quote.
import type { Log } from '../base/log.ts'

const FRAMES = 5 // places told, the innermost first
const PLACE = /^\s+at .*?((?:node:|file:\/\/)[^\s()]+:\d+:\d+)\)?$/

/** Node by itself would print the whole error, with the requests and answers that libraries hang on theirs; whoever watches over the process starts it again. */
export function endOnFault(log: Log): void {
  process.on('uncaughtException', (fault) => {
    log.error('stopped by a fault', { cause: kindOf(fault), at: placesOf(fault) })
    process.exit(1)
  })
}

const kindOf = (fault: unknown) => (fault instanceof Error ? fault.constructor.name : typeof fault)

/** By file and line (pure). */
function placesOf(fault: unknown): string {
  if (!(fault instanceof Error) || fault.stack === undefined) return ''
  const lines = fault.stack.replace(fault.message, '').split('\n')
  const places = lines.flatMap((line) => PLACE.exec(line)?.[1] ?? [])
  return places
    .map((place) => place.replace(/^file:\/\/.*\/(?=(?:src|node_modules)\/)/, ''))
    .slice(0, FRAMES)
    .join(' ')
}
