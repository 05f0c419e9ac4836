// What a person is still to be told of a subscription of theirs goes with the next thing they are shown, once.
import { nameOf } from '../base/error.ts'
import { channelKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { OwnerNotice } from '../ports/aftercare.ts'
import { renderWithNotes } from '../render/render.ts'
import type { ChatDependencies, Reply } from './reply.ts'

/** Others may read along, so what happened in another channel is told to the person alone. */
const ELSEWHERE =
  'A subscription of yours in another channel needs a look: write “/brief subscriptions”, and only you will see which and why.'
const MOST = 3 // at once; the rest with the next reply
const HINTED = 1_000 // notices; forgotten in order

export type TellOwner = (reply: Reply, inbound: Inbound) => Promise<Reply>

export function createOwnerNotices({ digests, clock, log }: Pick<ChatDependencies, 'digests' | 'clock' | 'log'>): TellOwner {
  const hinted = new Set<string>()
  const hintOnce = ({ id }: OwnerNotice) => {
    if (hinted.has(id)) return false
    const [oldest] = hinted.add(id)
    if (hinted.size > HINTED && oldest !== undefined) hinted.delete(oldest)
    return true
  }
  const tell: TellOwner = async (reply, { kind, channel, person }) => {
    const untold = (await digests.untold(channel, person.id)).slice(0, MOST)
    const alone = reply.private && kind === 'command'
    const seen = untold.filter((one) => alone || channelKey(one.channel) === channelKey(channel))
    const hidden = untold.filter((one) => !seen.includes(one)).filter(hintOnce)
    const words = [...seen.map((one) => one.words), ...(hidden.length === 0 ? [] : [ELSEWHERE])]
    if (words.length === 0) return reply
    const shown: Reply['shown'] = async (thread) => {
      await reply.shown?.(thread)
      for (const { id } of seen) await digests.told(id, clock.now())
    }
    return { ...reply, document: renderWithNotes(reply.document, words), shown }
  }
  return async (reply, inbound) => {
    try {
      return await tell(reply, inbound)
    } catch (error) {
      // The answer must not fail for want of a notice, which stays untold.
      log.error('notices not told', { platform: inbound.channel.platform, cause: nameOf(error) })
      return reply
    }
  }
}
