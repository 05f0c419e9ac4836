// Whether the event loop comes round: how late a timer rings, over the last seconds.
const EVERY_MS = 500
const LOOKS = 20 // ten seconds

export type LoopLag = Readonly<{
  /** milliseconds that half of the last rings were late by, at least: one long stall does not show, a loop that is never free does */
  medianMs: () => number
  stop: () => void
}>

/** `elapsed`: milliseconds of a clock that never runs back. It does not keep the process alive. */
export function watchLoop(elapsed: () => number): LoopLag {
  const late: number[] = []
  let due = elapsed() + EVERY_MS
  const timer = setInterval(() => {
    late.push(Math.max(0, elapsed() - due))
    if (late.length > LOOKS) late.shift()
    due = elapsed() + EVERY_MS
  }, EVERY_MS).unref()
  return {
    medianMs: () => {
      // A ring that is owed counts as late as it is already.
      const all = [...late, Math.max(0, elapsed() - due)].sort((a, b) => a - b)
      return all[all.length >> 1] ?? 0
    },
    stop: () => clearInterval(timer),
  }
}
