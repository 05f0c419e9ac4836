// How much one person and one channel may ask in a while: a bucket for each, filled again by the second.
import { type Channel, channelKey, workspaceKey } from '../domain/address.ts'

export type Limits = Readonly<{ personPerMinute: number; channelPerMinute: number }>

export type Limiter = Readonly<{
  /** Takes one; 0 when it may go on, else the seconds until it may. What is refused takes nothing. */
  take: (channel: Channel, person: string, now: Temporal.Instant) => number
}>

type Bucket = { left: number; atMs: number }

const USUAL: Limits = { personPerMinute: 40, channelPerMinute: 120 }
const MOST = 20_000 // buckets; those not asked for longest go first
/** Nobody knows what was asked before a restart: for its first minute everybody has half. */
const AFTER_START = 0.5

/** A bucket holds what may be asked in a minute. Kept in memory: a restart gives nobody more than half a minute's worth. */
export function createLimiter(started: Temporal.Instant, limits: Limits = USUAL): Limiter {
  const buckets = new Map<string, Bucket>()
  const startMs = started.epochMilliseconds
  const bucketOf = (key: string, most: number, nowMs: number): Bucket => {
    const known = buckets.get(key)
    const isEarly = nowMs - startMs < 60_000
    const before = known ?? { left: isEarly ? Math.max(1, most * AFTER_START) : most, atMs: nowMs }
    // A clock that ran back fills nothing.
    return { left: Math.min(most, before.left + (Math.max(0, nowMs - before.atMs) / 60_000) * most), atMs: nowMs }
  }
  return {
    take: (channel, person, now) => {
      const nowMs = now.epochMilliseconds
      const wanted = [
        [`p:${workspaceKey(channel)}:${person}`, limits.personPerMinute],
        [`c:${channelKey(channel)}`, limits.channelPerMinute],
      ] as const
      const taken = wanted.map(([key, most]) => ({ key, most, bucket: bucketOf(key, most, nowMs) }))
      const waits = taken.map(({ bucket, most }) => (bucket.left >= 1 ? 0 : Math.ceil(((1 - bucket.left) / most) * 60)))
      const wait = Math.max(...waits)
      for (const { key, bucket } of taken) {
        buckets.delete(key)
        buckets.set(key, wait === 0 ? { ...bucket, left: bucket.left - 1 } : bucket)
      }
      if (buckets.size > MOST) for (const key of buckets.keys()) if (buckets.size <= MOST || !buckets.delete(key)) break
      return wait
    },
  }
}

/** One sentence for whoever asks too much at once. */
export const tooMuch = (seconds: number): string =>
  `That is a lot at once: ask again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}. Nothing that comes on a schedule is held up.`
