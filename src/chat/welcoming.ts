// Who the bot is, said once where it is added, and to whoever asks.
import { channelKey, workspaceKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import { renderWelcome } from '../render/render.ts'
import { type Asking, aside, type Reply } from './reply.ts'

/** Null when it stands in the channel, or did before. */
export async function welcome(inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  const { deps, channel, topics, settled, now } = asking
  const subscribers = settled.subscribers ?? deps.subscribers ?? 'members'
  const document = renderWelcome({ topics: topics.map(({ name }) => name), subscribers, platform: channel.platform })
  const added = inbound.kind === 'command' ? inbound.added : undefined
  if (added === undefined) return aside(document)
  const place = added === 'workspace' ? workspaceKey(channel) : channelKey(channel)
  if (deps.welcomes === undefined || !(await deps.welcomes.first(place, workspaceKey(channel), now.toString()))) return null
  try {
    const outcome = await surface.announce(document)
    if (outcome.kind !== 'posted') await deps.welcomes.undo(place)
  } catch (error) {
    await deps.welcomes.undo(place)
    throw error
  }
  return null
}
