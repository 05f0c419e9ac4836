// Renders an edition and freezes it, payload bytes included, before anything is sent.
import { workspaceKey } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import { FIRST_ASKED_SLOT, type Subscription } from '../domain/subscription.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { Platform } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import { LATE_AFTER_MS } from './due.ts'
import { unsaid } from './history.ts'
import { memoryKeyOf } from './memory-key.ts'
import { isReply, withLinks } from './places.ts'
import { newPart } from './plan.ts'
import { type Recorded, recordedEdition } from './recorded.ts'
import { subjectOf } from './subject.ts'
import { withPlaces } from './told-where.ts'
import { dateLineOf, latenessOf } from './wording.ts'

type Planned = Readonly<{ delivery: OpenDelivery; subscription: Subscription; platform: Platform }>

/** Edition, payloads and further parts are stored together; every later attempt sends these bytes. */
export async function freezeEdition({ delivery, subscription, platform }: Planned, delivering: Delivering): Promise<void> {
  const { deps } = delivering
  const { occurrence, channel } = delivery
  const frozen = await deps.deliveries.edition(occurrence)
  const made = frozen === null ? await madeFor(delivery, subscription, delivering) : null
  const bare = made?.edition ?? frozen
  if (bare === null || isReply(delivery)) return
  const linked = made === null ? bare : await withLinks(bare, memoryKeyOf(subscription), deps)
  // Whoever asked for it is answered, whatever the day brought.
  const isWatch = subscription.kind === 'watch'
  const isSilent = linked.kind === 'quiet' && (isWatch || (!subscription.quietLine && occurrence.slot < FIRST_ASKED_SLOT))
  const payloads = isSilent ? [] : delivering.paginate(linked.document, platform, linked.kind === 'digest' ? linked.record : undefined)
  const edition = isSilent || made === null ? linked : withPlaces(linked, payloads.length, platform)
  const isOurs = await delivering.together(async () => {
    const first = isSilent
      ? { to: 'skipped' as const, change: { reason: 'quiet', leaseUntil: null } }
      : { to: 'rendered' as const, change: { payload: payloads[0] ?? null, parts: Math.max(1, payloads.length), leaseUntil: null } }
    if (!(await deps.deliveries.move(delivery.id, ['planned', 'claimed'], first.to, first.change))) return false
    await deps.deliveries.freeze(occurrence, edition)
    for (const [at, payload] of payloads.entries()) {
      if (at === 0) continue
      await deps.deliveries.plan({ ...newPart(occurrence, channel, at + 1, payloads.length), state: 'rendered', payload })
    }
    // Nothing is shown, but what was looked through need not be looked through again.
    if (isSilent) await deps.memory.remember(memoryKeyOf(subscription), unsaid(edition.facts))
    return true
  })
  if (!isOurs) return
  made?.keep()
  deps.log.info('digest frozen', { deliveryId: delivery.id, kind: edition.kind, claims: edition.claims.length, parts: payloads.length })
}

/** For a message that stands although the data file lost its edition: what would be told now is taken for what was. */
export async function rememberLost(delivery: OpenDelivery, delivering: Delivering): Promise<void> {
  const { deps } = delivering
  const of = delivering.subscription(delivery.occurrence.subscriptionId)
  if (of === undefined || (await deps.deliveries.edition(delivery.occurrence)) !== null) return
  const { edition } = await madeFor(delivery, of, delivering)
  await deps.deliveries.freeze(delivery.occurrence, edition)
}

async function madeFor(
  { channel, occurrence }: OpenDelivery,
  subscription: Subscription,
  { deps, makeEdition }: Delivering,
): Promise<Recorded> {
  const scope = [OPERATOR, workspaceKey(channel)]
  return recordedEdition(
    {
      ...(await subjectOf(subscription.topic, scope, deps)),
      channelKey: memoryKeyOf(subscription),
      watches: subscription.kind === 'watch',
      scope,
      ...datesOf(occurrence.dueAt, subscription.schedule.timeZone, deps.clock.now()),
    },
    deps,
    makeEdition,
  )
}

function datesOf(dueAt: string, timeZone: string, now: Temporal.Instant) {
  const due = Temporal.Instant.from(dueAt).toZonedDateTimeISO(timeZone)
  const local = now.toZonedDateTimeISO(timeZone)
  const isLate = now.epochMilliseconds - due.epochMilliseconds > LATE_AFTER_MS
  return { now, dateLine: dateLineOf(isLate ? local : due), late: isLate ? latenessOf(due, local) : null }
}
