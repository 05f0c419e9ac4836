// The durable record of every delivery: an occurrence is planned once, whatever crashes.
import type { Delivery, DeliveryState, Edition, Occurrence } from '../domain/subscription.ts'

export type DeliveryChange = Partial<
  Pick<
    Delivery,
    | 'parts'
    | 'attempts'
    | 'payload'
    | 'firstAttemptAt'
    | 'attemptedAt'
    | 'notBefore'
    | 'leaseUntil'
    | 'doubts'
    | 'twins'
    | 'absences'
    | 'blindResends'
    | 'messageId'
    | 'reason'
  >
>

/** A delivery without the bytes it sends, of which thousands can be looked over. */
export type OpenDelivery = Omit<Delivery, 'payload'>

/** When a move holds back, although the delivery stands in a state it starts from. */
export type MoveOnlyIf = Readonly<{
  /** it is still this many-th attempt: a process that slept does not speak for one that took over */
  attempts?: number
  /** nobody else has it in hand at this instant, and no other part of its channel is on its way */
  freeAt?: string
  /** its subscription stands, unpaused, in the version this was planned for */
  stands?: boolean
}>

/** What a channel has been told once the edition is known to be posted, without what was shown. */
export type EditionTold = Pick<Edition, 'facts' | 'cited' | 'record' | 'mends' | 'shows'>

export type DeliveryLog = {
  /** Records an occurrence as planned; false when it already was (unique by subscription, version, local date and slot), also when it is forgotten since. */
  readonly plan: (delivery: Delivery) => Promise<boolean>
  /** Skips the scheduled occurrences of the same subscription that were due before this one and of which nothing was attempted. */
  readonly supersede: (latest: Occurrence) => Promise<void>
  /** Moves a delivery on, only from one of the states given; false when it stood in another. Durable before it returns. */
  readonly move: (
    id: string,
    from: readonly DeliveryState[],
    to: DeliveryState,
    change?: DeliveryChange,
    onlyIf?: MoveOnlyIf,
  ) => Promise<boolean>
  readonly get: (id: string) => Promise<Delivery | null>
  readonly progress: (id: string) => Promise<OpenDelivery | null>
  /** The bytes it sends; null before it is rendered, and when there is no such delivery. */
  readonly payload: (id: string) => Promise<string | null>
  /** Everything that is not at its end (sent, dead, skipped), oldest due first. */
  readonly open: () => Promise<readonly OpenDelivery[]>
  /** All parts of one occurrence, in order. */
  readonly parts: (occurrence: Occurrence) => Promise<readonly OpenDelivery[]>
  /** Of each subscription, the scheduled occurrences on record since two days before the newest that is not in the future. */
  readonly recent: (subscriptionIds: readonly string[], now: Temporal.Instant) => Promise<readonly Occurrence[]>
  /** Deliveries of a subscription, newest occurrence first, at most `limit`. */
  readonly ofSubscription: (subscriptionId: string, limit: number) => Promise<readonly Delivery[]>
  /** The frozen edition of an occurrence, stored before the first attempt; null when not rendered. */
  readonly edition: (occurrence: Occurrence) => Promise<Edition | null>
  /** A part of the same; channels that are told alike are given the same lists. */
  readonly told: (occurrence: Occurrence) => Promise<EditionTold | null>
  readonly freeze: (occurrence: Occurrence, edition: Edition) => Promise<void>
  /**
   * Forgets what was due before an instant, with all that is known of it: deliveries at their end that no correction and no message refers to.
   * Of a subscription that stands, those by which it is known what it has seen stay. Also notices as old. Returns how many occurrences.
   */
  readonly prune: (before: string, now: Temporal.Instant) => Promise<number>
}
