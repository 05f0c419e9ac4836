// What is new on a topic since the person last asked for it in this channel.
import { channelKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import { derivedId } from '../base/hash.ts'
import type { Asking, Reply } from './reply.ts'

export async function whatIsNew(name: string, { person, text }: Inbound, asking: Asking): Promise<Reply> {
  const { deps, channel, scope, now, topics, timeZone } = asking
  const who = deps.recording?.personKey(channel, person.id) ?? derivedId('person', channelKey(channel), person.id)
  const memoryKey = `${channelKey(channel)}#${who}`
  const made = await deps.digests.onDemand({ topic: name, memoryKey, scope, now, timeZone: timeZone ?? 'UTC' })
  const resolved = topics.find((topic) => topic.name === name)?.query ?? name
  const { document, claims, cited, record, shown } = made
  const turn = cited.length === 0 ? null : { question: text, resolved, topic: name, cited, names: [], record }
  return { document, kind: claims.length === 0 ? 'notice' : 'answer', claims, disputes: [], turn, private: false, recorded: true, shown }
}
