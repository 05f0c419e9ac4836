// What is done with a subscription that stands: found, listed, paused, resumed, ended, sent at once.
import { type Channel, workspaceKey } from '../domain/address.ts'
import { FIRST_ASKED_SLOT, FIRST_WATCH_SLOT, type Subscription } from '../domain/subscription.ts'
import type { DigestDeps, Pausing, SendNow, UpcomingDigest } from './digest.ts'
import { memoryKeyOf } from './memory-key.ts'
import { newPart } from './plan.ts'
import { nextDue } from './schedule.ts'

const MOST_ASKED_A_DAY = 5 // of one subscription, beside those due
const RECORDS = 400 // parts looked at: those asked for today are among the newest
const ENDED = ['sent', 'dead', 'skipped']

type StandingDeps = Pick<DigestDeps, 'subscriptions' | 'topicNamed' | 'transact' | 'deliveries' | 'memory'>

/** By id, else by topic in the words of a person; a digest before a watch. */
function found(all: readonly Subscription[], which: string, { topicNamed }: Pick<StandingDeps, 'topicNamed'>): Subscription | undefined {
  const byId = all.find(({ id }) => id === which)
  if (byId !== undefined) return byId
  const ofTopic = (topic: string) => {
    const of = all.filter((one) => one.topic === topic)
    return of.find(({ kind }) => kind === 'digest') ?? of[0]
  }
  const [first] = all
  return first && (ofTopic(which) ?? ofTopic(topicNamed(which, workspaceKey(first.channel)).name))
}

/** The next digest of each that is not paused, soonest first; a watch comes when something changes. */
export async function upcomingDigests(
  channel: Channel,
  now: Temporal.Instant,
  { subscriptions }: Pick<StandingDeps, 'subscriptions'>,
): Promise<readonly UpcomingDigest[]> {
  const standing = (await subscriptions.ofChannel(channel)).filter(({ paused, kind }) => !paused && kind === 'digest')
  const next = standing.flatMap(({ topic, schedule }) => nextDue(schedule, now, 1).map((at) => ({ topic, at })))
  return next.sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
}

export type Standing = Readonly<{ subscription: Subscription; next: Temporal.ZonedDateTime | null }>

type Theirs = Readonly<{ of: Pick<Channel, 'platform' | 'workspace'>; person: string; now: Temporal.Instant }>

/** What a person has subscribed channels of a workspace to, oldest first; what others did in channels they may not see is not theirs to look at. */
export async function standingOf(
  { of, person, now }: Theirs,
  { subscriptions }: Pick<StandingDeps, 'subscriptions'>,
): Promise<readonly Standing[]> {
  const theirs = (await subscriptions.all()).filter(
    ({ channel, createdBy }) => createdBy === person && channel.platform === of.platform && channel.workspace === of.workspace,
  )
  theirs.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  return theirs.map((subscription) => {
    const [next = null] = subscription.paused || subscription.kind === 'watch' ? [] : nextDue(subscription.schedule, now, 1)
    return { subscription, next }
  })
}

export async function unsubscribe(channel: Channel, which: string, deps: StandingDeps): Promise<boolean> {
  return deps.transact(async () => {
    const one = found(await deps.subscriptions.ofChannel(channel), which, deps)
    if (one === undefined) return false
    // A channel that was told something knows it; what a watch saw nobody asks for any more.
    if (one.kind === 'watch') await deps.memory.forget(memoryKeyOf(one))
    return deps.subscriptions.remove(one.id, channel)
  })
}

type Pause = Readonly<{ channel: Channel; which: string; paused: Pausing; now: Temporal.Instant }>

/** Resumed, it owes nothing of the time it was paused. False when there is none. */
export async function pause({ channel, which, paused: asked, now }: Pause, deps: StandingDeps): Promise<boolean> {
  return deps.transact(async () => {
    const one = found(await deps.subscriptions.ofChannel(channel), which, deps)
    if (one === undefined) return false
    const paused = asked !== false
    const pausedUntil = typeof asked === 'boolean' ? null : asked.until.toString()
    // Paused by a person, what we paused stays paused: nobody needs to be told any more.
    const changed = { paused, pausedWhy: null, pausedUntil, createdAt: paused ? one.createdAt : now.toString() }
    const isSame = one.paused === paused && one.pausedWhy === null && (one.pausedUntil ?? null) === pausedUntil
    if (!isSame) await deps.subscriptions.save({ ...one, ...changed, version: one.version + 1 })
    return true
  })
}

/** Plans an edition of its own, beside those due; one that is still on its way is not doubled. */
export async function planNow(channel: Channel, which: string, now: Temporal.Instant, deps: StandingDeps): Promise<SendNow> {
  return deps.transact(async () => {
    const one = found(await deps.subscriptions.ofChannel(channel), which, deps)
    if (one === undefined || one.kind === 'watch') return 'not-subscribed'
    if (one.paused) return 'paused'
    const localDate = now.toZonedDateTimeISO(one.schedule.timeZone).toPlainDate().toString()
    const asked = (await deps.deliveries.ofSubscription(one.id, RECORDS)).filter(
      ({ occurrence: { slot, localDate: day } }) => day === localDate && slot >= FIRST_ASKED_SLOT && slot < FIRST_WATCH_SLOT,
    )
    if (asked.some(({ state, occurrence }) => occurrence.version === one.version && !ENDED.includes(state))) return 'planned'
    const slots = new Set(asked.map(({ occurrence }) => occurrence.slot))
    if (slots.size >= MOST_ASKED_A_DAY) return 'enough'
    const occurrence = { subscriptionId: one.id, version: one.version, localDate, slot: FIRST_ASKED_SLOT + slots.size }
    await deps.deliveries.plan(newPart({ ...occurrence, dueAt: now.toString() }, channel, 1, 1))
    return 'planned'
  })
}
