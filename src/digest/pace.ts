// How fast each platform, workspace and channel may be written to, kept to before the platform has to say so (pure; time is handed in).
import { type Channel, channelKey, type PlatformName, workspaceKey } from '../domain/address.ts'
import type { Allowance, Pace } from '../ports/platform.ts'

const MINUTE = 60_000
const SECOND = 1_000
/** The platform's clock and ours tell whole milliseconds. */
const MARGIN = 1
/** Requests are spread over the second; who comes late may catch up by so much. */
const CATCH_UP_MS = 250
/** What has left arrives within so long, however late its answer is read. */
const MOST_ON_THE_WAY_MS = 30
/** One of which nobody says that it was answered is counted no longer. */
const LONGEST_REQUEST_MS = 15_000
/** So many answers tell how short the way to the platform and back is. */
const ANSWERS_TO_KNOW = 100
const BREAKER_MS = 10 * MINUTE
const LEAST_PER_MINUTE = 20
/** What one success adds to a workspace's messages a minute; a refusal halves them (additive increase, multiplicative decrease). */
const GROWTH = 0.5
const MOST_CHANNELS = 20_000

/** `post` counts against everything, `ask` (a look, a removal) only against the requests of the platform. */
export type RequestKind = 'post' | 'ask'

/**
 * Allowed, and counted; or not before so many milliseconds, for this channel, its workspace or the whole platform.
 * `left` may be told when its first byte leaves; `answered` is to be told when its answer came: until then it may arrive at any
 * moment. Telling it again changes nothing.
 */
export type Admission = (Readonly<{ kind: 'go' }> & UnderWay) | Readonly<{ kind: 'wait'; ms: number; reach: Allowance['reach'] }>

export type UnderWay = Readonly<{ left: (now: number) => void; answered: (now: number) => void }>

export type PaceKeeper = {
  /** `now` in milliseconds of a clock that never runs back; `requests`: how many it takes, one when absent. */
  readonly admit: (channel: Channel, pace: Pace | undefined, kind: RequestKind, now: number, requests?: number) => Admission
  /** What came of a request. */
  readonly heard: (
    channel: Channel,
    pace: Pace | undefined,
    came: Readonly<{ sent: boolean; allowance?: Allowance | undefined }>,
    now: number,
  ) => void
}

/** A request: let through `at`; its second is over `until`, infinite while it is under way. */
type Counted = { readonly at: number; until: number }
type Whole = {
  counted: readonly Counted[]
  /** when the next is due where they are spread evenly */
  nextAt: number
  answers: number
  /** from being let through to the answer, the least there was */
  shortest: number
  invalid: number[]
  closedUntil: number
}
type Bucket = { tokens: number; perMinute: number; at: number; closedUntil: number }

export function createPaceKeeper(): PaceKeeper {
  const wholes = new Map<PlatformName, Whole>()
  const buckets = new Map<string, Bucket>()
  const channels = new Map<string, number>() // key → free from

  const wholeOf = (name: PlatformName) => entry(wholes, name, newWhole)
  const bucketOf = (channel: Channel, limit: NonNullable<Pace['perMinute']>, now: number) =>
    entry(buckets, workspaceKey(channel), () => ({ tokens: limit.burst, perMinute: limit.start, at: now, closedUntil: 0 }))

  return {
    admit: (channel, pace, kind, now, requests = 1) => {
      const whole = wholeOf(channel.platform)
      const wholeFree = Math.max(whole.closedUntil, pace?.perSecond == null ? 0 : secondFreeAt(whole, pace.perSecond, requests, now))
      if (wholeFree > now) return { kind: 'wait', ms: wholeFree - now, reach: 'all' }
      if (kind === 'post' && pace !== undefined) {
        const bucket = pace.perMinute === null ? null : bucketOf(channel, pace.perMinute, now)
        const bucketFree = bucket === null || pace.perMinute === null ? 0 : refilled(bucket, pace.perMinute.burst, now)
        if (bucketFree > now) return { kind: 'wait', ms: bucketFree - now, reach: 'workspace' }
        const free = channels.get(channelKey(channel)) ?? 0
        if (free > now) return { kind: 'wait', ms: free - now, reach: 'channel' }
        if (bucket !== null) bucket.tokens -= 1
        if (pace.channelMs > 0) keepChannel(channels, channelKey(channel), now + pace.channelMs, now)
      }
      return { kind: 'go', ...(pace?.perSecond == null ? UNCOUNTED : count(whole, pace.perSecond, requests, now)) }
    },
    heard: (channel, pace, { sent, allowance }, now) => {
      const whole = wholeOf(channel.platform)
      const limit = pace?.perMinute ?? null
      const bucket = limit === null ? null : bucketOf(channel, limit, now)
      if (sent && bucket !== null && limit !== null) bucket.perMinute = Math.min(limit.most, bucket.perMinute + GROWTH)
      // The platform counts from when a message arrived, which may be as late as its answer.
      if (sent && pace !== undefined && pace.channelMs > 0) keepChannel(channels, channelKey(channel), now + pace.channelMs, now)
      if (allowance === undefined) return
      const until = now + allowance.waitMs
      if (allowance.reach === 'all') whole.closedUntil = Math.max(whole.closedUntil, until)
      else if (allowance.reach === 'channel') keepChannel(channels, channelKey(channel), until, now)
      else if (bucket !== null) bucket.closedUntil = Math.max(bucket.closedUntil, until)
      if (allowance.isLimited && bucket !== null) {
        bucket.perMinute = Math.max(LEAST_PER_MINUTE, bucket.perMinute / 2)
        // Nothing is saved up while it rests.
        bucket.tokens = 0
        bucket.at = until
      }
      if (allowance.isInvalid && pace?.mostInvalid != null) countInvalid(whole, pace.mostInvalid, now)
    },
  }
}

const UNCOUNTED: UnderWay = { left: () => {}, answered: () => {} }

function newWhole(): Whole {
  return { counted: [], nextAt: 0, answers: 0, shortest: Number.POSITIVE_INFINITY, invalid: [], closedUntil: 0 }
}

/** When so many more requests keep every second within its number. */
function secondFreeAt(whole: Whole, perSecond: number, requests: number, now: number): number {
  whole.counted = whole.counted.filter(({ at, until }) => until > now && at + LONGEST_REQUEST_MS > now)
  const tooMany = whole.counted.length + requests - perSecond
  const spread = whole.nextAt - CATCH_UP_MS
  if (tooMany <= 0) return spread
  const free = whole.counted.map(({ until }) => until).toSorted((a, b) => a - b)[tooMany - 1] ?? 0
  // While all are under way nobody knows: it is asked again soon.
  return Math.max(spread, free === Number.POSITIVE_INFINITY ? now + SECOND / perSecond : free)
}

/**
 * Counts requests from now on. They arrive at any moment until they are answered, each after no less than the shortest way;
 * so a second that began with the first to arrive is over a second after the last answer, less that way.
 */
function count(whole: Whole, perSecond: number, requests: number, now: number): UnderWay {
  const these = Array.from({ length: requests }, (): Counted => ({ at: now, until: Number.POSITIVE_INFINITY }))
  let isAnswered = false
  whole.counted = [...whole.counted, ...these]
  whole.nextAt = Math.max(whole.nextAt, now) + (requests * SECOND) / perSecond
  const arrivedBy = (at: number) => {
    for (const one of these) one.until = Math.min(one.until, at + SECOND + MARGIN)
  }
  return {
    left: (leftAt) => arrivedBy(leftAt + MOST_ON_THE_WAY_MS),
    answered: (answeredAt) => {
      if (isAnswered) return
      isAnswered = true
      whole.answers += 1
      whole.shortest = Math.min(whole.shortest, answeredAt - now)
      arrivedBy(answeredAt - (whole.answers < ANSWERS_TO_KNOW ? 0 : whole.shortest))
    },
  }
}

/** Fills a workspace's bucket up to now; when a message may go. */
function refilled(bucket: Bucket, burst: number, now: number): number {
  const perMs = bucket.perMinute / MINUTE
  bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perMs)
  bucket.at = Math.max(bucket.at, now)
  const free = bucket.tokens >= 1 ? 0 : now + Math.ceil((1 - bucket.tokens) / perMs)
  return Math.max(free, bucket.closedUntil)
}

/** Too many invalid requests bar an address for everybody behind it: we stop long before. */
function countInvalid(whole: Whole, most: number, now: number): void {
  whole.invalid = [...whole.invalid.filter((at) => at > now - BREAKER_MS), now]
  if (whole.invalid.length <= most) return
  whole.closedUntil = Math.max(whole.closedUntil, now + BREAKER_MS)
  whole.invalid = []
}

function keepChannel(channels: Map<string, number>, key: string, until: number, now: number): void {
  channels.set(key, Math.max(until, channels.get(key) ?? 0))
  if (channels.size <= MOST_CHANNELS) return
  for (const [other, free] of channels) if (free <= now) channels.delete(other)
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
