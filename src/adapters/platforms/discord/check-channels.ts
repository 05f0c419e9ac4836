// For `doctor`: whether the bot may still post in the channels that something is sent to. Two requests a server, one or two a channel.
import { z } from 'zod'
import type { Channel } from '../../../domain/address.ts'
import type { ChannelCheck } from '../../../ports/platform.ts'
import { PERMISSION } from './invite.ts'
import { oneLine } from './markdown.ts'
import { ADMINISTRATOR, missingNames } from './permissions.ts'
import type { Transport } from './transport.ts'

const bits = z.string().regex(/^\d+$/).transform(BigInt)
const Overwrites = z.array(z.object({ id: z.string(), allow: bits, deny: bits })).default([])
const Room = z.object({
  type: z.number(),
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  parent_id: z.string().nullish(),
  permission_overwrites: Overwrites,
})
const Server = z.object({
  name: z.string().default('?'),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
})
const Member = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) })
const Self = z.object({ id: z.string() })
type Room = z.infer<typeof Room>
type Said = string | null
/** The bot in a server: what it may do there before what channels say. */
type Standing = Readonly<{ server: string; member: z.infer<typeof Member>; base: bigint }>

const EVERYTHING = Object.values(PERMISSION).reduce((all, bit) => all | bit, ADMINISTRATOR)
const THREADS = [10, 11, 12]
const FORUMS = [15, 16]

/** What keeps a digest from arriving in these channels. Never throws. */
export async function checkChannels(transport: Transport, channels: readonly Channel[]): Promise<ChannelCheck> {
  const rooms = channels.filter(({ workspace }) => !workspace.startsWith('dm:')) // people let themselves be written to
  const asked = rooms.length === 0 ? null : await transport.send('GET', '/users/@me')
  const bot = asked?.kind === 'answered' && asked.status === 200 ? Self.safeParse(asked.body).data?.id : undefined
  if (bot === undefined) return { problems: [], unsaid: rooms.length, why: 'Discord does not answer' }
  const servers = new Map<string, Promise<Standing | null>>()
  const said: Said[] = []
  for (const channel of rooms) {
    const standing = servers.get(channel.workspace) ?? standingIn(transport, channel.workspace, bot)
    servers.set(channel.workspace, standing)
    said.push(...(await problemOf(transport, channel, await standing)))
  }
  const problems = said.filter((one) => one !== null)
  return { problems, unsaid: said.length - problems.length, why: 'Discord does not say what the bot may do there' }
}

/** None where all is well, a sentence, or null where Discord does not say. */
async function problemOf(transport: Transport, { channel: id, workspace }: Channel, standing: Standing | null): Promise<readonly Said[]> {
  const found = await transport.send('GET', `/channels/${id}`)
  if (found.kind !== 'answered') return [null]
  if (found.status === 404)
    return [`The Discord channel ${id} of the server ${workspace} is gone, and something is sent to it: subscribe another channel.`]
  if (found.status === 403) {
    return [
      `The bot may not see the Discord channel ${id} of the server ${workspace}, to which something is sent: allow it “View Channel” under Edit Channel → Permissions.`,
    ]
  }
  const room = Room.safeParse(found.body).data
  const parent = room !== undefined && THREADS.includes(room.type) ? await roomOf(transport, room.parent_id) : room
  if (room === undefined || parent == null || standing === null) return [null]
  const isPost = FORUMS.includes(parent.type)
  const wanted = [
    ...[PERMISSION.VIEW_CHANNEL, PERMISSION.SEND_MESSAGES_IN_THREADS, PERMISSION.READ_MESSAGE_HISTORY],
    ...(isPost ? [] : [PERMISSION.SEND_MESSAGES]),
  ]
  const missing = missingNames(permissionsIn(parent, standing), wanted)
  if (missing.length === 0) return []
  const where = `#${oneLine(room.name ?? id).slice(0, 60)} of the server “${oneLine(standing.server).slice(0, 60)}”`
  return [
    `The bot is missing ${missing.join(' and ')} in ${where}, to which something is sent: allow it there under Edit Channel → Permissions.`,
  ]
}

async function roomOf(transport: Transport, id: string | null | undefined): Promise<Room | undefined> {
  if (id == null) return undefined
  const found = await transport.send('GET', `/channels/${id}`)
  return found.kind === 'answered' && found.status === 200 ? Room.safeParse(found.body).data : undefined
}

async function standingIn(transport: Transport, guild: string, bot: string): Promise<Standing | null> {
  const [server, member] = [await transport.send('GET', `/guilds/${guild}`), await transport.send('GET', `/guilds/${guild}/members/${bot}`)]
  if (server.kind !== 'answered' || member.kind !== 'answered') return null
  const { data: of } = Server.safeParse(server.body)
  const { data: self } = Member.safeParse(member.body)
  if (of === undefined || self === undefined) return null
  const own = of.roles.filter(({ id }) => id === guild || self.roles.includes(id))
  const base = own.reduce((all, { permissions }) => all | permissions, 0n)
  return { server: of.name, member: self, base: of.owner_id === self.user.id || (base & ADMINISTRATOR) !== 0n ? EVERYTHING : base }
}

/** As Discord adds them up: everybody's, then those of the bot's roles together, then its own; what is allowed outweighs what is denied. */
function permissionsIn({ guild_id: guild, permission_overwrites: overwrites }: Room, { member, base }: Standing): bigint {
  if ((base & ADMINISTRATOR) !== 0n) return base
  const steps = [[guild ?? ''], member.roles, [member.user.id]]
  return steps.reduce((may, ids) => {
    const said = overwrites.filter(({ id }) => ids.includes(id))
    const [allowed, denied] = [said.reduce((all, { allow }) => all | allow, 0n), said.reduce((all, { deny }) => all | deny, 0n)]
    return (may & ~denied) | allowed
  }, base)
}
