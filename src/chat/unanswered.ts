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

/** Tells those who have waited for two minutes; to be called each minute. Resolves when they are told; what fails is tried again later, for a day. */
export function createUnanswered({ inbound, clock, log }: Dependencies): (platforms: Listening) => Promise<void> {
  let isTelling = false

  async function tellAll({ name, tell }: Pick<Platform, 'name' | 'tell'>): Promise<void> {
    if (tell === undefined) return
    for (;;) {
      const now = clock.now()
      const some = await inbound.takeUnanswered(name, now.subtract(PATIENCE).toString(), now.toString())
      if (some.length === 0) return
      for (const one of some) {
        const { kind } = await tell(one.workspace, one.person, sentenceFor(one, now))
        log.info('told of no answer', { platform: name, outcome: kind })
        // what may have arrived is not said twice
        if (kind !== 'not-sent') await inbound.answered(one.id)
      }
    }
  }

  return async (platforms) => {
    if (isTelling) return
    isTelling = true
    for (const platform of platforms.values())
      await tellAll(platform).catch((error: unknown) =>
        log.error('not told of no answer', { platform: platform.name, cause: nameOf(error) }),
      )
    isTelling = false
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
