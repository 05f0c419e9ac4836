// What is owed after a post: twins looked for and removed, an incomplete digest marked, owners told. Each is durable and done again until it is done.
import type { Chore } from '../ports/aftercare.ts'
import type { Platform, PostOutcome } from '../ports/platform.ts'
import type { Delivering } from './deliver.ts'
import { later, msOr } from './next-step.ts'
import { sweep } from './sweep.ts'

const MOST_AT_ONCE = 20
const MOST_TRIES = 10
const REST_MISSING = 'The rest of this digest could not be posted here.'

export type Chores = Readonly<{
  /** Does what is owed by now. */
  run: () => Promise<void>
  /** When the next is owed, in epoch milliseconds; infinite when none is. */
  nextWake: () => number
}>

export function createChores(delivering: Delivering): Chores {
  const { deps, settings } = delivering
  const told = new Set<string>() // tried in this life; what was not delivered waits for the person to come
  let wake = Number.POSITIVE_INFINITY
  let running: Promise<void> | null = null

  const doOne = async (chore: Chore) => {
    const delivery = await deps.deliveries.get(chore.deliveryId)
    const platform = delivery === null ? undefined : deps.platforms.get(delivery.channel.platform)
    const isDone =
      delivery === null ||
      (platform !== undefined && (await (chore.kind === 'sweep' ? sweep : amend)(delivery, platform, chore, delivering)))
    if (isDone) return deps.aftercare.done(chore)
    if (chore.tries + 1 < MOST_TRIES) return deps.aftercare.later(chore, later(deps.clock.now(), settings.times.sweepAgain))
    deps.log.error('digest left as it is', { deliveryId: chore.deliveryId, chore: chore.kind })
    return deps.aftercare.done(chore)
  }
  const guarded = async (chore: Chore) => {
    try {
      await doOne(chore)
    } catch (error) {
      deps.log.error('chore stopped by a fault', {
        deliveryId: chore.deliveryId,
        cause: error instanceof Error ? error.message : 'unknown',
      })
      await deps.aftercare.later(chore, later(deps.clock.now(), settings.times.sweepAgain))
    }
  }
  const runOnce = async () => {
    const owed = await deps.aftercare.owed(deps.clock.now().toString(), MOST_AT_ONCE)
    for (const chore of owed) if (!delivering.isStopped()) await guarded(chore)
    await tellOwners(told, delivering)
    wake = msOr(await deps.aftercare.nextOwed(), Number.POSITIVE_INFINITY)
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
  }
}

type Parted = Awaited<ReturnType<Delivering['deps']['deliveries']['get']>> & {}

/** Says in the first part that later ones are missing; the same edit again changes nothing. */
async function amend(delivery: Parted, platform: Platform, _chore: Chore, { pace, elapsed }: Delivering): Promise<boolean> {
  const { channel, messageId, payload, id } = delivery
  if (messageId === null || payload === null || platform.amend === undefined) return true
  const outcome = await platform
    .amend({ channel, messageId, parent: null }, id, payload, REST_MISSING)
    .catch((): PostOutcome => ({ kind: 'unknown', reason: 'fault' }))
  pace.heard(channel, platform.pace, { sent: false, allowance: outcome.allowance }, elapsed())
  return outcome.kind === 'sent' || outcome.kind === 'refused'
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
