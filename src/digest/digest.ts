// What is due, what is new, and its delivery exactly once. Front door of digest/.
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Brief, Recorder } from '../brief/brief.ts'
import type { Channel, PlatformName } from '../domain/address.ts'
import type { Claim } from '../domain/claim.ts'
import type { Document } from '../domain/document.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { ArticleStore, Scope, Transact } from '../ports/article-store.ts'
import type { ConversationStore } from '../ports/conversation-store.ts'
import type { DeliveryLog } from '../ports/delivery-log.ts'
import type { ModelAccounts } from '../ports/model-account.ts'
import type { Platform } from '../ports/platform.ts'
import type { ChannelMemory, SubscriptionStore } from '../ports/subscription-store.ts'
import type { ReaderLink } from '../render/render.ts'
import { createDeliverer } from './deliver.ts'
import { GRACE_MS } from './due.ts'
import { createPlanner } from './plan.ts'
import { previewDigest } from './preview.ts'
import { listSubscriptions, subscribe, unsubscribe, upcomingDigests } from './subscribe.ts'

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
  /** The next digest of each subscription of the channel that is not paused, soonest first. */
  readonly upcoming: (
    channel: Channel,
    now: Temporal.Instant,
  ) => Promise<readonly Readonly<{ topic: string; at: Temporal.ZonedDateTime }>[]>
  /** False when the channel has no such subscription. */
  readonly unsubscribe: (channel: Channel, topic: string) => Promise<boolean>
  /** Plans, renders and sends whatever is due; settles what an earlier run left open. Called each minute and at start. */
  readonly tick: (now: Temporal.Instant) => Promise<void>
  /** Begins no further delivery and waits for those under way; what is left goes on at the next start. */
  readonly stop: () => Promise<void>
}

export type DigestSettings = Readonly<{
  /** how late a digest is still sent, in milliseconds */
  graceMs: number
  /** what is done when a platform cannot say whether it posted: `resend` once, or `hold` it as lost */
  onAmbiguous: 'resend' | 'hold'
}>

export type DigestDeps = Readonly<{
  brief: Pick<Brief, 'briefTopic'>
  index: Pick<SummarizedIndex, 'records'>
  articles: Pick<ArticleStore, 'addedSince'>
  subscriptions: SubscriptionStore
  memory: ChannelMemory
  deliveries: DeliveryLog
  conversations: Pick<ConversationStore, 'append'>
  transact: Transact
  platforms: ReadonlyMap<PlatformName, Platform>
  /** a topic by its name or alias, else one made of the person's question */
  topicNamed: (name: string) => Topic
  readerLink: ReaderLink
  /** absent: no record is kept of how an edition was made */
  recording?: Readonly<{ recorder: Recorder; accounts: ModelAccounts }> | undefined
  /** the time of each attempt; `tick` is told the time by which things are due */
  clock: Clock
  log: Log
  settings?: Partial<DigestSettings> | undefined
}>

export function createDigests(deps: DigestDeps): Digests {
  const settings: DigestSettings = { graceMs: GRACE_MS, onAmbiguous: 'resend', ...deps.settings }
  const planner = createPlanner(deps, settings)
  const deliverer = createDeliverer(deps, settings)
  let running: Promise<void> | null = null
  const runOnce = async (now: Temporal.Instant) => {
    await planner.planDue(now)
    await deliverer.deliverOpen()
  }
  return {
    preview: (request) => previewDigest(request, deps),
    subscribe: (request) => subscribe(request, deps),
    list: (channel) => listSubscriptions(channel, deps),
    upcoming: (channel, now) => upcomingDigests(channel, now, deps),
    unsubscribe: (channel, topic) => unsubscribe(channel, topic, deps),
    // A tick that takes longer than a minute is joined by the next, never run beside it.
    tick: (now) => {
      running ??= runOnce(now).finally(() => {
        running = null
      })
      return running
    },
    stop: async () => {
      deliverer.stop()
      await running?.catch(() => {})
    },
  }
}
