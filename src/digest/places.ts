// Where messages of deliveries stand, and the links to those that an edition refers back to.
import type { MessageAddress } from '../domain/address.ts'
import { type Edition, FIRST_REPLY_SLOT } from '../domain/subscription.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import { referredTo, withMessageLinks } from '../render/render.ts'
import type { DigestDeps } from './digest.ts'

type PlaceDeps = Pick<DigestDeps, 'deliveries' | 'aftercare' | 'platforms'>

/** Words about the message of an earlier delivery, in its thread. */
export const isReply = ({ occurrence }: Pick<OpenDelivery, 'occurrence'>): boolean => occurrence.slot >= FIRST_REPLY_SLOT

/** The message in whose thread it stands; null for a first part, undefined where that is not known. */
export async function threadOf(delivery: OpenDelivery, { deliveries, aftercare }: PlaceDeps): Promise<string | null | undefined> {
  if (!isReply(delivery)) return delivery.part === 1 ? null : ((await deliveries.parts(delivery.occurrence))[0]?.messageId ?? undefined)
  const about = await aftercare.repliesTo(delivery.id)
  const earlier = about === null ? null : await deliveries.progress(about)
  return earlier === null ? undefined : ((await deliveries.parts(earlier.occurrence))[0]?.messageId ?? undefined)
}

/** Where people find a delivery's message; null when it does not stand, or its platform cannot say. */
export async function addressOf(deliveryId: string, deps: PlaceDeps): Promise<MessageAddress | null> {
  const delivery = await deps.deliveries.progress(deliveryId)
  if (delivery?.messageId == null) return null
  const { channel, messageId } = delivery
  const parent = await threadOf(delivery, deps)
  if (parent === undefined) return null
  return (await deps.platforms.get(channel.platform)?.locate?.({ channel, messageId, parent })) ?? null
}

/** The edition with links to the messages of this memory that it refers back to; the same where there are none, so that channels can share it. */
export async function withLinks(edition: Edition, memoryKey: string, deps: PlaceDeps & Pick<DigestDeps, 'memory'>): Promise<Edition> {
  const facts = referredTo(edition.document)
  if (facts.length === 0) return edition
  const addresses = new Map<string, MessageAddress>()
  const asked = new Map<string, MessageAddress | null>()
  for (const { fact, deliveryId } of await deps.memory.tellings(memoryKey, facts)) {
    const address = asked.get(deliveryId) ?? (await addressOf(deliveryId, deps))
    asked.set(deliveryId, address)
    if (address !== null) addresses.set(fact, address)
  }
  const document = withMessageLinks(edition.document, addresses)
  return document === edition.document ? edition : { ...edition, document }
}
