// What is kept once the fate of a message is known: sent with its memory and thread, or refused with its subscription paused.
import { channelKey } from '../domain/address.ts'
import type { Delivery, Edition, Subscription } from '../domain/subscription.ts'
import type { DigestDeps } from './digest.ts'

/** Parts looked through for those of one occurrence. */
const RECORDS = 40

type RecordContext = Readonly<{ deps: DigestDeps; subscriptions: ReadonlyMap<string, Subscription> }>

/** All parts of the same occurrence, this one included, as they are on record. */
export async function siblingsOf({ occurrence }: Delivery, { deliveries }: Pick<DigestDeps, 'deliveries'>): Promise<readonly Delivery[]> {
  const all = await deliveries.ofSubscription(occurrence.subscriptionId, RECORDS)
  return all.filter(
    (other) =>
      other.occurrence.version === occurrence.version &&
      other.occurrence.localDate === occurrence.localDate &&
      other.occurrence.slot === occurrence.slot,
  )
}

/** Sent, remembered and open to questions in its thread: all of it or none, so that a crash leaves no half. */
export async function recordSent(delivery: Delivery, messageId: string, { deps, subscriptions }: RecordContext): Promise<Delivery | null> {
  const { deliveries, memory, transact, log } = deps
  const moved = await transact(async () => {
    const isSent = await deliveries.move(delivery.id, [delivery.state], 'sent', { messageId, notBefore: null, reason: null })
    if (!isSent) return false
    const edition = await deliveries.edition(delivery.occurrence)
    const allSent = (await siblingsOf(delivery, deps)).every(({ state }) => state === 'sent')
    // A channel has been told when the last part stands: until then a part may still be missing.
    if (edition && allSent) await memory.remember(channelKey(delivery.channel), edition.facts)
    if (edition && delivery.part === 1) await openThread(delivery, messageId, edition, subscriptions, deps)
    return true
  })
  if (!moved) return null
  log.info('digest sent', { deliveryId: delivery.id, part: delivery.part, parts: delivery.parts, attempts: delivery.attempts })
  return { ...delivery, state: 'sent', messageId }
}

/** A question in the digest's thread finds the same quotes under the same numbers. */
async function openThread(
  { channel, occurrence }: Delivery,
  messageId: string,
  { cited, record }: Edition,
  subscriptions: ReadonlyMap<string, Subscription>,
  { conversations, topicNamed, clock }: DigestDeps,
): Promise<void> {
  const subscription = subscriptions.get(occurrence.subscriptionId)
  if (!subscription || cited.length === 0) return
  const topic = topicNamed(subscription.topic)
  await conversations.append(
    { ...channel, thread: messageId },
    { at: clock.now().toString(), question: topic.title, resolved: topic.query, topic: topic.name, cited, names: [], record },
  )
}

/** The channel is gone, the bot was removed or its token revoked: nothing more goes there until somebody subscribes again. */
export async function recordRefused(delivery: Delivery, reason: string, { deps }: RecordContext): Promise<Delivery | null> {
  const moved = await deps.transact(async () => {
    if (!(await deps.deliveries.move(delivery.id, [delivery.state], 'dead', { reason, notBefore: null }))) return false
    // Read again: somebody may have changed or removed it while the post was under way.
    const ofChannel = await deps.subscriptions.ofChannel(delivery.channel)
    const subscription = ofChannel.find(({ id }) => id === delivery.occurrence.subscriptionId)
    if (subscription && !subscription.paused && subscription.version === delivery.occurrence.version) {
      await deps.subscriptions.save({ ...subscription, version: subscription.version + 1, paused: true })
    }
    return true
  })
  if (!moved) return null
  deps.log.warn('digest refused, subscription paused', {
    deliveryId: delivery.id,
    subscriptionId: delivery.occurrence.subscriptionId,
    reason,
  })
  return { ...delivery, state: 'dead', reason }
}
