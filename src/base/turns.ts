// Spreads work over the turns of the event loop, so that what came in meanwhile is read, and acknowledged, between any two pieces of it.

const SHARE = 4

/** A queue, first come first served: each turn lets go a quarter of those that wait, so that neither they nor what comes in wait for long. */
export function inTurns(): () => Promise<void> {
  let waiting: (() => void)[] = []
  const next = () => {
    const now = Math.ceil(waiting.length / SHARE)
    const some = waiting.slice(0, now)
    waiting = waiting.slice(now)
    if (waiting.length > 0) setImmediate(next)
    for (const go of some) go()
  }
  return () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    if (waiting.push(resolve) === 1) setImmediate(next)
    return promise
  }
}
