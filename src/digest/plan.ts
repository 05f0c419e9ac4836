// Puts what is due on record: the one to send as planned, the missed ones as skipped with their reason.
import { derivedId } from '../base/hash.ts'
import type { Channel } from '../domain/address.ts'
import type { Delivery, Occurrence, Subscription } from '../domain/subscription.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { DigestDeps, DigestSettings } from './digest.ts'
import { type DueDigest, dueDigests } from './due.ts'
import { pauseEnds, resumeDue } from './resuming.ts'
import { nextDue } from './schedule.ts'

/** An occurrence is put on record so long before its time that all of a morning can be rendered by then. */
const AHEAD_MS = 600_000

/** Subscriptions looked at before others get a turn of the event loop. */
const BATCH = 50

type PlanDeps = Pick<DigestDeps, 'subscriptions' | 'deliveries' | 'transact' | 'log'>

/** What the data may have lost: everything due between the two may have been posted. */
export type Lost = Readonly<{ since: Temporal.Instant; until: Temporal.Instant }>

export type Planner = {
  /** Puts on record what is due by now, and what comes next where that is soon. Returns all subscriptions, as it read them. */
  readonly planDue: (now: Temporal.Instant, lost?: Lost | null) => Promise<readonly Subscription[]>
  /** When the next subscription is to be planned, in epoch milliseconds; infinite when none is. */
  readonly nextWake: () => number
}

/** Remembers when each subscription is to be planned next, so that a minute without digests costs next to nothing. */
export function createPlanner(deps: PlanDeps, settings: DigestSettings): Planner {
  const ahead = Math.min(AHEAD_MS, AHEAD_MS * settings.timeScale)
  let idleUntil = new Map<string, number>()
  let wake = Number.POSITIVE_INFINITY
  return {
    planDue: async (now, lost = null) => {
      const all = await resumeDue(await deps.subscriptions.all(), now, deps)
      const digests = all.filter(({ paused, kind }) => !paused && kind === 'digest')
      const known = idleUntil
      idleUntil = new Map(digests.map((one) => [keyOf(one), known.get(keyOf(one)) ?? 0]))
      const awake = digests.filter((one) => now.epochMilliseconds >= (idleUntil.get(keyOf(one)) ?? 0))
      for (let at = 0; at < awake.length; at += BATCH) {
        const batch = awake.slice(at, at + BATCH)
        for (const [key, until] of await planBatch(batch, now, { ahead, graceMs: settings.graceMs, lost }, deps)) idleUntil.set(key, until)
        await new Promise(setImmediate)
      }
      wake = Math.min(...[idleUntil.values(), all.values().map(pauseEnds)].map(earliest))
      return all
    },
    nextWake: () => wake,
  }
}

type Window = Readonly<{ ahead: number; graceMs: number; lost: Lost | null }>

/** Plans one after the other what is due and what is next, and says until when each can be left alone. */
async function planBatch(batch: readonly Subscription[], now: Temporal.Instant, { ahead, graceMs, lost }: Window, deps: PlanDeps) {
  const recorded = (
    await deps.deliveries.recent(
      batch.map(({ id }) => id),
      now,
    )
  ).map((occurrence) => ({ occurrence }))
  const due = dueDigests(batch, recorded, now, graceMs)
  const next = new Map(batch.map((one) => [one.id, nextDue(one.schedule, now, 2).map((at) => at.toInstant())]))
  const soon = batch.flatMap((one) => {
    const at = next.get(one.id)?.[0]
    if (at === undefined || at.epochMilliseconds - ahead > now.epochMilliseconds) return []
    return dueDigests([one], [...recorded, ...due], at, graceMs).filter(({ fate }) => fate === 'send')
  })
  if (due.length + soon.length > 0)
    await record(
      due.map((one) => plannedDelivery(one, lost)),
      soon.map((one) => plannedDelivery(one, null)),
      deps,
    )
  return batch.map((one): [string, number] => {
    const [first, second] = next.get(one.id) ?? []
    const wakes = [first, second].flatMap((at) => (at === undefined ? [] : at.epochMilliseconds - ahead))
    return [keyOf(one), wakes.find((at) => at > now.epochMilliseconds) ?? first?.epochMilliseconds ?? Number.POSITIVE_INFINITY]
  })
}

const earliest = (times: Iterable<number>): number =>
  Iterator.from(times).reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY)

function keyOf({ id, version }: Subscription): string {
  return `${id}/${version}`
}

async function record(due: readonly Delivery[], soon: readonly Delivery[], { deliveries, transact, log }: PlanDeps): Promise<void> {
  await transact(async () => {
    for (const one of [...due, ...soon]) await deliveries.plan(one)
    // What was planned ahead and then slept through is told by the latest as well.
    for (const { occurrence, state } of due) if (state !== 'skipped') await deliveries.supersede(occurrence)
  })
  for (const { occurrence, reason } of due) {
    const fields = { subscriptionId: occurrence.subscriptionId, localDate: occurrence.localDate }
    if (reason === null) log.info('digest due', fields)
    else log.warn('digest missed', { ...fields, reason })
  }
}

function plannedDelivery({ subscription, occurrence, fate }: DueDigest, lost: Lost | null): Delivery {
  const part = newPart(occurrence, subscription.channel, 1, 1)
  if (fate !== 'send') return { ...part, state: 'skipped', reason: fate }
  const due = Temporal.Instant.from(occurrence.dueAt).epochMilliseconds
  const mayStand = lost !== null && due > lost.since.epochMilliseconds && due <= lost.until.epochMilliseconds
  return mayStand ? { ...part, ...doubted(part, lost.until) } : part
}

/** As it stands when it may have been posted by a process of which the data know nothing: looked for before anything else. */
export function doubted({ occurrence, firstAttemptAt, doubts }: OpenDelivery, now: Temporal.Instant) {
  const progress = { firstAttemptAt: firstAttemptAt ?? occurrence.dueAt, attemptedAt: now.toString(), doubts: doubts + 1 }
  return { ...progress, state: 'unknown' as const, notBefore: null, leaseUntil: null, absences: 0 }
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
