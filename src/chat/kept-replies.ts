// Answers that only their asker saw, kept for a while so that they can be shared as they were, and gone on from.
import type { Channel } from '../domain/address.ts'
import { channelKey } from '../domain/address.ts'
import type { Reply } from './reply.ts'

const KEPT = 500 // answers at once; the oldest goes first

export type KeptReplies = Readonly<{
  keep: (answerId: string, channel: Channel, person: string, reply: Reply) => void
  /** Null for anybody but the asker, in another channel, and where it was too long ago. */
  of: (answerId: string, channel: Channel, person: string) => Reply | null
  /** It is in the channel now. */
  noteShared: (answerId: string) => void
  wasShared: (answerId: string) => boolean
  forget: (channel: Channel, person: string) => void
}>

export function createKeptReplies(): KeptReplies {
  const kept = new Map<string, Readonly<{ place: string; person: string; workspace: string; reply: Reply }>>()
  const shared = new Set<string>()
  return {
    keep: (answerId, channel, person, reply) => {
      kept.set(answerId, { place: channelKey(channel), workspace: channel.workspace, person, reply })
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    },
    of: (answerId, channel, person) => {
      const one = kept.get(answerId)
      return one !== undefined && one.place === channelKey(channel) && one.person === person ? one.reply : null
    },
    noteShared: (answerId) => {
      shared.add(answerId)
      const [oldest] = shared
      if (shared.size > KEPT && oldest !== undefined) shared.delete(oldest)
    },
    wasShared: (answerId) => shared.has(answerId),
    forget: ({ workspace }, person) => {
      for (const [id, one] of kept) if (one.person === person && one.workspace === workspace) kept.delete(id)
    },
  }
}
