// A server as Discord tells a bot of it: who may what, its channels and threads.
import { GRANTED, P } from './answers.ts'
import type { FakeDiscord } from './fake-discord.ts'
import type { Json } from './json.ts'
import { guild, isThread, member, role } from './shapes.ts'

/** What the bot may do by roles that it has in every server beside everybody's, by their id; told by the API alone. */
const roles = new WeakMap<FakeDiscord, Map<string, bigint>>()

export function rolesOf(fake: FakeDiscord): Map<string, bigint> {
  const own = roles.get(fake) ?? new Map<string, bigint>()
  roles.set(fake, own)
  return own
}

/** The role that Discord makes for a bot it adds, called as the bot is. */
export const botRoleOf = ({ bot }: FakeDiscord): string => String(BigInt(bot.id) + 1n)

export function guildOf(fake: FakeDiscord, id: string): Json {
  const all = [...fake.channels.values()].filter((channel) => channel.guild_id === id)
  return guild(id, {
    owner_id: '1',
    roles: [
      role(id, '@everyone', GRANTED),
      role(fake.managerRole, 'editors', P.manageGuild),
      { ...role(botRoleOf(fake), fake.bot.username, 0n), managed: true, tags: { bot_id: fake.bot.id } },
    ],
    members: [member(fake.bot, [], GRANTED)],
    channels: all.filter((channel) => !isThread(channel)),
    threads: all.filter(isThread),
    ...(fake.joined.has(id) ? { joined_at: fake.joined.get(id) } : {}),
  })
}
