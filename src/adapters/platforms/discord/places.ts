// Where something was said, in the product's words: channel, thread, and what the bot may do there.
import { type BaseInteraction, ChannelType, type Message, type PermissionsBitField, PermissionFlagsBits } from 'discord.js'
import type { Channel } from '../../../domain/address.ts'
import type { Bot } from './bot.ts'
import { ADMINISTRATOR, type Standing } from './permissions.ts'

export type Place = Readonly<{
  /** the channel that conversations and subscriptions belong to: for a thread, the one it hangs in */
  channel: Channel
  /** where a reply is written */
  channelId: string
  /** the thread we are in; a direct message is one conversation, so its channel; null elsewhere */
  thread: string | null
  standing: Standing
}>

type Seen = Readonly<{ guildId: string | null; channelId: string; userId: string; permissions: bigint | null; direct: boolean }>

export function placeOfInteraction(bot: Bot, interaction: BaseInteraction): Place {
  return place(bot, {
    guildId: interaction.guildId,
    channelId: interaction.channelId ?? '0',
    userId: interaction.user.id,
    permissions: interaction.appPermissions.bitfield,
    direct: interaction.guildId === null && interaction.context !== 2,
  })
}

export function placeOfMessage(bot: Bot, message: Message): Place {
  const channel = message.channel
  const permissions = 'permissionsFor' in channel ? (channel.permissionsFor(bot.client.user)?.bitfield ?? null) : null
  const seen = { guildId: message.guildId, channelId: message.channelId, userId: message.author.id, permissions }
  return place(bot, { ...seen, direct: message.guildId === null })
}

function place(bot: Bot, { guildId, channelId, userId, permissions, direct }: Seen): Place {
  const channel = bot.client.channels.cache.get(channelId)
  const isThread = channel?.isThread() ?? false
  const hangsIn = (channel?.isThread() ? channel.parentId : null) ?? channelId
  const parentType = (isThread ? bot.client.channels.cache.get(hangsIn) : channel)?.type ?? ChannelType.GuildText
  // Nothing can be written in a forum but in its posts: each of them is a channel to us.
  const inForum = parentType === ChannelType.GuildForum || parentType === ChannelType.GuildMedia
  const parentId = inForum ? channelId : hangsIn
  if (guildId === null) bot.rooms.enter(channelId)
  const member = guildId !== null && bot.client.guilds.cache.has(guildId)
  const standing = (): Standing => {
    if (direct) return { kind: 'direct' }
    if (!member) return { kind: 'stranger', inGuild: guildId !== null }
    const takesThreads = !isThread && (parentType === ChannelType.GuildText || parentType === ChannelType.GuildAnnouncement)
    // What is not known is found out by trying.
    return { kind: 'guild', permissions: permissions ?? ADMINISTRATOR, isThread, isPost: inForum, takesThreads }
  }
  return {
    // Where the bot is a guest, by the install of one person, everything is that person's own matter.
    channel: {
      platform: 'discord',
      workspace: member ? guildId : `dm:${userId}`,
      channel: parentId,
    },
    channelId,
    thread: isThread || direct ? channelId : null,
    standing: standing(),
  }
}

/** Whether somebody runs the workspace; a channel's managers may be anybody's choice, and settings hold everywhere. In a workspace of one's own everybody does. */
export function mayManage({ standing }: Place, permissions: Readonly<PermissionsBitField> | null): boolean {
  return standing.kind !== 'guild' || (permissions?.has(PermissionFlagsBits.ManageGuild) ?? false)
}

/** The root that a message of ours belongs to: what it replies to, else itself. */
export function rootOf(bot: Bot, message: Message): string {
  return bot.roots.of(message.id) ?? (message.reference?.messageId || message.id)
}
