// Who the bot is, said once where it is added, and to whoever asks.
import { channelKey, personPlace, workspaceKey } from '../domain/address.ts'
import type { Inbound } from '../domain/inbound.ts'
import type { Surface } from '../ports/platform.ts'
import { renderWelcome } from '../render/render.ts'
import { type Asking, aside, type Reply } from './reply.ts'

/** Null when it stands in the channel, or did before. */
export async function welcome(inbound: Inbound, surface: Surface, asking: Asking): Promise<Reply | null> {
  const { deps, channel, topics, settled, now } = asking
  const subscribers = settled.subscribers ?? deps.subscribers ?? 'members'
  const direct = inbound.direct === true
  const document = renderWelcome({ topics: topics.map(({ name }) => name), subscribers, platform: channel.platform, direct })
  const added = inbound.kind === 'command' ? inbound.added : undefined
  if (added === undefined) return aside(document)
  if (deps.welcomes === undefined) return null
  const { first, undo } = deps.welcomes
  const taken: string[] = []
  for (const place of placesOf(inbound, added, asking)) {
    // who was told directly is not told again where the same conversation bears another name
    if (!(await first(place, workspaceKey(channel), now.toString()))) return null
    taken.push(place)
  }
  const undone = () => Promise.all(taken.map((place) => undo(place)))
  try {
    const outcome = await surface.announce(document)
    if (outcome.kind !== 'posted') await undone()
  } catch (error) {
    await undone()
    throw error
  }
  return null
}

/** Where nobody may have been told yet: the workspace or the channel; of what is said to one person alone, that person, as a key. */
function placesOf({ person, direct }: Inbound, added: 'channel' | 'workspace', asking: Asking): readonly string[] {
  const { channel } = asking
  const alone = placeOf(person.id, asking)
  if (added === 'workspace') return direct === true ? [workspaceKey(channel), alone] : [workspaceKey(channel)]
  return [direct === true ? alone : channelKey(channel)]
}

const placeOf = (person: string, { deps, channel }: Asking) =>
  personPlace(workspaceKey(channel), deps.recording?.personKey(channel, person) ?? person)
