// What the watches of all channels see: a message is planned as soon as something they look at changes.
import { nameOf } from '../base/error.ts'
import { workspaceKey } from '../domain/address.ts'
import { OPERATOR } from '../domain/article.ts'
import { FIRST_REPLY_SLOT, FIRST_WATCH_SLOT, type Subscription } from '../domain/subscription.ts'
import type { DigestDeps } from './digest.ts'
import { isSeen, lookForNews } from './edition.ts'
import { memoryKeyOf } from './memory-key.ts'
import { newPart } from './plan.ts'
import { subjectOf } from './subject.ts'

/** Messages a day of a watch that names no number. */
const MOST_A_DAY = 3
const RECORDS = 200 // parts looked at: those of today are among the newest
const ENDED = ['sent', 'dead', 'skipped']

/** Looks for every watch once whether there is news; one watch's fault costs no other. */
export async function planWatches(all: readonly Subscription[], now: Temporal.Instant, deps: DigestDeps): Promise<void> {
  for (const watch of all) {
    if (watch.kind !== 'watch' || watch.paused) continue
    try {
      await planWatch(watch, now, deps)
    } catch (error) {
      deps.log.error('watch stopped by a fault', { subscriptionId: watch.id, cause: nameOf(error) })
    }
    await new Promise(setImmediate)
  }
}

/** One message at a time: what is seen while it is under way waits for the next. */
async function planWatch(watch: Subscription, now: Temporal.Instant, deps: DigestDeps): Promise<void> {
  const localDate = now.toZonedDateTimeISO(watch.schedule.timeZone).toPlainDate().toString()
  const recorded = (await deps.deliveries.ofSubscription(watch.id, RECORDS)).filter(
    ({ occurrence: { slot } }) => slot >= FIRST_WATCH_SLOT && slot < FIRST_REPLY_SLOT,
  )
  if (recorded.some(({ state }) => !ENDED.includes(state))) return
  const today = new Set(recorded.filter(({ occurrence }) => occurrence.localDate === localDate).map(({ occurrence }) => occurrence.slot))
  if (today.size >= (watch.mostADay ?? MOST_A_DAY)) return
  const channelKey = memoryKeyOf(watch)
  const scope = [OPERATOR, workspaceKey(watch.channel)]
  const subject = await subjectOf(watch.topic, scope, deps)
  const looked = await lookForNews({ ...subject, channelKey, scope, now, watches: true }, deps)
  if (looked === null) return
  if (!isSeen(looked)) {
    await deps.memory.remember(channelKey, looked.rows)
    return
  }
  const occurrence = {
    subscriptionId: watch.id,
    version: watch.version,
    localDate,
    slot: FIRST_WATCH_SLOT + today.size,
    dueAt: now.toString(),
  }
  await deps.transact(() => deps.deliveries.plan(newPart(occurrence, watch.channel, 1, 1)))
  deps.log.info('watch saw news', { subscriptionId: watch.id, localDate })
}
