// `forget me`: what goes and what stays is said first; then it is gone.
import { type PlatformName, workspaceKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import { countWords, listWords } from '../render/render.ts'
import type { KeptReplies } from './kept-replies.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const what = (place: string) =>
  `This forgets, in this ${place}, the questions you asked, what you said of answers, what you were told by “new”, and your name on subscriptions. Subscriptions go on, and messages that stand in the channel stay: delete those there. It cannot be taken back.`
const PLACE: Readonly<Partial<Record<PlatformName, string>>> = { slack: 'workspace', discord: 'server' }
const NOBODY = 'Nothing is kept of single people here.'

/** `kept`: what of people is in memory alone. */
export async function forgetMe(
  sure: boolean,
  { person, direct }: Inbound,
  kept: readonly Pick<KeptReplies, 'forget'>[],
  asking: Asking,
): Promise<Reply> {
  const { deps, channel, forms } = asking
  if (deps.forgetPerson === undefined) return notice(NOBODY)
  if (!sure) {
    const button = forms ? [{ action: 'manage', value: 'forget me yes', label: 'Forget me' } as const] : []
    const place = direct === true ? 'conversation' : (PLACE[channel.platform] ?? 'place')
    return notice(`${what(place)} ${forms ? 'Press the button, or write' : 'Write'} “forget me yes” to do it.`, button)
  }
  for (const one of kept) one.forget(channel, person.id)
  const { answers, turns, feedback, subscriptions } = await deps.forgetPerson(workspaceKey(channel), person.id)
  const counts = [
    [answers, 'record of an answer', 'records of answers'],
    [turns, 'turn in a thread', 'turns in threads'],
    [feedback, 'remark on an answer', 'remarks on answers'],
  ] as const
  const gone = counts.flatMap(([count, one, many]) => (count === 0 ? [] : [countWords(count, one, many)]))
  if (subscriptions > 0) gone.push(`your name on ${countWords(subscriptions, 'subscription')}`)
  return notice(gone.length === 0 ? 'Done: nothing was kept of you here.' : `Done. Forgotten: ${listWords(gone)}.`)
}
