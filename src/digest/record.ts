// What is kept once the fate of a message is known: sent with its memory and thread, or ended with its reason and what follows from it.
import { channelKey, threadUnder, workspaceKey } from '../domain/address.ts'
import { type Delivery, type DeliveryState, FIRST_WATCH_SLOT } from '../domain/subscription.ts'
import type { EditionTold, OpenDelivery } from '../ports/delivery-log.ts'
import type { PostOutcome } from '../ports/platform.ts'
import { memoryKeyOf } from './memory-key.ts'
import type { Delivering } from './deliver.ts'
import { ENDED, later, retryAt } from './next-step.ts'
import { isReply } from './places.ts'
import { recordPlaces } from './remarks.ts'
import { notifyAmbiguous, notifyUnpostable, pauseFor } from './owner.ts'

/** Posted without anybody having heard so: proof of it may come after it was given up. */
const MAY_STAND: readonly DeliveryState[] = ['attempting', 'unknown', 'retry_wait', 'dead', 'skipped']

/** Sent, remembered and open to questions in its thread: all of it or none, so that a crash leaves no half. Null when it stood elsewhere. */
export async function recordSent(
  delivery: OpenDelivery,
  messageId: string,
  delivering: Delivering,
  keep = delivering.together,
): Promise<OpenDelivery | null> {
  const { deps, settings } = delivering
  const { deliveries, memory, log, aftercare, clock } = deps
  const change = { messageId, notBefore: null, leaseUntil: null, reason: null }
  const moved = await keep(async () => {
    if (!(await deliveries.move(delivery.id, [delivery.state], 'sent', change, { attempts: delivery.attempts }))) return false
    const edition = await deliveries.told(delivery.occurrence)
    // The only part of what was rendered has no others to ask after.
    const isOnly = delivery.parts === 1 && delivery.attempts > 0
    const parts = isOnly ? [{ ...delivery, ...change, state: 'sent' as const }] : await deliveries.parts(delivery.occurrence)
    const allSent = parts.every(({ state }) => state === 'sent')
    // A channel has been told when the last part stands: until then a part may still be missing.
    const of = delivering.subscription(delivery.occurrence.subscriptionId)
    // What a watch saw is no news for its channel, also when the watch is gone.
    const isGoneWatch = of === undefined && delivery.occurrence.slot >= FIRST_WATCH_SLOT
    if (edition && allSent && !isGoneWatch) {
      const key = of ? memoryKeyOf(of) : channelKey(delivery.channel)
      await memory.remember(key, edition.facts)
      await recordPlaces(edition, parts, key, delivering)
    }
    if (edition) await openThread(delivery, messageId, edition, delivering)
    if (delivery.attempts !== 1 || delivery.doubts > 0) {
      await aftercare.sighted(delivery.id, messageId, clock.now().toString())
      await aftercare.owe(delivery.id, 'sweep', later(clock.now(), settings.times.sweep))
    }
    return true
  })
  if (!moved) return null
  const { platform } = delivery.channel
  const lateMs = clock.now().since(delivery.occurrence.dueAt).total('milliseconds')
  log.info('digest sent', {
    deliveryId: delivery.id,
    part: delivery.part,
    parts: delivery.parts,
    attempts: delivery.attempts,
    platform,
    lateMs,
  })
  return { ...delivery, ...change, state: 'sent' }
}

/** A question in the digest's thread, or under any of its parts where these stand in none, finds the same quotes under the same numbers. */
async function openThread(
  { channel, occurrence, part }: OpenDelivery,
  messageId: string,
  { cited, record }: EditionTold,
  { deps: { conversations, topicNamed, clock }, subscription }: Delivering,
): Promise<void> {
  const of = subscription(occurrence.subscriptionId)
  const thread = threadUnder(channel, messageId)
  if (!of || cited.length === 0 || (part > 1 && thread.thread !== messageId)) return
  const topic = topicNamed(of.topic, workspaceKey(channel))
  await conversations.append(thread, {
    at: clock.now().toString(),
    question: topic.title,
    resolved: topic.query,
    topic: topic.name,
    cited,
    names: [],
    record,
  })
}

/** Moves an occurrence's conversation to the message that stays. */
export async function moveThread(delivery: OpenDelivery, messageId: string, delivering: Delivering): Promise<void> {
  const edition = await delivering.deps.deliveries.told(delivery.occurrence)
  if (edition) await openThread(delivery, messageId, edition, delivering)
}

/** A message of a delivery that may stand beside another: it is looked into at once. */
export async function recordTwin({ id }: Pick<Delivery, 'id'>, messageId: string, { deps }: Delivering): Promise<void> {
  const { deliveries, aftercare, clock, transact } = deps
  const now = clock.now().toString()
  await transact(async () => {
    const known = await deliveries.progress(id)
    if (known?.messageId === messageId) return
    await aftercare.sighted(id, messageId, now)
    await aftercare.owe(id, 'sweep', now)
  })
}

/** The platform's own word that a message stands: it settles any doubt, and shows a twin. Returns whether anything changed. */
export async function recordStanding(id: string, messageId: string, delivering: Delivering): Promise<boolean> {
  const { deps } = delivering
  const known = await deps.deliveries.progress(id)
  if (known === null || known.messageId === messageId) return false
  if (known.attempts === 0 || !MAY_STAND.includes(known.state)) {
    await recordTwin(known, messageId, delivering)
    return known.state === 'sent'
  }
  return delivering.together(async () => {
    await deps.aftercare.sighted(id, messageId, deps.clock.now().toString())
    const sent = await recordSent(known, messageId, delivering, deps.transact)
    if (sent !== null && known.doubts > 0) deps.log.info('doubt settled', { deliveryId: id, via: 'event' })
    return sent !== null
  })
}

type End = Readonly<{ state: 'dead' | 'skipped'; reason: string }>

/** Ends it and the parts after it; what stands of it is told to be incomplete. Returns all that ended, or nothing when it had moved on. */
export async function recordEnded(
  delivery: OpenDelivery,
  { state, reason }: End,
  delivering: Delivering,
): Promise<readonly OpenDelivery[]> {
  const { deps } = delivering
  const ended = await deps.transact(() => end(delivery, { state, reason }, delivering))
  if (ended.length > 0)
    deps.log.warn('digest not sent', { deliveryId: delivery.id, subscriptionId: delivery.occurrence.subscriptionId, reason })
  return ended
}

async function end(delivery: OpenDelivery, { state, reason }: End, delivering: Delivering): Promise<readonly OpenDelivery[]> {
  const { deliveries, aftercare, clock } = delivering.deps
  const change = { reason, notBefore: null, leaseUntil: null }
  const isOurs = await deliveries.move(delivery.id, [delivery.state], state, change, { attempts: delivery.attempts })
  if (!isOurs) return []
  const [first, ...others] = await deliveries.parts(delivery.occurrence)
  const after = others.filter((one) => one.part > delivery.part && !ENDED.includes(one.state))
  for (const one of after) await deliveries.move(one.id, [one.state], 'dead', { reason: 'earlier-part-failed', leaseUntil: null })
  const now = clock.now()
  if (first?.state === 'sent') await aftercare.owe(first.id, 'amend', now.toString())
  // It may yet turn up, or stand although nobody could say so.
  if (delivery.attempts > 0) await aftercare.owe(delivery.id, 'sweep', later(now, delivering.settings.times.sweep))
  if (reason === 'ambiguous' && !isReply(delivery)) await notifyAmbiguous(delivery, 'missing', delivering)
  return [
    { ...delivery, ...change, state },
    ...after.map((one): OpenDelivery => ({ ...one, state: 'dead', reason: 'earlier-part-failed' })),
  ]
}

/** Nothing was posted and nothing will be: the message, its channel or all that the token reaches is given up, and the owner told once. */
export async function recordRefused(
  delivery: OpenDelivery,
  { reason, refusal = { of: 'channel', why: reason } }: Extract<PostOutcome, { kind: 'refused' }>,
  delivering: Delivering,
): Promise<readonly OpenDelivery[]> {
  const { deps, settings } = delivering
  // What may be a passing lack of a permission counts only when it comes twice.
  if (refusal.isPassing && delivery.reason !== reason) {
    const change = { reason, leaseUntil: null, notBefore: retryAt(delivery, null, deps.clock.now(), settings.times) }
    const moved = await deps.deliveries.move(delivery.id, [delivery.state], 'retry_wait', change, { attempts: delivery.attempts })
    return moved ? [{ ...delivery, ...change, state: 'retry_wait' }] : []
  }
  let paused = 0
  const ended = await deps.transact(async () => {
    const all = await end(delivery, { state: 'dead', reason }, delivering)
    if (all.length === 0) return all
    // A word about an earlier message that has no place any more is nothing to tell anybody.
    if (refusal.of === 'message') await (isReply(delivery) ? null : notifyUnpostable(delivery, refusal.why, delivering))
    else paused = await pauseFor(delivery, refusal, delivering)
    return all
  })
  if (ended.length === 0) return []
  // Of many that are refused alike, the first has paused them all.
  if (paused > 0) await delivering.readSubscriptions()
  deps.log.warn('digest refused', {
    ...{ deliveryId: delivery.id, subscriptionId: delivery.occurrence.subscriptionId, reason, refused: refusal.of },
  })
  return ended
}
