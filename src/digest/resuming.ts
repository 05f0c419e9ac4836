// What was paused until a time goes on by itself when that has come.
import { nameOf } from '../base/error.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { DigestDeps } from './digest.ts'

type ResumeDeps = Pick<DigestDeps, 'subscriptions' | 'transact' | 'log'>

/** Gives all as they stand then. It owes what is due from that time on, also when nobody was here to notice; one that fails costs no other. */
export async function resumeDue(all: readonly Subscription[], now: Temporal.Instant, deps: ResumeDeps): Promise<readonly Subscription[]> {
  const resumed = new Map<string, Subscription>()
  for (const one of all) {
    if (pauseEnds(one) > now.epochMilliseconds) continue
    try {
      const goesOn = await resume(one, deps)
      if (goesOn !== null) resumed.set(one.id, goesOn)
    } catch (error) {
      deps.log.error('pause not ended', { subscriptionId: one.id, cause: nameOf(error) })
    }
  }
  return resumed.size === 0 ? all : all.map((one) => resumed.get(one.id) ?? one)
}

/** When it goes on by itself, in epoch milliseconds; infinite when it does not. */
export function pauseEnds({ paused, pausedUntil }: Subscription): number {
  return paused && pausedUntil != null ? Temporal.Instant.from(pausedUntil).epochMilliseconds : Number.POSITIVE_INFINITY
}

async function resume(one: Subscription, { subscriptions, transact, log }: ResumeDeps): Promise<Subscription | null> {
  // Nothing up to its creation is owed; what is due at that very time is.
  const createdAt = Temporal.Instant.fromEpochMilliseconds(pauseEnds(one) - 1).toString()
  const goesOn = { ...one, version: one.version + 1, paused: false, pausedWhy: null, pausedUntil: null, createdAt }
  const isOurs = await transact(async () => {
    const current = (await subscriptions.ofChannel(one.channel)).find(({ id }) => id === one.id)
    if (current?.version !== one.version) return false
    await subscriptions.save(goesOn)
    return true
  })
  if (isOurs) log.info('digest goes on after its pause', { subscriptionId: one.id })
  return isOurs ? goesOn : null
}
