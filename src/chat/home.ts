// What a person finds in the bot's own place: what to ask, what they subscribed to, the model and its budget.
import type { PlatformName } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import { renderHome } from '../render/render.ts'
import { type Asking, aside, type Reply } from './reply.ts'
import { modelUseOf } from './status.ts'

/** Where a press can be about another channel. */
const REACHING: ReadonlySet<string> = new Set<PlatformName>(['slack'])

export async function home({ person, channel }: Inbound, asking: Asking): Promise<Reply> {
  const { deps, topics, now } = asking
  const standing = await deps.digests.ofPerson(channel, person.id, now)
  return aside(
    renderHome({ topics, standing, here: channel.channel, reaching: REACHING.has(channel.platform), use: await modelUseOf(asking) }),
  )
}
