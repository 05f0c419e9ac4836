// Messages people write: mentions, replies, direct messages, and plain ones in threads where they may be read.
import type { Message } from 'discord.js'
import type { Inbound } from '../../../domain/inbound.ts'
import type { Bot } from './bot.ts'
import { sentenceMessage } from './components.ts'
import { messageOutlet, nonceOf } from './outlets.ts'
import { answerHindrance } from './permissions.ts'
import { mayManage, type Place, placeOfMessage, rootOf } from './places.ts'
import { answer, quietly } from './surface.ts'
import { sendDirect, showTyping } from './writes.ts'

const HOUR_MS = 3_600_000
const UNREADABLE = 'I cannot read replies to that message: mention me in yours, or press “Ask a follow-up”.'
const ROLE_ALONE =
  'Discord does not show me what you write when it mentions my role and not me: choose the name that has APP beside it, or use /brief ask.'
const WORDLESS = 'There are no words in that message that I could look for.'

/** Answers a message when it is for the bot; anything else is left alone. Never throws. */
export async function onMessage(bot: Bot, message: Message): Promise<void> {
  if (message.author.bot || message.system || message.webhookId !== null) return
  const me = bot.client.user.id
  const place = placeOfMessage(bot, message)
  const repliedTo = message.reference === null ? undefined : message.channel.messages.cache.get(message.reference.messageId ?? '')
  const replies = repliedTo?.author?.id === me
  const byRole = ownRoles(message, me).length > 0
  const direct = message.guildId === null
  const addressed = direct || replies || byRole || message.mentions.users.has(me)
  if (!addressed && (place.thread === null || !bot.config.messageContent || message.content === '')) return
  // Discord hides what a message says from a bot that is not mentioned in it; a thread's plain chatter is none of its business.
  const hidden = message.content === ''
  if ((hidden && !replies && !byRole && !direct) || !bot.seen.isFirst(message.id)) return
  const thread = place.thread ?? (replies && repliedTo !== undefined ? rootOf(bot, repliedTo) : message.id)
  // Outside a thread every answer replies to the root, so that each of them leads back to it.
  const outlet = messageOutlet(bot, {
    inbound: message.id,
    place,
    channelId: place.channelId,
    thread,
    reference: place.thread === null ? thread : message.id,
  })
  const hindrance = answerHindrance(place.standing)
  if (hindrance !== null) return tellAside(bot, message, hindrance)
  if (hidden) return quietly(outlet.first(sentenceMessage(direct ? WORDLESS : byRole ? ROLE_ALONE : UNREADABLE)))
  void quietly(showTyping(bot.client.rest, place.channelId))
  await answer(bot.handle, inboundOf(message, { place, thread, addressed, me }), outlet, bot)
}

/** Roles that Discord made for the bot: they are called as it is, and easily taken for it. */
const ownRoles = ({ mentions }: Message, me: string): readonly string[] =>
  [...mentions.roles.values()].filter(({ tags }) => tags?.botId === me).map(({ id }) => id)

/** Where the bot may not write, whoever spoke to it hears why in a direct message, if they take any: once an hour. */
async function tellAside(bot: Bot, message: Message, hindrance: string): Promise<void> {
  bot.log.info('message could not be answered where it was written', { channel: message.channelId })
  const hour = Math.floor(bot.clock.now().epochMilliseconds / HOUR_MS)
  if (!bot.seen.isFirst(`aside:${message.channelId}:${message.author.id}:${hour}`)) return
  const page = sentenceMessage(`I cannot answer where you asked me. ${hindrance.replace('in this channel', 'in that channel')}`)
  await quietly(sendDirect(bot.client.rest, message.author.id, page, nonceOf(message.id, 0)))
}

type Heard = Readonly<{ place: Place; thread: string; addressed: boolean; me: string }>

function inboundOf(message: Message, { place, thread, addressed, me }: Heard): Inbound {
  const permissions = 'permissionsFor' in message.channel ? (message.member?.permissionsIn(message.channel) ?? null) : null
  return {
    kind: 'message',
    id: message.id,
    channel: place.channel,
    person: { id: message.author.id, timeZone: null },
    ...(place.standing.kind === 'direct' ? { direct: true } : {}),
    text: message.content
      .replaceAll(new RegExp(`<@(?:!?${me}|&(?:${ownRoles(message, me).join('|') || 0}))>`, 'g'), ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    thread,
    addressed,
    mayManage: mayManage(place, permissions),
  }
}
