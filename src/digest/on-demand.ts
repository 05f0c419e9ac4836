// What is new on a topic for one person in one channel, since they last asked for it.
import type { DigestDeps, OnDemand, OnDemandRequest } from './digest.ts'
import { recordedEdition } from './recorded.ts'
import { dateLineOf } from './wording.ts'
import { subjectOf } from './subject.ts'

/** Nothing counts as told before `shown` is called: what could not be shown comes again. */
export async function newFor(request: OnDemandRequest, deps: DigestDeps): Promise<OnDemand> {
  const { memoryKey, scope, now, timeZone } = request
  const subject = await subjectOf(request.topic, scope, deps)
  const dateLine = dateLineOf(now.toZonedDateTimeISO(timeZone))
  const { edition, keep } = await recordedEdition({ ...subject, channelKey: memoryKey, scope, now, dateLine, late: null }, deps)
  const { kind, document, claims, cited } = edition
  const shown = async () => {
    await deps.memory.remember(memoryKey, edition.facts)
    keep()
  }
  return { kind, document, claims, cited, record: edition.record, shown }
}
