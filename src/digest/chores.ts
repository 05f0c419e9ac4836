// What is owed after a post: twins looked for and removed, what is incomplete or taken back marked, owners told. Each is durable and done again until it is done.
import { messageOf } from '../base/error.ts'
import { workspaceKey } from '../domain/address.ts'
import type { Delivery } from '../domain/subscription.ts'
import type { Chore } from '../ports/aftercare.ts'
import type { Platform } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import { later, msOr } from './next-step.ts'
import { type Said, sayUnder } from './remarks.ts'
import { sweep } from './sweep.ts'

const MOST_AT_ONCE = 20
const MOST_TRIES = 100 // about a day

export type Chores = Readonly<{
  /** Does what is owed by now. */
  run: () => Promise<void>
  /** When the next is owed, in epoch milliseconds; infinite when none is. */
  nextWake: () => number
  /** One is owed from this instant on. */
  noteOwed: (dueAt: string) => void
}>

export function createChores(delivering: Delivering): Chores {
  const { deps, settings } = delivering
  const told = new Set<string>() // tried in this life; what was not delivered waits for the person to come
  const turns = createTurns()
  let wake = Number.POSITIVE_INFINITY
  let running: Promise<void> | null = null

  const carryOut = async (chore: Chore, delivery: Delivery, platform: Platform): Promise<Said> => {
    if (chore.kind === 'sweep') {
      const came = await sweep(delivery, platform, delivering)
      const waitMs = came === 'done' ? untilLastSweep(delivery, delivering) : 0
      return waitMs > 0 ? { waitMs } : came
    }
    const waitMs = turns.take(delivery.channel, (platform.pace?.editMs ?? 0) * settings.timeScale, delivering.elapsed())
    return waitMs > 0 ? { waitMs } : sayUnder(delivery, platform, delivering)
  }
  const doOne = async (chore: Chore) => {
    const delivery = await deps.deliveries.get(chore.deliveryId)
    const platform = delivery === null ? undefined : deps.platforms.get(delivery.channel.platform)
    const came = delivery === null ? 'done' : platform === undefined ? 'again' : await carryOut(chore, delivery, platform)
    if (came === 'done') return deps.aftercare.done(chore)
    if (came !== 'again') return deps.aftercare.putOff(chore, later(deps.clock.now(), Math.max(1, came.waitMs)))
    if (chore.tries + 1 < MOST_TRIES) return deps.aftercare.later(chore, againAt(chore, delivering))
    deps.log.error('digest left as it is', { deliveryId: chore.deliveryId, chore: chore.kind })
    return deps.aftercare.done(chore)
  }
  const guarded = async (chore: Chore) => {
    try {
      await doOne(chore)
    } catch (error) {
      deps.log.error('chore stopped by a fault', {
        deliveryId: chore.deliveryId,
        cause: messageOf(error),
      })
      await deps.aftercare.later(chore, againAt(chore, delivering))
    }
  }
  const runOnce = async () => {
    const owed = await deps.aftercare.owed(deps.clock.now().toString(), MOST_AT_ONCE)
    for (const chore of owed) if (!delivering.isStopped()) await guarded(chore)
    await tellOwners(told, delivering)
    wake = Number.POSITIVE_INFINITY // what is owed from here on is noted
    wake = Math.min(msOr(await deps.aftercare.nextOwed(), Number.POSITIVE_INFINITY), wake)
  }
  return {
    run: () => {
      if (delivering.isStopped()) return Promise.resolve()
      running ??= runOnce().finally(() => {
        running = null
      })
      return running
    },
    nextWake: () => wake,
    noteOwed: (dueAt) => {
      wake = Math.min(wake, msOr(dueAt, Number.POSITIVE_INFINITY))
    },
  }
}

/** What was swept at once, because of one message that came to light, is swept once more when no other can follow. */
function untilLastSweep({ attemptedAt }: Delivery, { deps, settings }: Delivering): number {
  return msOr(attemptedAt, 0) + settings.times.sweep - deps.clock.now().epochMilliseconds
}

/** Later each time. */
function againAt({ tries }: Chore, { deps, settings: { times } }: Delivering): string {
  return later(deps.clock.now(), Math.min(times.sweepAgain * 2 ** Math.min(tries, 20), times.backoffMost))
}

/** Workspaces' turns for edits, which platforms allow fewer of than posts. */
function createTurns() {
  const free = new Map<string, number>()
  const given = new Map<string, number>()
  return {
    /** Milliseconds to wait; 0: now, and counted. Whoever waits is given a time of their own. */
    take: (channel: Delivery['channel'], editMs: number, now: number): number => {
      const key = workspaceKey(channel)
      const from = free.get(key) ?? 0
      if (from > now) {
        const at = Math.max(from, (given.get(key) ?? 0) + editMs)
        given.set(key, at)
        return at - now
      }
      free.set(key, now + editMs)
      return 0
    },
  }
}

/** A direct message where the platform allows one; who cannot be written to is told at their next question. */
async function tellOwners(tried: Set<string>, { deps, isStopped }: Delivering): Promise<void> {
  for (const notice of await deps.aftercare.untold()) {
    const tell = deps.platforms.get(notice.channel.platform)?.tell
    if (tried.has(notice.id) || tell === undefined || isStopped()) continue
    tried.add(notice.id)
    const outcome = await tell(notice.channel.workspace, notice.person, notice.words).catch(() => null)
    // Of one that may have arrived, nobody is told a second time.
    if (outcome?.kind === 'sent' || outcome?.kind === 'unknown') await deps.aftercare.told(notice.id, deps.clock.now().toString())
  }
}
