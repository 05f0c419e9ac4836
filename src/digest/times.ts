// Every length of time the delivery protocol waits, in milliseconds, in one place (pure).

const MINUTE = 60_000
const LEAST_REQUEST = 500

export type DeliveryTimes = Readonly<{
  /** one process has a delivery in hand for so long */
  lease: number
  /** longest a request may take; a post begins only while the lease has more than this left */
  request: number
  /** a message that was accepted is taken to be findable after this */
  settle: number
  /** from a look that found nothing to the second one */
  lookAgain: number
  /** a platform that will not say is asked again after this */
  askAgain: number
  /** and after this long without a word the setting for ambiguous deliveries decides */
  giveUp: number
  /** the nonce's window is not used up to its last moment */
  nonceMargin: number
  /** from an attempt that others may have doubled to the look for twins; the same between two looks that could not tell */
  sweep: number
  sweepAgain: number
  /** waits after a platform did not take it, doubled each time */
  backoffFirst: number
  backoffMost: number
  /** most that is added to a wait a platform asked for, so that not all come back at once */
  jitter: number
  /** a last retry may still follow an attempt made at the end of the grace */
  slack: number
  /** after a fault of ours, or while a platform is not configured, a channel is looked at again after this */
  faultPause: number
}>

const TIMES: DeliveryTimes = {
  lease: MINUTE,
  request: 10_000,
  settle: 90_000,
  lookAgain: MINUTE,
  askAgain: 30_000,
  giveUp: 10 * MINUTE,
  nonceMargin: 10_000,
  sweep: 10 * MINUTE,
  sweepAgain: MINUTE,
  backoffFirst: 30_000,
  backoffMost: 15 * MINUTE,
  jitter: 2_000,
  slack: 30 * MINUTE,
  faultPause: 30_000,
}

/** The protocol's times; `scale` below 1 makes them shorter, all alike, for trials that kill thousands of processes. */
export function deliveryTimes(scale = 1): DeliveryTimes {
  if (scale === 1) return TIMES
  const scaled = Object.entries(TIMES).map(([name, ms]) => [name, Math.max(1, Math.round(ms * scale))])
  const times = Object.fromEntries(scaled) as DeliveryTimes
  const request = requestMs(scale)
  return { ...times, request, lease: Math.max(times.lease, 2 * request) }
}

/** How long a request may take at that scale: no machine answers in next to nothing. */
export function requestMs(scale: number): number {
  return Math.max(LEAST_REQUEST, Math.round(TIMES.request * scale))
}
