// Servers that the bot is added to and removed from: greeted once, and forgotten with all that was kept of them.
import { type Client, DiscordAPIError, Events, type Guild, type GuildBasedChannel, Routes } from 'discord.js'
import type { Inbound } from '../../../domain/inbound.ts'
import type { Removals } from '../../../ports/platform.ts'
import { type Bot, isOurs } from './bot.ts'
import { messageOutlet } from './outlets.ts'
import { canPost, type Standing } from './permissions.ts'
import type { Place } from './places.ts'
import { answer, causeOf } from './surface.ts'

const UNKNOWN_GUILD = 10_004
const MISSING_ACCESS = 50_001
const MISSED_MS = 24 * 3_600_000 // who added it longer ago has found out what it is

type Track = (work: Promise<void>) => void

/** Listens from now on. discord.js tells a server that is merely out of reach apart from one that the bot is no member of. */
export function followMembership(client: Client, bot: Bot, removals: Removals, track: Track): void {
  client.on(Events.GuildDelete, (guild) => track(removed(bot, guild.id, removals)))
  client.on(Events.GuildCreate, (guild) => {
    if (bot.isOpen()) track(added(bot, guild, removals))
  })
}

/** Forgets servers of which something is kept, and which the bot was removed from while it was not connected. Never throws. */
export async function forgetMissed(bot: Bot, kept: () => Promise<readonly string[]>, removals: Removals): Promise<void> {
  try {
    const { guilds } = bot.client
    const missing = (await kept()).filter((id) => /^\d+$/.test(id) && isOurs(bot.config, id) && !guilds.cache.has(id))
    for (const id of missing) if (await isGone(bot, id)) await removed(bot, id, removals)
  } catch (error) {
    bot.log.error('servers left while away could not be looked for', { cause: causeOf(error) })
  }
}

/** Greets servers that the bot was added to while it was not connected, as when it is started for the first time; those it was greeted in are left in peace. Never throws. */
export async function greetMissed(bot: Bot, removals: Removals): Promise<void> {
  const since = bot.clock.now().epochMilliseconds - MISSED_MS
  const joined = [...bot.client.guilds.cache.values()].filter(({ joinedTimestamp, available }) => available && joinedTimestamp >= since)
  for (const guild of joined) await added(bot, guild, removals)
}

/** Erasing cannot be taken back: only Discord's own word that we are no member counts. */
async function isGone(bot: Bot, guildId: string): Promise<boolean> {
  try {
    await bot.client.rest.get(Routes.guild(guildId))
    return false
  } catch (error) {
    return error instanceof DiscordAPIError && (error.code === UNKNOWN_GUILD || error.code === MISSING_ACCESS)
  }
}

async function removed(bot: Bot, guildId: string, removals: Removals): Promise<void> {
  try {
    await removals.removed(guildId)
    bot.log.info('removed from a server', { workspace: `discord:${guildId}` })
  } catch (error) {
    bot.log.error('removal could not be noted', { workspace: `discord:${guildId}`, cause: causeOf(error) })
  }
}

async function added(bot: Bot, guild: Guild, removals: Removals): Promise<void> {
  try {
    await removals.settled(guild.id)
    removals.returned(guild.id)
    const channel = channelToGreet(guild)
    if (channel === null) return bot.log.info('added to a server with no channel to greet', { workspace: `discord:${guild.id}` })
    await greet(bot, guild, channel)
  } catch (error) {
    bot.log.error('a server could not be greeted', { workspace: `discord:${guild.id}`, cause: causeOf(error) })
  }
}

/** Where Discord itself says who joined, else the uppermost channel that the bot may write in. */
function channelToGreet(guild: Guild): GuildBasedChannel | null {
  const { systemChannel } = guild
  const others = [...guild.channels.cache.values()].filter(
    (channel) => channel.isTextBased() && !channel.isThread() && !channel.isVoiceBased(),
  )
  const inOrder = others.sort((a, b) => ('rawPosition' in a && 'rawPosition' in b ? a.rawPosition - b.rawPosition : 0))
  const all: readonly GuildBasedChannel[] = systemChannel === null ? inOrder : [systemChannel, ...inOrder]
  return all.find((channel) => canPost(standingIn(guild, channel))) ?? null
}

function standingIn(guild: Guild, channel: GuildBasedChannel): Standing {
  const me = guild.members.me
  const permissions = me === null ? 0n : channel.permissionsFor(me).bitfield
  return { kind: 'guild', permissions, isThread: false, isPost: false, takesThreads: true }
}

async function greet(bot: Bot, guild: Guild, channel: GuildBasedChannel): Promise<void> {
  const id = `added:${guild.id}:${guild.joinedTimestamp}`
  const address = { platform: 'discord', workspace: guild.id, channel: channel.id } as const
  const place: Place = { channel: address, channelId: channel.id, thread: null, standing: standingIn(guild, channel) }
  const inbound: Inbound = {
    ...{ kind: 'command', id, channel: address, person: { id: guild.ownerId, timeZone: null } },
    ...{ text: 'welcome', mayManage: true, added: 'workspace' },
  }
  // One message for each time that it is added.
  const outlet = messageOutlet(bot, {
    inbound: `w${guild.joinedTimestamp}`,
    place,
    channelId: channel.id,
    thread: channel.id,
    reference: null,
  })
  await answer(bot.handle, inbound, outlet, bot)
}
