// When a daily time is due by a zone's transitions, in whole milliseconds and nothing else (pure): shares no code with the product.

/** A clock change: its instant, and the offset from UTC before and after it; all in milliseconds. */
export type Transition = Readonly<{ at: number; before: number; after: number }>

export const DAY_MS = 86_400_000

/**
 * The instant at which a wall clock of the zone first shows a time of a local date, or passes over it in a gap; null when the zone has no such
 * date. `date` counts days from 1970, `time` milliseconds from midnight. `transitions` stand in order and hold at least one.
 */
export function dueInstant(transitions: readonly Transition[], date: number, time: number): number | null {
  const wall = date * DAY_MS + time
  const gap = transitions.find(({ at, before, after }) => at + before <= date * DAY_MS && (date + 1) * DAY_MS <= at + after)
  if (gap !== undefined) return null
  // Between two transitions the wall clock runs evenly; the first stretch that shows the time is the first time it is shown.
  for (let i = 0; i <= transitions.length; i += 1) {
    const from = transitions[i - 1]?.at ?? Number.NEGATIVE_INFINITY
    const to = transitions[i]?.at ?? Number.POSITIVE_INFINITY
    const at = wall - (transitions[i - 1]?.after ?? transitions[i]?.before ?? 0)
    if (at >= from && at < to) return at
  }
  return transitions.find(({ at, before, after }) => at + before <= wall && wall < at + after)?.at ?? null
}

/** Transitions near an instant, for asking about dates around it. */
export function near(transitions: readonly Transition[], at: number): readonly Transition[] {
  const index = transitions.findIndex((one) => one.at === at)
  return transitions.slice(Math.max(0, index - 2), index + 3)
}
