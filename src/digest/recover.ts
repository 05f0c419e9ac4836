// After a backup was put back: what may have been posted since is not taken for unsent.
import type { DigestDeps } from './digest.ts'
import { doubted, type Lost } from './plan.ts'

/** Puts everything open and due in doubt, so that it is looked for before it is sent. Null when the data are what was last in use. */
export async function doubtLost(now: Temporal.Instant, { aftercare, deliveries, transact, log }: DigestDeps): Promise<Lost | null> {
  const since = await aftercare.restoredSince()
  if (since === null) return null
  const open = (await deliveries.open()).filter(
    ({ occurrence }) => Temporal.Instant.from(occurrence.dueAt).epochMilliseconds <= now.epochMilliseconds,
  )
  await transact(async () => {
    for (const delivery of open) {
      const { state, ...change } = doubted(delivery, now)
      await deliveries.move(delivery.id, [delivery.state], state, change)
    }
  })
  log.warn('data put back, looking for what was posted since', { since, open: open.length })
  return { since: Temporal.Instant.from(since), until: now }
}
