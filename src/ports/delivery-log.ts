// The durable record of every delivery: an occurrence is planned once, whatever crashes.
import type { Delivery, DeliveryState, Edition, Occurrence } from '../domain/subscription.ts'

export type DeliveryChange = Partial<
  Pick<
    Delivery,
    'parts' | 'attempts' | 'payload' | 'firstAttemptAt' | 'attemptedAt' | 'notBefore' | 'absences' | 'blindResends' | 'messageId' | 'reason'
  >
>

export type DeliveryLog = {
  /** Records an occurrence as planned; false when it already was (unique by subscription, version, local date and slot). */
  readonly plan: (delivery: Delivery) => Promise<boolean>
  /** Moves a delivery on, only from one of the states given; false when it stood in another. Durable before it returns. */
  readonly move: (id: string, from: readonly DeliveryState[], to: DeliveryState, change?: DeliveryChange) => Promise<boolean>
  /** Everything that is not at its end (sent, dead, skipped), oldest due first. */
  readonly open: () => Promise<readonly Delivery[]>
  /** Deliveries of a subscription, newest occurrence first, at most `limit`. */
  readonly ofSubscription: (subscriptionId: string, limit: number) => Promise<readonly Delivery[]>
  /** The frozen edition of an occurrence, stored before the first attempt; null when not rendered. */
  readonly edition: (occurrence: Occurrence) => Promise<Edition | null>
  readonly freeze: (occurrence: Occurrence, edition: Edition) => Promise<void>
}
