// Clock changes of a time zone as the running Node has them.
import type { Transition } from './zone-oracle.ts'

/** From the start of one year to the end of another, with one at the start that changes nothing; null when the zone is not known. */
export function runtimeTransitions(zone: string, fromYear: number, toYear: number): readonly Transition[] | null {
  const start = Temporal.Instant.fromEpochMilliseconds(Date.UTC(fromYear, 0))
  try {
    let at = start.toZonedDateTimeISO(zone)
    const offset = at.offsetNanoseconds / 1e6
    const found: Transition[] = [{ at: at.epochMilliseconds, before: offset, after: offset }]
    for (;;) {
      const next = at.getTimeZoneTransition('next')
      if (next === null || next.year > toYear) return found
      const before = next.subtract({ nanoseconds: 1 }).offsetNanoseconds / 1e6
      found.push({ at: next.epochMilliseconds, before, after: next.offsetNanoseconds / 1e6 })
      at = next
    }
  } catch {
    return null
  }
}
