// One step of one delivery: rendered, attempted, looked for, ended; each on record before the next.
import type { DeliveryState } from '../domain/subscription.ts'
import type { DeliveryChange, OpenDelivery } from '../ports/delivery-log.ts'
import type { FindOutcome, Platform, PostOutcome } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import { freezeEdition, rememberLost } from './freeze.ts'
import { later, nextStep, retryAt, type Step, type StepFacts, stepAfterLook } from './next-step.ts'
import { isReply, threadOf } from './places.ts'
import { recordEnded, recordRefused, recordSent, recordTwin } from './record.ts'

/** An accepted message may bear a time a little before our own clock's. */
const LOOK_BACK = { seconds: 5 }
const RIVAL_PAUSE_MS = 1_000

/** What a step made of a delivery: it and further parts as they stand now, and how long its channel then rests, in milliseconds. */
export type Came = Readonly<{ deliveries: readonly OpenDelivery[]; restMs: number }>

/** Called when the first byte of a request leaves, and once the platform has answered or failed to. */
export type OnItsWay = Readonly<{ left: () => void; answered: () => void }>

export type Steps = {
  readonly next: (delivery: OpenDelivery) => Step
  readonly take: (step: Step, delivery: OpenDelivery, way?: OnItsWay) => Promise<Came>
}

type Asking = Readonly<{ platform: Platform; way: OnItsWay }>
const UNHEARD: OnItsWay = { left: () => {}, answered: () => {} }

const came = (...deliveries: readonly OpenDelivery[]): Came => ({ deliveries, restMs: 0 })

export function createSteps(delivering: Delivering): Steps {
  const { deps } = delivering
  return {
    next: (delivery) =>
      deps.platforms.has(delivery.channel.platform) ? nextStep(delivery, factsOf(delivery, delivering)) : unserved(delivery, delivering),
    take: async (step, delivery, way = UNHEARD) => {
      if (step.kind === 'render') return rendered(delivery, delivering)
      if (step.kind === 'end') return came(...(await recordEnded(delivery, step, delivering)))
      const platform = deps.platforms.get(delivery.channel.platform)
      if (platform === undefined) return came(delivery)
      if (step.kind === 'attempt') return attempt(delivery, { blind: step.blind, platform, way }, delivering)
      return step.kind === 'look' ? look(delivery, { platform, way }, delivering) : came(delivery)
    },
  }
}

/** Its platform is not configured now: it waits, and ends in words when that lasts too long. */
function unserved(delivery: OpenDelivery, delivering: Delivering): Step {
  const facts = factsOf(delivery, delivering)
  const step = nextStep(delivery, facts)
  if (step.kind === 'end') return step
  const isOver = facts.now.epochMilliseconds > facts.deadline.epochMilliseconds
  if (isOver && step.kind === 'look') return { kind: 'end', state: 'dead', reason: 'ambiguous' }
  return { kind: 'wait', until: facts.now.epochMilliseconds + facts.times.faultPause }
}

/** Its parts, frozen. Taken in hand first, so that two processes do not render the same. */
async function rendered(delivery: OpenDelivery, delivering: Delivering): Promise<Came> {
  const { deps, settings } = delivering
  const subscription = delivering.subscription(delivery.occurrence.subscriptionId)
  const platform = deps.platforms.get(delivery.channel.platform)
  if (subscription === undefined || platform === undefined || delivering.isStopped()) return came(delivery)
  const now = deps.clock.now()
  const leaseUntil = later(now, settings.times.lease)
  const free = { freeAt: now.toString() }
  const isOurs = await delivering.together(() => deps.deliveries.move(delivery.id, ['planned', 'claimed'], 'claimed', { leaseUntil }, free))
  if (!isOurs) return lost(delivery, delivering)
  await freezeEdition({ delivery, subscription, platform }, delivering)
  return came(...(await deps.deliveries.parts(delivery.occurrence)))
}

/** Somebody else moved it: as it stands now, after a pause in which they may go on. */
async function lost({ id }: OpenDelivery, { deps, settings }: Delivering): Promise<Came> {
  const fresh = await deps.deliveries.progress(id)
  return { deliveries: fresh === null ? [] : [fresh], restMs: Math.min(RIVAL_PAUSE_MS, settings.times.lease) }
}

/** The attempt is on record, durably, before the first byte leaves: a crash from here on is a doubt, never a second post. */
async function attempt(
  delivery: OpenDelivery,
  { blind, platform, way }: Asking & { blind: boolean },
  delivering: Delivering,
): Promise<Came> {
  const { deps, settings } = delivering
  const { channel, id: deliveryId } = delivery
  const payload = await deps.deliveries.payload(deliveryId)
  if (payload === null) return came(...(await recordEnded(delivery, { state: 'dead', reason: 'nothing-to-send' }, delivering)))
  const parent = await parentOf(delivery, delivering)
  if (parent === undefined) return lost(delivery, delivering)
  const now = deps.clock.now()
  const at = now.toString()
  const began = delivering.elapsed()
  const change = {
    attempts: delivery.attempts + 1,
    attemptedAt: at,
    firstAttemptAt: delivery.firstAttemptAt ?? at,
    leaseUntil: later(now, settings.times.lease),
    notBefore: null,
    absences: 0,
    blindResends: delivery.blindResends + (blind ? 1 : 0),
    // One who died with it, or slept over its lease, left a doubt.
    doubts: delivery.doubts + (delivery.state === 'attempting' ? 1 : 0),
  }
  // Somebody may have ended or changed the subscription since it was planned.
  const onlyIf = { attempts: delivery.attempts, freeAt: at, stands: true }
  const isOurs = await delivering.together(() => deps.deliveries.move(deliveryId, [delivery.state], 'attempting', change, onlyIf))
  if (!isOurs) return (await stillStands(delivery, delivering)) ? lost(delivery, delivering) : came(delivery)
  const attempting: OpenDelivery = { ...delivery, ...change, state: 'attempting' }
  // A process that was put to sleep in between must not post what another may have posted since.
  const room = settings.times.lease - settings.times.request
  const mayLeave = () => {
    const may = delivering.elapsed() - began < room && deps.clock.now().epochMilliseconds - now.epochMilliseconds < room
    if (may) way.left()
    return may
  }
  const outcome = await platform
    .post({ channel, deliveryId, payload, parent, mayLeave, ...(isReply(delivery) ? { isReply: true } : {}) })
    .catch((): PostOutcome => ({ kind: 'unknown', reason: 'fault' }))
  way.answered()
  const sent = outcome.kind === 'sent'
  delivering.pace.heard(channel, platform.pace, { sent, allowance: outcome.allowance }, delivering.elapsed())
  return settleOutcome(attempting, outcome, delivering)
}

/** The message whose thread it goes into; null for a first part, undefined while the part before does not stand. */
async function parentOf(delivery: OpenDelivery, { deps }: Delivering): Promise<string | null | undefined> {
  if (isReply(delivery) || delivery.part === 1) return threadOf(delivery, deps)
  const parts = await deps.deliveries.parts(delivery.occurrence)
  const before = parts.find(({ part }) => part === delivery.part - 1)
  return before?.state === 'sent' ? (parts[0]?.messageId ?? undefined) : undefined
}

/** Whether its subscription does, which is taken note of. */
async function stillStands({ channel, occurrence }: OpenDelivery, delivering: Delivering): Promise<boolean> {
  const { subscriptionId, version } = occurrence
  const own = (await delivering.deps.subscriptions.ofChannel(channel)).find(({ id }) => id === subscriptionId)
  delivering.noteSubscription(subscriptionId, own)
  return own !== undefined && !own.paused && own.version === version
}

async function settleOutcome(delivery: OpenDelivery, outcome: PostOutcome, delivering: Delivering): Promise<Came> {
  const { deps, settings } = delivering
  const now = deps.clock.now()
  const fields = { deliveryId: delivery.id, attempts: delivery.attempts }
  switch (outcome.kind) {
    case 'sent': {
      const sent = await recordSent(delivery, outcome.messageId, delivering)
      const keepsNonce = (deps.platforms.get(delivery.channel.platform)?.nonceWindowMs ?? 0) > 0
      if (sent !== null && delivery.doubts > 0) deps.log.info('doubt settled', { ...fields, via: keepsNonce ? 'nonce' : 'none' })
      return sent === null ? recordTwin(delivery, outcome.messageId, delivering).then(() => lost(delivery, delivering)) : came(sent)
    }
    case 'refused':
      return came(...(await recordRefused(delivery, outcome, delivering)))
    case 'not-sent': {
      deps.log.warn('digest not taken', { ...fields, reason: outcome.reason })
      const notBefore = retryAt(delivery, outcome.retryAfterMs, now, settings.times)
      // What may stand from an earlier attempt stays in doubt: this one proves nothing about it.
      const state = delivery.doubts > 0 ? 'unknown' : 'retry_wait'
      return moved(delivery, state, { reason: outcome.reason, notBefore, leaseUntil: null }, delivering)
    }
    case 'unknown':
      deps.log.warn('digest in doubt', { ...fields, reason: outcome.reason })
      return moved(delivery, 'unknown', { reason: outcome.reason, leaseUntil: null, doubts: delivery.doubts + 1 }, delivering)
  }
}

async function look(delivery: OpenDelivery, { platform, way }: Asking, delivering: Delivering): Promise<Came> {
  const { deps } = delivering
  const doubted = delivery.state === 'attempting' ? await takenOver(delivery, delivering) : delivery
  if (doubted === null) return lost(delivery, delivering)
  const known = (await deps.aftercare.sightings(doubted.id)).find(({ isRemoved }) => !isRemoved)
  const found: FindOutcome = known ? { kind: 'found', messageId: known.messageId } : await lookedFor(doubted, platform, delivering)
  way.answered()
  delivering.pace.heard(doubted.channel, platform.pace, { sent: false, allowance: found.allowance }, delivering.elapsed())
  if (found.kind === 'found') {
    for (const twin of found.others ?? []) await recordTwin(doubted, twin, delivering)
    if (doubted.attempts === 0 && !isReply(doubted)) await rememberLost(doubted, delivering)
    const sent = await recordSent(doubted, found.messageId, delivering)
    if (sent !== null) deps.log.info('doubt settled', { deliveryId: sent.id, via: known ? 'event' : 'history' })
    return sent === null ? lost(doubted, delivering) : came(sent)
  }
  const looked = found.kind === 'absent' ? 'absent' : found.isForNow ? 'cannot-tell-yet' : 'cannot-tell'
  const step = stepAfterLook(doubted, looked, factsOf(doubted, delivering))
  if (step.kind === 'later') return moved(doubted, 'unknown', { notBefore: step.notBefore, absences: step.absences }, delivering)
  if (step.kind === 'end') return came(...(await recordEnded(doubted, step, delivering)))
  if (step.kind === 'replan')
    return moved(doubted, isReply(doubted) ? 'rendered' : 'planned', { notBefore: null, leaseUntil: null }, delivering)
  return attempt(doubted, { blind: step.blind, platform, way }, delivering)
}

/** Whoever attempted it was not heard of within its lease. */
async function takenOver(delivery: OpenDelivery, { deps }: Delivering): Promise<OpenDelivery | null> {
  const change = { leaseUntil: null, doubts: delivery.doubts + 1 }
  const isOurs = await deps.deliveries.move(delivery.id, ['attempting'], 'unknown', change, { attempts: delivery.attempts })
  return isOurs ? { ...delivery, ...change, state: 'unknown' } : null
}

async function lookedFor(delivery: OpenDelivery, platform: Platform, delivering: Delivering): Promise<FindOutcome> {
  const since = Temporal.Instant.from(delivery.firstAttemptAt ?? delivery.occurrence.dueAt).subtract(LOOK_BACK)
  const parent = await parentOf(delivery, delivering)
  // Its thread is not known while the part before is in doubt itself.
  if (parent === undefined) return { kind: 'cannot-tell', reason: 'earlier-part-open', isForNow: true }
  return platform
    .find(delivery.channel, delivery.id, since.toString(), parent)
    .catch((): FindOutcome => ({ kind: 'cannot-tell', reason: 'fault', isForNow: true }))
}

async function moved(delivery: OpenDelivery, to: DeliveryState, change: DeliveryChange, delivering: Delivering): Promise<Came> {
  const { deliveries } = delivering.deps
  const isMoved = await deliveries.move(delivery.id, [delivery.state], to, change, { attempts: delivery.attempts })
  return isMoved ? came({ ...delivery, ...change, state: to }) : lost(delivery, delivering)
}

function factsOf({ occurrence, channel }: OpenDelivery, delivering: Delivering): StepFacts {
  const { deps, settings } = delivering
  const subscription = delivering.subscription(occurrence.subscriptionId)
  const graceEnds = Temporal.Instant.from(occurrence.dueAt).add({ milliseconds: settings.graceMs })
  return {
    now: deps.clock.now(),
    latest: graceEnds.add({ milliseconds: settings.times.lease }),
    deadline: graceEnds.add({ milliseconds: settings.times.slack }),
    nonceWindowMs: (deps.platforms.get(channel.platform)?.nonceWindowMs ?? 0) * settings.timeScale,
    stands: subscription !== undefined && !subscription.paused && subscription.version === occurrence.version,
    onAmbiguous: settings.onAmbiguous,
    renderLeadMs: delivering.renderLeadMs(),
    times: settings.times,
  }
}
