// Puts what is due on record: the one to send as planned, the missed ones as skipped with their reason.
import { derivedId } from '../base/hash.ts'
import type { Channel } from '../domain/address.ts'
import type { Delivery, Occurrence, Subscription } from '../domain/subscription.ts'
import type { DigestDeps, DigestSettings } from './digest.ts'
import { type DueDigest, dueDigests } from './due.ts'
import { nextDue } from './schedule.ts'

/** Records looked at for a subscription; more than the dates that are searched behind the newest of them. */
const RECORDS = 40

/** Subscriptions looked at before others get a turn of the event loop. */
const BATCH = 50

type PlanDeps = Pick<DigestDeps, 'subscriptions' | 'deliveries' | 'transact' | 'log'>

export type Planner = { readonly planDue: (now: Temporal.Instant) => Promise<void> }

/** Remembers when each subscription is due next, so that a minute without digests costs next to nothing. */
export function createPlanner(deps: PlanDeps, settings: DigestSettings): Planner {
  const idleUntil = new Map<string, number>()
  return {
    planDue: async (now) => {
      const subscriptions = (await deps.subscriptions.all()).filter(({ paused }) => !paused)
      const awake = subscriptions.filter((one) => now.epochMilliseconds >= (idleUntil.get(keyOf(one)) ?? 0))
      for (let at = 0; at < awake.length; at += BATCH) {
        const batch = awake.slice(at, at + BATCH)
        const recorded = await Promise.all(batch.map(({ id }) => deps.deliveries.ofSubscription(id, RECORDS)))
        const due = dueDigests(batch, recorded.flat(), now, settings.graceMs)
        if (due.length > 0) await record(due, deps)
        for (const one of batch) idleUntil.set(keyOf(one), nextDue(one.schedule, now, 1)[0]?.epochMilliseconds ?? Number.POSITIVE_INFINITY)
        await new Promise(setImmediate)
      }
    },
  }
}

function keyOf({ id, version }: Subscription): string {
  return `${id}/${version}`
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
    leaseUntil: null,
    doubts: 0,
    twins: 0,
    absences: 0,
    blindResends: 0,
    messageId: null,
    reason: null,
  }
}
