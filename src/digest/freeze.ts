// Renders an edition and freezes it, payload bytes included, before anything is sent.
import { channelKey, workspaceKey } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Delivery, Subscription } from '../domain/subscription.ts'
import type { Platform } from '../ports/platform.ts'
import type { DigestDeps } from './digest.ts'
import { LATE_AFTER_MS } from './due.ts'
import { newPart } from './plan.ts'
import { type Recorded, recordedEdition } from './recorded.ts'
import { dateLineOf, latenessOf } from './wording.ts'

type Planned = Readonly<{ delivery: Delivery; subscription: Subscription; platform: Platform }>

/** Edition, payloads and further parts are stored together; every later attempt sends these bytes. */
export async function freezeEdition({ delivery, subscription, platform }: Planned, deps: DigestDeps): Promise<void> {
  const { occurrence, channel } = delivery
  const frozen = await deps.deliveries.edition(occurrence)
  const made: Recorded | null =
    frozen === null
      ? await recordedEdition(
          {
            topic: deps.topicNamed(subscription.topic),
            channelKey: channelKey(channel),
            scope: [OPERATOR, workspaceKey(channel)],
            ...datesOf(occurrence.dueAt, subscription.schedule.timeZone, deps.clock.now()),
          },
          deps,
        )
      : null
  const edition = made?.edition ?? frozen
  if (edition === null) return
  const payloads = platform.paginate(edition.document)
  await deps.transact(async () => {
    await deps.deliveries.freeze(occurrence, edition)
    for (const [at, payload] of payloads.entries()) {
      const part = { ...newPart(occurrence, channel, at + 1, payloads.length), state: 'rendered' as const, payload }
      if (at > 0) await deps.deliveries.plan(part)
    }
    await deps.deliveries.move(delivery.id, ['planned'], 'rendered', { payload: payloads[0] ?? null, parts: Math.max(1, payloads.length) })
  })
  made?.keep()
  deps.log.info('digest frozen', { deliveryId: delivery.id, kind: edition.kind, claims: edition.claims.length, parts: payloads.length })
}

function datesOf(dueAt: string, timeZone: string, now: Temporal.Instant) {
  const due = Temporal.Instant.from(dueAt).toZonedDateTimeISO(timeZone)
  const local = now.toZonedDateTimeISO(timeZone)
  const isLate = now.epochMilliseconds - due.epochMilliseconds > LATE_AFTER_MS
  return { now, dateLine: dateLineOf(isLate ? local : due), late: isLate ? latenessOf(due, local) : null }
}
