// What to do next with one delivery: the protocol's rules without any I/O (pure).
import type { Delivery, DeliveryState } from '../domain/subscription.ts'

/** How long an attempt may still be under way in a process that was not heard of since; longer than any transport's time limit. */
const IN_FLIGHT_MS = 20_000
/** A message that was accepted is taken to be findable after this. */
const SETTLE_MS = 90_000
const LOOK_AGAIN_MS = 60_000
/** A platform that will not say is asked until this long after the attempt. */
const GIVE_UP_LOOKING_MS = 600_000
const ASK_AGAIN_MS = 30_000
/** The nonce's window is not used up to its last moment. */
const NONCE_MARGIN_MS = 10_000
const NONCE_TRIES = 3
const MOST_ATTEMPTS = 12
const BACKOFF_MS = { first: 30_000, most: 900_000 } as const

export type StepFacts = Readonly<{
  now: Temporal.Instant
  /** after this nothing is sent any more */
  deadline: Temporal.Instant
  nonceWindowMs: number
  /** the subscription is still there, unpaused, in the version this was planned for */
  stands: boolean
  /** what is done when nobody can say whether it was posted */
  onAmbiguous: 'resend' | 'hold'
}>

export type Step =
  | Readonly<{ kind: 'wait' }>
  | Readonly<{ kind: 'render' }>
  /** `blind`: again, without proof that the one before was not posted */
  | Readonly<{ kind: 'attempt'; blind: boolean }>
  | Readonly<{ kind: 'look' }>
  | Readonly<{ kind: 'end'; state: 'dead' | 'skipped'; reason: string }>

const WAIT: Step = { kind: 'wait' }
const SAFE_ATTEMPT: Step = { kind: 'attempt', blind: false }

const ENDED: readonly DeliveryState[] = ['sent', 'dead', 'skipped']

/** The next step for a delivery; one that is at its end stays there. */
export function nextStep(delivery: Delivery, facts: StepFacts): Step {
  const { state } = delivery
  if (ENDED.includes(state)) return WAIT
  if (state === 'attempting' || state === 'unknown') return stepInDoubt(delivery, facts)
  if (!facts.stands) return { kind: 'end', state: 'skipped', reason: 'subscription-changed' }
  if (isAfter(facts.now, facts.deadline)) return { kind: 'end', state: 'skipped', reason: 'expired' }
  if (mustWait(delivery, facts.now)) return WAIT
  return state === 'planned' ? { kind: 'render' } : SAFE_ATTEMPT
}

/** Posted or not, nobody here knows: repeat inside the platform's own protection, else look before anything else. */
function stepInDoubt(delivery: Delivery, facts: StepFacts): Step {
  const sinceFirst = elapsed(delivery.firstAttemptAt, facts.now)
  const sinceLatest = elapsed(delivery.attemptedAt, facts.now)
  if (delivery.state === 'attempting' && sinceLatest < IN_FLIGHT_MS) return WAIT
  if (mustWait(delivery, facts.now)) return WAIT
  const protectedByNonce = sinceFirst <= facts.nonceWindowMs - NONCE_MARGIN_MS && delivery.attempts < NONCE_TRIES
  if (protectedByNonce && facts.stands) return SAFE_ATTEMPT
  return sinceLatest < SETTLE_MS ? WAIT : { kind: 'look' }
}

export type Looked = 'absent' | 'cannot-tell'

/** After a look that did not find the message. `later`: look again no sooner than `notBefore`, with so many absences on record. */
export function stepAfterLook(
  delivery: Delivery,
  looked: Looked,
  facts: StepFacts,
): Exclude<Step, { kind: 'render' | 'look' | 'wait' }> | Readonly<{ kind: 'later'; notBefore: string; absences: number }> {
  const inTime = facts.stands && !isAfter(facts.now, facts.deadline)
  if (looked === 'absent') {
    if (delivery.absences === 0) return { kind: 'later', notBefore: later(facts.now, LOOK_AGAIN_MS), absences: 1 }
    if (!inTime) return { kind: 'end', state: 'skipped', reason: facts.stands ? 'expired' : 'subscription-changed' }
    return delivery.attempts < MOST_ATTEMPTS
      ? { kind: 'attempt', blind: false }
      : { kind: 'end', state: 'dead', reason: 'too-many-attempts' }
  }
  if (elapsed(delivery.attemptedAt, facts.now) < GIVE_UP_LOOKING_MS) {
    return { kind: 'later', notBefore: later(facts.now, ASK_AGAIN_MS), absences: delivery.absences }
  }
  const mayResend = facts.onAmbiguous === 'resend' && delivery.blindResends === 0 && inTime
  return mayResend ? { kind: 'attempt', blind: true } : { kind: 'end', state: 'dead', reason: 'ambiguous' }
}

/** When to try again after the platform did not take it: as it said, else later each time. */
export function retryAt(delivery: Delivery, retryAfterMs: number | null, now: Temporal.Instant): string {
  const backoff = Math.min(BACKOFF_MS.first * 2 ** Math.max(0, delivery.attempts), BACKOFF_MS.most)
  return later(now, retryAfterMs ?? backoff)
}

function mustWait(delivery: Delivery, now: Temporal.Instant): boolean {
  return delivery.notBefore !== null && isAfter(Temporal.Instant.from(delivery.notBefore), now)
}

function elapsed(since: string | null, now: Temporal.Instant): number {
  return since === null ? Number.POSITIVE_INFINITY : now.epochMilliseconds - Temporal.Instant.from(since).epochMilliseconds
}

function later(now: Temporal.Instant, ms: number): string {
  return now.add({ milliseconds: Math.round(ms) }).toString()
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}
