// Puts what is due on record: the one to send as planned, the missed ones as skipped with their reason.
import { derivedId } from '../base/hash.ts'
import type { Channel } from '../domain/address.ts'
import type { Delivery, Occurrence } from '../domain/subscription.ts'
import type { DigestDeps, DigestSettings } from './digest.ts'
import { type DueDigest, dueDigests } from './due.ts'

/** Records looked at for a subscription; more than the dates that are searched behind the newest of them. */
const RECORDS = 40

type PlanDeps = Pick<DigestDeps, 'subscriptions' | 'deliveries' | 'transact' | 'log'>

export async function planDueDigests(now: Temporal.Instant, settings: DigestSettings, deps: PlanDeps): Promise<void> {
  for (const subscription of await deps.subscriptions.all()) {
    const recorded = await deps.deliveries.ofSubscription(subscription.id, RECORDS)
    const due = dueDigests([subscription], recorded, now, settings.graceMs)
    if (due.length > 0) await record(due, deps)
  }
}

async function record(due: readonly DueDigest[], { deliveries, transact, log }: PlanDeps): Promise<void> {
  await transact(async () => {
    for (const one of due) await deliveries.plan(plannedDelivery(one))
  })
  for (const { occurrence, fate } of due) {
    const fields = { subscriptionId: occurrence.subscriptionId, localDate: occurrence.localDate }
    if (fate === 'send') log.info('digest due', fields)
    else log.warn('digest missed', { ...fields, reason: fate })
  }
}

function plannedDelivery({ subscription, occurrence, fate }: DueDigest): Delivery {
  const state = fate === 'send' ? 'planned' : 'skipped'
  return { ...newPart(occurrence, subscription.channel, 1, 1), state, reason: fate === 'send' ? null : fate }
}

/** One part that nothing has been done about. */
export function newPart(occurrence: Occurrence, channel: Channel, part: number, parts: number): Delivery {
  const { subscriptionId, version, localDate, slot } = occurrence
  return {
    id: derivedId('d', subscriptionId, String(version), localDate, String(slot), String(part)),
    occurrence,
    channel,
    part,
    parts,
    state: 'planned',
    attempts: 0,
    payload: null,
    firstAttemptAt: null,
    attemptedAt: null,
    notBefore: null,
    absences: 0,
    blindResends: 0,
    messageId: null,
    reason: null,
  }
}
