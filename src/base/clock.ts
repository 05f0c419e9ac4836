// The one source of time; everything that needs to know the hour is handed a Clock.

export type Clock = { readonly now: () => Temporal.Instant }

/** Rings once at a time, given in epoch milliseconds; another time set replaces it. It may ring early or late: whoever hears it looks at the clock. */
export type Alarm = { readonly set: (atMs: number, ring: () => void) => void; readonly clear: () => void }

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock that stands still, for `--now` and for tests. Throws RangeError when `iso` is not an instant, a date-time with zone, or a date. */
export function fixedClock(iso: string): Clock {
  const at = parseInstant(iso)
  return { now: () => at }
}

/** Reads an instant; a zone's name counts, and a bare date or a date-time without offset is taken as UTC. */
export function parseInstant(iso: string): Temporal.Instant {
  if (/\[(?!u-ca=)/.test(iso)) return Temporal.ZonedDateTime.from(iso).toInstant()
  // PlainDateTime would pass over an offset in silence, so whatever may be one goes to Instant.
  if (/z$|[t\s].*[+-]/i.test(iso)) return Temporal.Instant.from(iso)
  return Temporal.PlainDateTime.from(iso).toZonedDateTime('UTC').toInstant()
}
