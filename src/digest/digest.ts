// What is due, what is new, and its delivery exactly once. Front door of digest/.
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Brief, Recorder } from '../brief/brief.ts'
import type { Channel, PlatformName } from '../domain/address.ts'
import type { Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
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
import { newFor } from './on-demand.ts'
import { previewDigest } from './preview.ts'
import { pause, planNow, unsubscribe, upcomingDigests } from './standing.ts'
import { restore, subscribe } from './subscribe.ts'

export type DigestPreview = Readonly<{ kind: 'digest' | 'quiet'; document: Document; claims: readonly Claim[] }>

export type SubscribeRequest = Readonly<{
  channel: Channel
  topic: string
  schedule: Schedule
  by: string
  now: Temporal.Instant
  /** a digest when absent */
  kind?: Subscription['kind'] | undefined
  /** as it was before, else true */
  quietLine?: boolean | undefined
  /** of a watch: as it was before, else 3 */
  mostADay?: number | null | undefined
}>

export type UpcomingDigest = Readonly<{ topic: string; at: Temporal.ZonedDateTime }>

/** `enough`: it was asked for so often today that no more is sent. */
export type SendNow = 'planned' | 'paused' | 'not-subscribed' | 'enough'

export type OnDemandRequest = Readonly<{ topic: string; memoryKey: string; scope: Scope; now: Temporal.Instant; timeZone: string }>

export type OnDemand = DigestPreview &
  Readonly<{
    cited: readonly CitationRef[]
    /** id of the record of how it was made */
    record: string | undefined
    /** to be called once it has been shown: what it holds then counts as told */
    shown: () => Promise<void>
  }>

export type Digests = {
  /** The digest a channel would get now. With `commit`, what it holds counts as told. */
  readonly preview: (
    request: Readonly<{ topic: string; channelKey: string; scope: Scope; now: Temporal.Instant; commit: boolean }>,
  ) => Promise<DigestPreview>
  /** Subscribes a channel; the same topic again replaces its schedule. Returns it with its next three due instants, none for a watch. */
  readonly subscribe: (
    request: SubscribeRequest,
  ) => Promise<Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>>
  /** Puts a subscription back as it stood before a change. */
  readonly restore: (before: Subscription, now: Temporal.Instant) => Promise<void>
  readonly list: (channel: Channel) => Promise<readonly Subscription[]>
  /** The next digest of each subscription of the channel that is not paused, soonest first. */
  readonly upcoming: (channel: Channel, now: Temporal.Instant) => Promise<readonly UpcomingDigest[]>
  /** Pauses or resumes; `which` is an id or a topic here and below. False when the channel has no such subscription. */
  readonly pause: (channel: Channel, which: string, paused: boolean, now: Temporal.Instant) => Promise<boolean>
  /** False when the channel has no such subscription. */
  readonly unsubscribe: (channel: Channel, which: string) => Promise<boolean>
  /** Sends an edition beside those that are due, by the same delivery. */
  readonly sendNow: (channel: Channel, which: string, now: Temporal.Instant) => Promise<SendNow>
  /** What is new for whoever the memory key stands for, since they last asked. */
  readonly onDemand: (request: OnDemandRequest) => Promise<OnDemand>
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
  // A tick that takes longer than a minute is joined by the next, never run beside it.
  const tick = (now: Temporal.Instant): Promise<void> => {
    running ??= runOnce(now).finally(() => {
      running = null
    })
    return running
  }
  // One that runs already may have passed what was just planned.
  const tickAgain = async (now: Temporal.Instant) => {
    await running?.catch(() => {})
    await tick(now).catch((error: unknown) => deps.log.error('asked digest not sent', { cause: nameOf(error) }))
  }
  return {
    preview: (request) => previewDigest(request, deps),
    subscribe: (request) => subscribe(request, deps),
    restore: (before, now) => restore(before, now, deps),
    list: (channel) => deps.subscriptions.ofChannel(channel),
    upcoming: (channel, now) => upcomingDigests(channel, now, deps),
    pause: (channel, which, paused, now) => pause({ channel, which, paused, now }, deps),
    unsubscribe: (channel, which) => unsubscribe(channel, which, deps),
    sendNow: async (channel, which, now) => {
      const outcome = await planNow(channel, which, now, deps)
      if (outcome === 'planned') void tickAgain(now)
      return outcome
    },
    onDemand: (request) => newFor(request, deps),
    tick,
    stop: async () => {
      deliverer.stop()
      await running?.catch(() => {})
    },
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error)
