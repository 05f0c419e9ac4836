// The one source of time; everything that needs to know the hour is handed a Clock.

export type Clock = { readonly now: () => Temporal.Instant }

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still, for `--now` and for tests. Throws RangeError when `iso` is not an instant, a date-time with zone, or a date. */
export function fixedClock(iso: string): Clock {
  const at = parseInstant(iso)
  return { now: () => at }
}

/** Reads an instant; a bare date or a date-time without offset is taken as UTC. */
export function parseInstant(iso: string): Temporal.Instant {
  if (/[zZ]|[+-]\d{2}:?\d{2}(\[|$)/.test(iso)) return Temporal.Instant.from(iso)
  return Temporal.PlainDateTime.from(iso).toZonedDateTime('UTC').toInstant()
}
