// What is due, what is new, and its delivery exactly once. Front door of digest/.
import type { Channel } from '../domain/address.ts'
import type { Claim } from '../domain/claim.ts'
import type { Document } from '../domain/document.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { Scope } from '../ports/article-store.ts'

export type DigestPreview = Readonly<{ kind: 'digest' | 'quiet'; document: Document; claims: readonly Claim[] }>

export type SubscribeRequest = Readonly<{ channel: Channel; topic: string; schedule: Schedule; by: string; now: Temporal.Instant }>

export type Digests = {
  /** The digest a channel would get now. With `commit`, what it holds counts as told. */
  readonly preview: (
    request: Readonly<{ topic: string; channelKey: string; scope: Scope; now: Temporal.Instant; commit: boolean }>,
  ) => Promise<DigestPreview>
  /** Subscribes a channel; the same topic again replaces its schedule. Returns it with its next three due instants. */
  readonly subscribe: (
    request: SubscribeRequest,
  ) => Promise<Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>>
  readonly list: (channel: Channel) => Promise<readonly Subscription[]>
  /** False when the channel has no such subscription. */
  readonly unsubscribe: (channel: Channel, topic: string) => Promise<boolean>
  /** Plans, renders and sends whatever is due; settles what an earlier run left open. Called each minute and at start. */
  readonly tick: (now: Temporal.Instant) => Promise<void>
}
