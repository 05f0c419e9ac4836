// Looks for further messages of one delivery, which a late commit or a sleeping process may have left, and removes all but one.
import type { Delivery } from '../domain/subscription.ts'
import type { FindOutcome, Platform, PostOutcome } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import { threadOf } from './places.ts'
import { moveThread, recordSent } from './record.ts'
import { notifyAmbiguous } from './owner.ts'
import type { Said } from './remarks.ts'

/** Done when nothing is left to do for now: one message stands, or nobody can ever say. */
export async function sweep(delivery: Delivery, platform: Platform, delivering: Delivering): Promise<Said> {
  const { channel } = delivery
  const admission = delivering.pace.admit(channel, platform.pace, 'ask', delivering.elapsed())
  if (admission.kind === 'wait') return { waitMs: admission.ms }
  const found = await lookedFor(delivery, platform, delivering)
  admission.answered(delivering.elapsed())
  return (await settled(delivery, found, platform, delivering)) && isWhole(found) ? 'done' : 'again'
}

/** Whether the platform has answered for every place, or never will. */
function isWhole(found: FindOutcome): boolean {
  return found.kind === 'found' ? found.isPartial !== true : found.kind === 'absent' || found.isForNow !== true
}

/** Whether of what is known to stand only one is left. */
async function settled(delivery: Delivery, found: FindOutcome, platform: Platform, delivering: Delivering): Promise<boolean> {
  const standing = await standingOf(delivery, found, delivering)
  const [earliest] = standing
  if (earliest === undefined) return true
  const kept = await keptOf(delivery, earliest, standing, delivering)
  const removed = await removeAll(
    delivery,
    standing.filter((id) => id !== kept),
    platform,
    delivering,
  )
  if (delivery.state !== 'sent') await recordSent(delivery, kept, delivering)
  else if (kept !== delivery.messageId) await keep(delivery, kept, delivering)
  if (found.kind === 'cannot-tell' && !found.isForNow && delivery.blindResends > 0) await notifyAmbiguous(delivery, 'double', delivering)
  return removed
}

async function lookedFor(delivery: Delivery, platform: Platform, { deps, pace, elapsed }: Delivering): Promise<FindOutcome> {
  const { channel, id, occurrence, firstAttemptAt } = delivery
  const since = Temporal.Instant.from(firstAttemptAt ?? occurrence.dueAt).subtract({ seconds: 5 })
  const parent = (await threadOf(delivery, deps)) ?? null
  const found = await platform
    .find(channel, id, since.toString(), parent)
    .catch((): FindOutcome => ({ kind: 'cannot-tell', reason: 'fault', isForNow: true }))
  pace.heard(channel, platform.pace, { sent: false, allowance: found.allowance }, elapsed())
  return found
}

/** The messages that stand, earliest first. What the platform lists is believed before what was seen: a person may have removed one. */
async function standingOf(delivery: Delivery, found: FindOutcome, { deps }: Delivering): Promise<readonly string[]> {
  if (found.kind === 'found') return [found.messageId, ...(found.others ?? [])].sort(byAge)
  if (found.kind === 'absent') return []
  const seen = (await deps.aftercare.sightings(delivery.id)).filter(({ isRemoved }) => !isRemoved).map(({ messageId }) => messageId)
  return [...new Set([...seen, ...(delivery.messageId === null ? [] : [delivery.messageId])])].sort(byAge)
}

/** Ids of messages grow with time; numbers of one length compare like words. */
function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

/** The earliest; but a first part whose further parts stand in its thread stays, whatever came before it. */
async function keptOf(delivery: Delivery, earliest: string, standing: readonly string[], { deps }: Delivering): Promise<string> {
  const { messageId, part, occurrence } = delivery
  if (messageId === null || part > 1 || !standing.includes(messageId)) return earliest
  const later = (await deps.deliveries.parts(occurrence)).some((one) => one.part > 1 && one.attempts > 0)
  return later ? messageId : earliest
}

/** Whether all of them are gone. */
async function removeAll(delivery: Delivery, twins: readonly string[], platform: Platform, delivering: Delivering): Promise<boolean> {
  const { deps, pace, elapsed } = delivering
  if (twins.length === 0) return true
  const { channel, id } = delivery
  const parent = (await threadOf(delivery, deps)) ?? null
  let gone = 0
  for (const messageId of twins) {
    const outcome: PostOutcome = (await platform.remove?.({ channel, messageId, parent }).catch(() => undefined)) ?? {
      ...{ kind: 'unknown', reason: 'fault' },
    }
    pace.heard(channel, platform.pace, { sent: false, allowance: outcome.allowance }, elapsed())
    if (outcome.kind !== 'sent') continue
    gone += 1
    await deps.transact(async () => {
      const now = deps.clock.now().toString()
      await deps.aftercare.sighted(id, messageId, now)
      await deps.aftercare.removed(id, messageId, now)
      const known = await deps.deliveries.get(id)
      if (known !== null) await deps.deliveries.move(id, [known.state], known.state, { twins: known.twins + 1 })
    })
  }
  deps.log.warn('digest stood double', { deliveryId: id, twins: twins.length, removed: gone })
  return gone === twins.length
}

async function keep(delivery: Delivery, messageId: string, delivering: Delivering): Promise<void> {
  await delivering.deps.transact(async () => {
    await delivering.deps.deliveries.move(delivery.id, ['sent'], 'sent', { messageId })
    await moveThread(delivery, messageId, delivering)
  })
}
