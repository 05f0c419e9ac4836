// What to do next with one delivery: the protocol's rules without any I/O (pure).
import { sha256 } from '../base/hash.ts'
import type { DeliveryState } from '../domain/subscription.ts'
import type { OpenDelivery } from '../ports/delivery-log.ts'
import type { DeliveryTimes } from './times.ts'

const NONCE_TRIES = 3
const MOST_ATTEMPTS = 40

export type StepFacts = Readonly<{
  now: Temporal.Instant
  /** after this nothing is sent for the first time: the end of the grace, and a moment for what was planned right before it */
  latest: Temporal.Instant
  /** after this nothing is sent again, and what is in doubt stays so */
  deadline: Temporal.Instant
  nonceWindowMs: number
  /** the subscription is still there, unpaused, in the version this was planned for */
  stands: boolean
  /** what is done when nobody can say whether it was posted */
  onAmbiguous: 'resend' | 'hold'
  /** how long before its time it is rendered */
  renderLeadMs: number
  times: DeliveryTimes
}>

export type Step =
  /** nothing before this time, in epoch milliseconds */
  | Readonly<{ kind: 'wait'; until: number }>
  | Readonly<{ kind: 'render' }>
  /** `blind`: again, without proof that the one before was not posted */
  | Readonly<{ kind: 'attempt'; blind: boolean }>
  | Readonly<{ kind: 'look' }>
  /** back to the plan: what the data file lost in between is rendered anew */
  | Readonly<{ kind: 'replan' }>
  | Readonly<{ kind: 'end'; state: 'dead' | 'skipped'; reason: string }>

export const ENDED: readonly DeliveryState[] = ['sent', 'dead', 'skipped']

const SAFE_ATTEMPT: Step = { kind: 'attempt', blind: false }
const NEVER: Step = { kind: 'wait', until: Number.POSITIVE_INFINITY }

/** The next step for a delivery; one that is at its end stays there. */
export function nextStep(delivery: OpenDelivery, facts: StepFacts): Step {
  const { state } = delivery
  if (ENDED.includes(state)) return NEVER
  const now = facts.now.epochMilliseconds
  const inHandUntil = msOr(delivery.leaseUntil, 0)
  if (state === 'attempting' && delivery.leaseUntil === null && delivery.attemptedAt !== null)
    return afterLease(delivery, facts, msOr(delivery.attemptedAt, 0) + facts.times.lease)
  if (inHandUntil > now) return { kind: 'wait', until: inHandUntil }
  if (state === 'attempting' || state === 'unknown') return stepInDoubt(delivery, facts)
  if (!facts.stands) return { kind: 'end', state: 'skipped', reason: 'subscription-changed' }
  const until = delivery.attempts === 0 && delivery.part === 1 ? facts.latest : facts.deadline
  if (now > until.epochMilliseconds) return { kind: 'end', state: 'skipped', reason: 'expired' }
  const renders = state === 'planned' || state === 'claimed'
  const due = msOr(delivery.occurrence.dueAt, 0) - (renders ? facts.renderLeadMs : 0)
  const from = Math.max(due, msOr(delivery.notBefore, 0))
  if (from > now) return { kind: 'wait', until: from }
  return renders ? { kind: 'render' } : SAFE_ATTEMPT
}

/** Attempted by a version that knew no leases. */
function afterLease(delivery: OpenDelivery, facts: StepFacts, until: number): Step {
  return until > facts.now.epochMilliseconds ? { kind: 'wait', until } : stepInDoubt(delivery, facts)
}

/** Posted or not, nobody here knows: repeat inside the platform's own protection, else look before anything else. */
function stepInDoubt(delivery: OpenDelivery, { now: at, nonceWindowMs, stands, times }: StepFacts): Step {
  const now = at.epochMilliseconds
  const from = msOr(delivery.notBefore, 0)
  if (from > now) return { kind: 'wait', until: from }
  const sinceFirst = now - msOr(delivery.firstAttemptAt, Number.NEGATIVE_INFINITY)
  const wasAttempted = delivery.attempts > 0 && delivery.attempts < NONCE_TRIES
  if (wasAttempted && stands && sinceFirst <= nonceWindowMs - times.nonceMargin) return SAFE_ATTEMPT
  const settled = msOr(delivery.attemptedAt, 0) + times.settle
  return settled > now ? { kind: 'wait', until: settled } : { kind: 'look' }
}

/** `cannot-tell-yet`: the question itself failed, and may be answered another time. */
export type Looked = 'absent' | 'cannot-tell' | 'cannot-tell-yet'

/** After a look that did not find the message. `later`: look again no sooner than `notBefore`, with so many absences on record. */
export function stepAfterLook(
  delivery: OpenDelivery,
  looked: Looked,
  facts: StepFacts,
): Extract<Step, { kind: 'attempt' | 'end' | 'replan' }> | Readonly<{ kind: 'later'; notBefore: string; absences: number }> {
  const { now, times, stands } = facts
  const isOver = now.epochMilliseconds > facts.deadline.epochMilliseconds
  const again = (blind: boolean) => (delivery.attempts === 0 ? ({ kind: 'replan' } as const) : ({ kind: 'attempt', blind } as const))
  if (looked === 'absent') {
    if (delivery.absences === 0) return { kind: 'later', notBefore: later(now, times.lookAgain), absences: 1 }
    if (isOver || !stands) return { kind: 'end', state: 'skipped', reason: stands ? 'expired' : 'subscription-changed' }
    return delivery.attempts < MOST_ATTEMPTS ? again(false) : { kind: 'end', state: 'dead', reason: 'too-many-attempts' }
  }
  const waited = now.epochMilliseconds - msOr(delivery.attemptedAt, 0) >= times.giveUp
  if (isOver) return { kind: 'end', state: 'dead', reason: 'ambiguous' }
  if (!waited || looked === 'cannot-tell-yet') return { kind: 'later', notBefore: later(now, times.askAgain), absences: delivery.absences }
  const mayResend = facts.onAmbiguous === 'resend' && stands && delivery.attempts < MOST_ATTEMPTS
  return mayResend ? again(true) : { kind: 'end', state: 'dead', reason: 'ambiguous' }
}

/** When to try again after the platform did not take it: as it said, else later each time; a little after, and not all at once. */
export function retryAt(delivery: OpenDelivery, retryAfterMs: number | null, now: Temporal.Instant, times: DeliveryTimes): string {
  const backoff = Math.min(times.backoffFirst * 2 ** Math.min(20, Math.max(0, delivery.attempts - 1)), times.backoffMost)
  const share = Number.parseInt(sha256(`${delivery.id}/${delivery.attempts}`).slice(0, 4), 16) / 0xffff
  const wait = retryAfterMs ?? backoff
  return later(now, wait + Math.round(share * Math.min(times.jitter, wait / 5)))
}

/** An ISO instant in epoch milliseconds; `otherwise` where there is none. */
export function msOr(iso: string | null, otherwise: number): number {
  return iso === null ? otherwise : Temporal.Instant.from(iso).epochMilliseconds
}

/** The ISO instant so many milliseconds on. */
export function later(now: Temporal.Instant, ms: number): string {
  return now.add({ milliseconds: Math.round(ms) }).toString()
}
