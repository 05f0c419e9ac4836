// Who asked and was never shown an answer, because the process died or the platform did not take it, is told so once.
import type { Clock } from '../base/clock.ts'
import { nameOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'
import type { PlatformName } from '../domain/address.ts'
import type { InboundLog, Unanswered } from '../ports/conversation-store.ts'
import type { Platform } from '../ports/platform.ts'
import { dateWords } from '../render/render.ts'

const PATIENCE = { seconds: 120 } // twice what an answer may take

/** The platforms on which people can be told. */
export type Listening = ReadonlyMap<PlatformName, Pick<Platform, 'name' | 'tell'>>

type Dependencies = Readonly<{ inbound: Pick<InboundLog, 'answered' | 'takeUnanswered'>; clock: Clock; log: Log }>

/**
 * Tells those who have waited for two minutes; to be called each minute. Resolves when they are told; what could not be sent is tried again five
 * minutes later, for a day. `inHand`: ids of events that are still being answered here.
 */
export function createUnanswered(
  { inbound, clock, log }: Dependencies,
  inHand: ReadonlySet<string>,
): (platforms: Listening) => Promise<void> {
  let telling: Promise<unknown> | null = null

  /** Until nobody is left, or the platform takes nothing. */
  async function tellAll({ name, tell }: Pick<Platform, 'name' | 'tell'>): Promise<void> {
    if (tell === undefined) return
    for (;;) {
      const now = clock.now()
      const some = await inbound.takeUnanswered(name, now.subtract(PATIENCE).toString(), now.toString())
      if (some.length === 0) return
      for (const one of some.filter(({ id }) => !inHand.has(id))) {
        const { kind } = await tell(one.workspace, one.person, sentenceFor(one, now))
        log.info('told of no answer', { platform: name, outcome: kind })
        if (kind === 'not-sent') return
        // what may have arrived is not said twice
        await inbound.answered(one.id)
      }
    }
  }

  const failed = (name: PlatformName) => (error: unknown) => log.error('not told of no answer', { platform: name, cause: nameOf(error) })
  return async (platforms) => {
    telling ??= Promise.all([...platforms.values()].map((platform) => tellAll(platform).catch(failed(platform.name)))).finally(() => {
      telling = null
    })
    await telling
  }
}

/** True also where the answer was shown and that could not be noted any more. */
export function sentenceFor({ askedAt }: Pick<Unanswered, 'askedAt'>, now: Temporal.Instant): string {
  const asked = Temporal.Instant.from(askedAt).toZonedDateTimeISO('UTC')
  const time = asked.toPlainTime().toString({ smallestUnit: 'minute' })
  const isToday = asked.toPlainDate().equals(now.toZonedDateTimeISO('UTC').toPlainDate())
  const when = isToday ? `${time} UTC` : `${time} UTC on ${dateWords(asked.toPlainDate().toString())}`
  return `I was interrupted while answering what you asked me at ${when}: if you see no answer to it, please ask again.`
}
