// What is due, what is new, and its delivery exactly once. Front door of digest/.
import type { Alarm, Clock } from '../base/clock.ts'
import { nameOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'
import type { Brief, Recorder } from '../brief/brief.ts'
import type { Channel, PlatformName } from '../domain/address.ts'
import type { Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
import type { Document } from '../domain/document.ts'
import type { Schedule, Subscription } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { Aftercare, DeliveryCounts, OwnerNotice } from '../ports/aftercare.ts'
import type { ArticleStore, Scope, Transact } from '../ports/article-store.ts'
import type { ConversationStore } from '../ports/conversation-store.ts'
import type { DeliveryLog } from '../ports/delivery-log.ts'
import type { ModelAccounts } from '../ports/model-account.ts'
import type { HearStanding, Platform } from '../ports/platform.ts'
import type { ChannelMemory, SubscriptionStore } from '../ports/subscription-store.ts'
import type { ReaderLink } from '../render/render.ts'
import { createDeliverer } from './deliver.ts'
import { GRACE_MS } from './due.ts'
import { createPlanner } from './plan.ts'
import { newFor } from './on-demand.ts'
import { resumeAll } from './owner.ts'
import { previewDigest } from './preview.ts'
import { doubtLost } from './recover.ts'
import { type DeliveryTimes, deliveryTimes, requestMs } from './times.ts'
import { pause, planNow, type Standing, standingOf, unsubscribe, upcomingDigests } from './standing.ts'
import { restore, subscribe } from './subscribe.ts'
import { planWatches } from './watch.ts'

/** Most milliseconds a platform's request may take, at a time scale. */
export const postLimitMs = (timeScale: number): number => requestMs(timeScale)

export type { Standing } from './standing.ts'

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

export type Pausing = boolean | Readonly<{ until: Temporal.Instant }>

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
    request: Readonly<{
      topic: string
      channelKey: string
      scope: Scope
      now: Temporal.Instant
      commit: boolean
      timeZone?: string | undefined
    }>,
  ) => Promise<DigestPreview>
  /** Subscribes a channel; the same topic again replaces its schedule. Returns it with its next three due instants, none for a watch. */
  readonly subscribe: (
    request: SubscribeRequest,
  ) => Promise<Readonly<{ subscription: Subscription; next: readonly Temporal.ZonedDateTime[] }>>
  /** Puts a subscription back as it stood before a change. */
  readonly restore: (before: Subscription, now: Temporal.Instant) => Promise<void>
  readonly list: (channel: Channel) => Promise<readonly Subscription[]>
  /** What a person has subscribed channels of a workspace to, each with the next time of a digest. */
  readonly ofPerson: (of: Pick<Channel, 'platform' | 'workspace'>, person: string, now: Temporal.Instant) => Promise<readonly Standing[]>
  /** The next digest of each subscription of the channel that is not paused, soonest first. */
  readonly upcoming: (channel: Channel, now: Temporal.Instant) => Promise<readonly UpcomingDigest[]>
  /** Pauses, until a time or until somebody resumes it, or resumes; `which` is an id or a topic here and below. False when the channel has no such subscription. */
  readonly pause: (channel: Channel, which: string, paused: Pausing, now: Temporal.Instant) => Promise<boolean>
  /** False when the channel has no such subscription. */
  readonly unsubscribe: (channel: Channel, which: string) => Promise<boolean>
  /** Sends an edition beside those that are due, by the same delivery. */
  readonly sendNow: (channel: Channel, which: string, now: Temporal.Instant) => Promise<SendNow>
  /** What is new for whoever the memory key stands for, since they last asked. */
  readonly onDemand: (request: OnDemandRequest) => Promise<OnDemand>
  /** A platform says that a message stands for a delivery; resolves once that is kept. */
  readonly hear: HearStanding
  /** A platform took our token: what was paused because it did not goes on. */
  readonly connected: (platform: PlatformName) => void
  /** What a person is still to be told about subscriptions of theirs in a workspace, and that it was told. */
  readonly untold: (channel: Pick<Channel, 'platform' | 'workspace'>, person: string) => Promise<readonly OwnerNotice[]>
  readonly told: (id: string, now: Temporal.Instant) => Promise<void>
  /** How often deliveries stood double or ended in doubt; in one workspace, or in all. */
  readonly counts: (of?: Pick<Channel, 'platform' | 'workspace'>) => Promise<DeliveryCounts>
  /** Plans, renders and sends whatever is due; settles what an earlier run left open. Called each minute and at start; in between the alarm rings. */
  readonly tick: (now: Temporal.Instant) => Promise<void>
  /** Begins no further delivery and waits for those under way; what is left goes on at the next start. */
  readonly stop: () => Promise<void>
}

export type DigestSettings = Readonly<{
  /** how late a digest is still sent, in milliseconds */
  graceMs: number
  /** what is done when a platform cannot say whether it posted: `resend` until it is answered, or `hold` it as in doubt */
  onAmbiguous: 'resend' | 'hold'
  /** below 1, every wait of the delivery protocol is so much shorter: for trials */
  timeScale: number
  times: DeliveryTimes
}>

export type DigestDeps = Readonly<{
  brief: Pick<Brief, 'briefTopic' | 'passagesOn' | 'topics'>
  index: Pick<SummarizedIndex, 'records' | 'voices'>
  articles: Pick<ArticleStore, 'addedSince' | 'get' | 'labels' | 'many' | 'originalsAmong' | 'workspaces'>
  subscriptions: SubscriptionStore
  memory: ChannelMemory
  deliveries: DeliveryLog
  aftercare: Aftercare
  conversations: Pick<ConversationStore, 'append'>
  transact: Transact
  platforms: ReadonlyMap<PlatformName, Platform>
  /** a topic that a workspace (its key) sees, by name or alias; else one made of the person's question */
  topicNamed: (name: string, workspace: string) => Topic
  readerLink: ReaderLink
  /** absent: no record is kept of how an edition was made */
  recording?: Readonly<{ recorder: Recorder; accounts: ModelAccounts }> | undefined
  /** the time of each attempt; `tick` is told the time by which things are due */
  clock: Clock
  /** milliseconds of a clock that never runs back; absent: the clock's own */
  elapsed?: (() => number) | undefined
  /** rings when something is to be done; absent: only `tick` gets things done */
  alarm?: Alarm | undefined
  log: Log
  settings?: Partial<Omit<DigestSettings, 'times'>> | undefined
}>

export function createDigests(deps: DigestDeps): Digests {
  const settings = settingsOf(deps)
  const planner = createPlanner(deps, settings)
  const deliverer = createDeliverer(deps, settings, () => arm())
  let stopped = false
  let planning: Promise<readonly Subscription[]> = Promise.resolve([])
  const plan = (now: Temporal.Instant) => {
    planning = planning
      .catch(() => [])
      .then(async () => {
        const all = await planner.planDue(now, await doubtLost(now, deps))
        // Only now is everything on record that may have been posted.
        await deps.aftercare.inUse(now.toString())
        await planWatches(all, now, deps)
        return all
      })
    return planning
  }
  const tick = async (now: Temporal.Instant): Promise<void> => {
    if (stopped) return
    await deliverer.deliverOpen(await plan(now))
  }
  const guarded = (work: Promise<void>) =>
    void work.catch((error: unknown) => deps.log.error('digests stopped by a fault', { cause: nameOf(error) }))
  const ring = () => {
    if (stopped) return
    const now = deps.clock.now()
    guarded(planner.nextWake() <= now.epochMilliseconds ? tick(now) : deliverer.goOn())
  }
  const arm = () => {
    const at = Math.min(planner.nextWake(), deliverer.nextWake())
    if (!stopped && at !== Number.POSITIVE_INFINITY) deps.alarm?.set(at, ring)
  }
  return {
    preview: (request) => previewDigest(request, deps),
    subscribe: (request) => subscribe(request, deps),
    restore: (before, now) => restore(before, now, deps),
    list: (channel) => deps.subscriptions.ofChannel(channel),
    ofPerson: (of, person, now) => standingOf({ of, person, now }, deps),
    upcoming: (channel, now) => upcomingDigests(channel, now, deps),
    pause: (channel, which, paused, now) => pause({ channel, which, paused, now }, deps),
    unsubscribe: (channel, which) => unsubscribe(channel, which, deps),
    sendNow: async (channel, which, now) => {
      const outcome = await planNow(channel, which, now, deps)
      if (outcome === 'planned') guarded(tick(now))
      return outcome
    },
    onDemand: (request) => newFor(request, deps),
    tick,
    hear: deliverer.hear,
    connected: (platform) => guarded(resumeAll(platform, deps)),
    untold: (channel, person) => deps.aftercare.untold({ channel, person }),
    told: async (id, now) => void (await deps.aftercare.told(id, now.toString())),
    counts: (of) => deps.aftercare.counts(of),
    stop: async () => {
      stopped = true
      deps.alarm?.clear()
      await Promise.all([deliverer.stop(), planning.catch(() => {})])
    },
  }
}

function settingsOf({ settings = {} }: DigestDeps): DigestSettings {
  const { graceMs = GRACE_MS, onAmbiguous = 'resend', timeScale = 1 } = settings
  return { graceMs, onAmbiguous, timeScale, times: deliveryTimes(timeScale) }
}
