// The digest a channel would get now, outside any schedule.
import { channelKey } from '../domain/address.ts'
import type { DigestDeps, DigestPreview, Digests } from './digest.ts'
import { recordedEdition } from './recorded.ts'
import { dateLineOf } from './wording.ts'
import { subjectOf } from './subject.ts'

/** Dated in the zone in which the channel subscribed to the topic, or to anything; else as the request says, else in UTC. */
export async function previewDigest(request: Parameters<Digests['preview']>[0], deps: DigestDeps): Promise<DigestPreview> {
  const { now, scope, commit } = request
  const subject = await subjectOf(request.topic, scope, deps)
  const { topic } = subject
  const own = (await deps.subscriptions.all()).filter(({ channel }) => channelKey(channel) === request.channelKey)
  const zone = (own.find((one) => one.topic === topic.name) ?? own[0])?.schedule.timeZone ?? request.timeZone ?? 'UTC'
  const dateLine = dateLineOf(now.toZonedDateTimeISO(zone))
  const { edition, keep } = await recordedEdition({ ...subject, channelKey: request.channelKey, scope, now, dateLine, late: null }, deps)
  if (commit) {
    await deps.memory.remember(request.channelKey, edition.facts)
    keep()
  }
  return { kind: edition.kind, document: edition.document, claims: edition.claims }
}
