// Which occurrences are due and not yet on record, and what becomes of each: sent, or recorded as missed (pure).
import type { Delivery, Occurrence, Subscription } from '../domain/subscription.ts'
import { dueBetween } from './schedule.ts'

/** How late a digest is still worth sending, and when it counts as late at all. */
export const GRACE_MS = 6 * 3_600_000
export const LATE_AFTER_MS = 5 * 60_000
/** Looks back this far behind the newest record, for dates a clock that jumped has passed over. */
const LOOK_BACK = { hours: 48 }
const SLOT = 0 // a schedule has one time a day so far

/** `superseded`: a later edition tells it; `expired`: too late to send anything. */
export type DueDigest = Readonly<{ subscription: Subscription; occurrence: Occurrence; fate: 'send' | 'superseded' | 'expired' }>

/**
 * What to plan now, oldest first within a subscription. `deliveries` are those on record; an occurrence that is on record, or lies before the
 * subscription's creation, is never due again. At most one of a subscription is to be sent.
 */
export function dueDigests(
  subscriptions: readonly Subscription[],
  deliveries: readonly Delivery[],
  now: Temporal.Instant,
  graceMs: number = GRACE_MS,
): readonly DueDigest[] {
  const recorded = Map.groupBy(deliveries, ({ occurrence }) => occurrence.subscriptionId)
  return subscriptions.flatMap((subscription) =>
    subscription.paused ? [] : dueOf(subscription, recorded.get(subscription.id) ?? [], now, graceMs),
  )
}

function dueOf(subscription: Subscription, deliveries: readonly Delivery[], now: Temporal.Instant, graceMs: number): readonly DueDigest[] {
  const own = deliveries.map(({ occurrence }) => occurrence).filter(({ version }) => version === subscription.version)
  const known = new Set(own.map(({ localDate }) => localDate))
  const missing = dueBetween(subscription.schedule, searchStart(subscription, own, now), now).filter(
    ({ localDate }) => !known.has(localDate),
  )
  const latest = missing.at(-1)
  if (!latest) return []
  const sendLatest = now.epochMilliseconds - latest.at.epochMilliseconds <= graceMs
  return missing.map(({ localDate, at }) => ({
    subscription,
    occurrence: { subscriptionId: subscription.id, version: subscription.version, localDate, slot: SLOT, dueAt: at.toInstant().toString() },
    fate: !sendLatest ? 'expired' : localDate === latest.localDate ? 'send' : 'superseded',
  }))
}

/** Nothing before creation is owed; after it, what lies well behind the newest record that is not in the future has been seen. */
function searchStart(subscription: Subscription, own: readonly Occurrence[], now: Temporal.Instant): Temporal.Instant {
  const created = Temporal.Instant.from(subscription.createdAt)
  const past = own.map(({ dueAt }) => Temporal.Instant.from(dueAt)).filter((at) => Temporal.Instant.compare(at, now) <= 0)
  const newest = past.sort(Temporal.Instant.compare).at(-1)
  const seen = newest?.subtract(LOOK_BACK)
  return seen && Temporal.Instant.compare(seen, created) > 0 ? seen : created
}
