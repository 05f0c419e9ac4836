// Work that may fail for a while is tried again, ever less often.
import { setTimeout } from 'node:timers/promises'

export type KeepTrying = Readonly<{
  /** milliseconds to the second attempt; doubled after each failure, up to `most` */
  waits: Readonly<{ first: number; most: number }>
  /** ends the attempts */
  signal: AbortSignal
  succeeded: () => void
  /** called once, for the first failure */
  failed: (error: unknown) => void
}>

/** Resolves after the first attempt, whatever its outcome; the others follow unawaited and do not hold the process. */
export async function keepTrying(work: () => Promise<unknown>, { waits, signal, succeeded, failed }: KeepTrying): Promise<void> {
  const attempt = async (waitMs: number): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (signal.aborted) return
      if (waitMs === waits.first) failed(error)
      setTimeout(waitMs, undefined, { ref: false, signal })
        .then(() => attempt(Math.min(waitMs * 2, waits.most)))
        .catch(() => undefined) // stopped meanwhile
      return
    }
    if (!signal.aborted) succeeded()
  }
  await attempt(waits.first)
}
