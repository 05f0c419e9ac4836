// Takes every open delivery one step on: rendered and frozen, attempted, looked for, ended. Its rules are in next-step.ts.
import { channelKey } from '../domain/address.ts'
import type { Delivery, DeliveryState, Subscription } from '../domain/subscription.ts'
import type { DeliveryChange } from '../ports/delivery-log.ts'
import type { FindOutcome, Platform, PostOutcome } from '../ports/platform.ts'
import type { DigestDeps, DigestSettings } from './digest.ts'
import { freezeEdition } from './freeze.ts'
import { nextStep, retryAt, type Step, type StepFacts, stepAfterLook } from './next-step.ts'
import { recordRefused, recordSent, siblingsOf } from './record.ts'

const CHANNELS_AT_ONCE = 8
/** An accepted message may bear a time a little before our own clock's. */
const LOOK_BACK = { seconds: 5 }
/** A last retry may still follow an attempt made at the end of the grace. */
const DEADLINE_SLACK_MS = 30 * 60_000
/** One delivery makes few steps in a row; the rest waits for the next tick. */
const MOST_STEPS = 6
/** States in which a later digest of the channel waits, so that messages come in order. */
const HOLDS_CHANNEL: readonly DeliveryState[] = ['attempting', 'unknown', 'retry_wait']

type Context = Readonly<{
  deps: DigestDeps
  settings: DigestSettings
  subscriptions: ReadonlyMap<string, Subscription>
  isStopped: () => boolean
}>

export type Deliverer = {
  readonly deliverOpen: () => Promise<void>
  /** No further step of any delivery is begun. */
  readonly stop: () => void
}

export function createDeliverer(deps: DigestDeps, settings: DigestSettings): Deliverer {
  let stopped = false
  return {
    stop: () => {
      stopped = true
    },
    deliverOpen: async () => {
      const subscriptions = new Map((await deps.subscriptions.all()).map((one) => [one.id, one]))
      const context: Context = { deps, settings, subscriptions, isStopped: () => stopped }
      const open = (await Promise.all((await deps.deliveries.open()).map(({ id }) => deps.deliveries.get(id)))).flatMap((one) => one ?? [])
      const channels = [...Map.groupBy(open, ({ channel }) => channelKey(channel)).values()]
      const workers = Array.from({ length: CHANNELS_AT_ONCE }, async () => {
        for (let next = channels.shift(); next; next = channels.shift()) await deliverInOrder(next, context)
      })
      await Promise.all(workers)
    },
  }
}

/** One after the other, rendered only when its turn comes: two topics of one channel do not tell the same fact on one morning. */
async function deliverInOrder(deliveries: readonly Delivery[], context: Context): Promise<void> {
  for (const delivery of deliveries) {
    const parts = delivery.state === 'planned' ? await guarded(delivery, context.deps, () => rendered(delivery, context)) : [delivery]
    for (const part of parts ?? []) {
      const state = await guarded(part, context.deps, () => advance(part, context))
      if (state === null || HOLDS_CHANNEL.includes(state)) return
    }
  }
}

/** One subscription's fault must not cost another its digest. */
async function guarded<T>(delivery: Delivery, { log }: DigestDeps, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    const cause = error instanceof Error ? error.message : 'unknown'
    log.error('digest stopped by a fault', { deliveryId: delivery.id, state: delivery.state, cause })
    return null
  }
}

/** Its parts, frozen; or itself when it is not to be rendered now. */
async function rendered(delivery: Delivery, context: Context): Promise<readonly Delivery[]> {
  const step = nextStep(delivery, factsOf(delivery, context))
  const subscription = context.subscriptions.get(delivery.occurrence.subscriptionId)
  const platform = context.deps.platforms.get(delivery.channel.platform)
  if (step.kind !== 'render' || !subscription || !platform || context.isStopped()) return [delivery]
  await freezeEdition({ delivery, subscription, platform }, context.deps)
  return (await siblingsOf(delivery, context.deps)).toSorted((a, b) => a.part - b.part)
}

/** Steps on until there is nothing to do now. Returns the state it stands in. */
async function advance(start: Delivery, context: Context): Promise<DeliveryState> {
  let delivery = start
  for (let steps = 0; steps < MOST_STEPS && !context.isStopped(); steps++) {
    const step = await stepOf(delivery, context)
    const moved = step.kind === 'wait' || step.kind === 'render' ? null : await take(step, delivery, context)
    if (!moved) return delivery.state
    delivery = moved
  }
  return delivery.state
}

/** Later parts wait for the one before, and end with it. */
async function stepOf(delivery: Delivery, context: Context): Promise<Step> {
  const step = nextStep(delivery, factsOf(delivery, context))
  if (delivery.part === 1 || step.kind === 'wait' || step.kind === 'end') return step
  const before = (await siblingsOf(delivery, context.deps)).find(({ part }) => part === delivery.part - 1)
  if (before?.state === 'sent') return step
  return before?.state === 'dead' || before?.state === 'skipped'
    ? { kind: 'end', state: 'dead', reason: 'earlier-part-failed' }
    : { kind: 'wait' }
}

/** Null when nothing moved: another process was faster, or the platform is not configured. */
async function take(step: Step, delivery: Delivery, context: Context): Promise<Delivery | null> {
  const platform = context.deps.platforms.get(delivery.channel.platform)
  if (step.kind === 'end') return end(delivery, step, context)
  if (step.kind === 'attempt') return platform ? attempt(delivery, step.blind, platform, context) : null
  if (step.kind === 'look') return look(delivery, platform, context)
  return null
}

async function end(delivery: Delivery, { state, reason }: Extract<Step, { kind: 'end' }>, context: Context): Promise<Delivery | null> {
  const { log } = context.deps
  const moved = await move(delivery, state, { reason, notBefore: null }, context)
  if (moved) log.warn('digest not sent', { deliveryId: delivery.id, subscriptionId: delivery.occurrence.subscriptionId, reason })
  return moved
}

/** The attempt is on record, durably, before the first byte leaves: a crash from here on is a doubt, never a second post. */
async function attempt(delivery: Delivery, blind: boolean, platform: Platform, context: Context): Promise<Delivery | null> {
  const { deps } = context
  if (delivery.payload === null) return end(delivery, { kind: 'end', state: 'dead', reason: 'nothing-to-send' }, context)
  const parent = delivery.part === 1 ? null : ((await siblingsOf(delivery, deps)).find(({ part }) => part === 1)?.messageId ?? null)
  const at = deps.clock.now().toString()
  const attempting = await move(
    delivery,
    'attempting',
    {
      attempts: delivery.attempts + 1,
      attemptedAt: at,
      firstAttemptAt: delivery.firstAttemptAt ?? at,
      absences: 0,
      blindResends: delivery.blindResends + (blind ? 1 : 0),
    },
    context,
  )
  if (!attempting) return null
  const { channel, id: deliveryId, payload } = delivery
  const outcome = await platform
    .post({ channel, deliveryId, payload, parent })
    .catch((): PostOutcome => ({ kind: 'unknown', reason: 'fault' }))
  return settleOutcome(attempting, outcome, context)
}

async function settleOutcome(delivery: Delivery, outcome: PostOutcome, context: Context): Promise<Delivery | null> {
  const { deps } = context
  const now = deps.clock.now()
  const fields = { deliveryId: delivery.id, attempts: delivery.attempts }
  switch (outcome.kind) {
    case 'sent':
      return recordSent(delivery, outcome.messageId, context)
    case 'refused':
      return recordRefused(delivery, outcome.reason, context)
    case 'not-sent':
      deps.log.warn('digest not taken', { ...fields, reason: outcome.reason })
      return move(delivery, 'retry_wait', { reason: outcome.reason, notBefore: retryAt(delivery, outcome.retryAfterMs, now) }, context)
    case 'unknown':
      deps.log.warn('digest in doubt', { ...fields, reason: outcome.reason })
      return move(delivery, 'unknown', { reason: outcome.reason, notBefore: null }, context)
  }
}

async function look(delivery: Delivery, platform: Platform | undefined, context: Context): Promise<Delivery | null> {
  const since = Temporal.Instant.from(delivery.firstAttemptAt ?? delivery.occurrence.dueAt)
    .subtract(LOOK_BACK)
    .toString()
  const cannotTell: FindOutcome = { kind: 'cannot-tell', reason: 'not-configured' }
  const found = platform ? await platform.find(delivery.channel, delivery.id, since).catch(() => cannotTell) : cannotTell
  if (found.kind === 'found') return recordSent(delivery, found.messageId, context)
  const facts = factsOf(delivery, context)
  const step = stepAfterLook(delivery, found.kind, platform ? facts : { ...facts, onAmbiguous: 'hold' })
  if (step.kind === 'later') return move(delivery, 'unknown', { notBefore: step.notBefore, absences: step.absences }, context)
  return take(step, delivery, context)
}

async function move(delivery: Delivery, to: DeliveryState, change: DeliveryChange, { deps }: Context): Promise<Delivery | null> {
  const moved = await deps.deliveries.move(delivery.id, [delivery.state], to, change)
  return moved ? { ...delivery, ...change, state: to } : null
}

function factsOf({ occurrence, channel }: Delivery, { deps, settings, subscriptions }: Context): StepFacts {
  const subscription = subscriptions.get(occurrence.subscriptionId)
  return {
    now: deps.clock.now(),
    deadline: Temporal.Instant.from(occurrence.dueAt).add({ milliseconds: settings.graceMs + DEADLINE_SLACK_MS }),
    nonceWindowMs: deps.platforms.get(channel.platform)?.nonceWindowMs ?? 0,
    stands: subscription !== undefined && !subscription.paused && subscription.version === occurrence.version,
    onAmbiguous: settings.onAmbiguous,
  }
}
