// Which occurrences are due and not yet on record, and what becomes of each: sent, or recorded as missed (pure).
import { FIRST_ASKED_SLOT, type Occurrence, type Subscription } from '../domain/subscription.ts'
import { dueBetween } from './schedule.ts'

/** How late a digest is still worth sending, and when it counts as late at all. */
export const GRACE_MS = 6 * 3_600_000
export const LATE_AFTER_MS = 5 * 60_000
/** Looks back this far behind the newest record, for dates a clock that jumped has passed over. */
const LOOK_BACK = { hours: 48 }

type OnRecord = Readonly<{ occurrence: Occurrence }>

/** `superseded`: a later edition tells it; `expired`: too late to send anything. */
export type DueDigest = Readonly<{ subscription: Subscription; occurrence: Occurrence; fate: 'send' | 'superseded' | 'expired' }>

/**
 * What to plan now, oldest first within a subscription. `deliveries` are those on record; an occurrence that is on record, or lies before the
 * subscription's creation, is never due again. At most one of a subscription is to be sent.
 */
export function dueDigests(
  subscriptions: readonly Subscription[],
  deliveries: readonly OnRecord[],
  now: Temporal.Instant,
  graceMs: number = GRACE_MS,
): readonly DueDigest[] {
  const recorded = Map.groupBy(deliveries, ({ occurrence }) => occurrence.subscriptionId)
  return subscriptions.flatMap((subscription) =>
    subscription.paused || subscription.kind === 'watch' ? [] : dueOf(subscription, recorded.get(subscription.id) ?? [], now, graceMs),
  )
}

function dueOf(subscription: Subscription, deliveries: readonly OnRecord[], now: Temporal.Instant, graceMs: number): readonly DueDigest[] {
  const scheduled = deliveries
    .map(({ occurrence }) => occurrence)
    .filter(({ version, slot }) => version === subscription.version && slot < FIRST_ASKED_SLOT)
  const known = new Set(scheduled.map(({ localDate, slot }) => `${localDate}/${slot}`))
  const missing = dueBetween(subscription.schedule, searchStart(subscription, scheduled, now), now).filter(
    ({ localDate, slot }) => !known.has(`${localDate}/${slot}`),
  )
  const latest = missing.at(-1)
  if (!latest) return []
  const sendLatest = now.epochMilliseconds - latest.at.epochMilliseconds <= graceMs
  return missing.map((one) => ({
    subscription,
    occurrence: {
      subscriptionId: subscription.id,
      version: subscription.version,
      localDate: one.localDate,
      slot: one.slot,
      dueAt: one.at.toInstant().toString(),
    },
    fate: !sendLatest ? 'expired' : one === latest ? 'send' : 'superseded',
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
