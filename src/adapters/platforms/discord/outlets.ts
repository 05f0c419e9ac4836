// The two ways a reply appears: in the place of a deferred interaction, or as regular messages of the bot's own.
import type { BaseInteraction } from 'discord.js'
import type { Bot } from './bot.ts'
import { type DiscordMessage, withThreadButton } from './components.ts'
import { canPost, fileHindrance, hindrance, threadHindrance } from './permissions.ts'
import type { Place } from './places.ts'
import { type Outlet, quietly } from './surface.ts'
import { deleteReply, editReply, editReplyWith, followUp, type InteractionHandle, sendMessage, sendWith, showTyping } from './writes.ts'

const MAX_STRANGER_PAGES = 6 // Discord: a reply and five follow-ups of an app that is not a member where it was used

export type Deferred = Readonly<{ interaction: BaseInteraction & { token: string }; place: Place; ephemeral: boolean }>

export function handleOf(interaction: BaseInteraction & { token: string }): InteractionHandle {
  return { applicationId: interaction.applicationId, token: interaction.token }
}

/** The reply to a deferred interaction. `root` is the thread it goes on, when there is one already. */
export function replyOutlet(bot: Bot, { interaction, place, ephemeral }: Deferred, root: string | null): Outlet {
  const of = handleOf(interaction)
  const { replies } = bot
  const opens = !ephemeral && opensThread(bot, place)
  const late = (page: DiscordMessage, n: number) =>
    sendMessage(bot.client.rest, { channelId: place.channelId, page, reference: null, nonce: nonceOf(interaction.id, n) })
  return {
    progress: async (page) => void (await editReply(replies, of, page)),
    first: (page) => editReply(replies, of, opens ? withThreadButton(page) : page),
    more: async (page) => void (await followUp(replies, of, page, ephemeral)),
    maxPages: place.standing.kind === 'stranger' ? MAX_STRANGER_PAGES : Number.POSITIVE_INFINITY,
    isOwed: true,
    whisper: async (pages) => {
      const [page, ...others] = pages
      if (page === undefined) return
      if (ephemeral) await editReply(replies, of, page)
      else {
        // How public a deferred reply is was settled when it was deferred, so it makes room for a private one.
        await deleteReply(replies, of)
        await followUp(replies, of, page, true)
      }
      for (const other of others) await followUp(replies, of, other, true)
    },
    file: (handed) => editReplyWith(replies, of, handed),
    fileHindrance: () => fileHindrance(place.standing),
    hindrance: () => hindrance(place.standing, interaction.applicationId),
    threadOf: (messageId) => {
      if (ephemeral) return null
      const thread = root ?? place.thread ?? messageId
      if (thread !== messageId) bot.roots.remember(messageId, thread)
      return thread
    },
    expiry: { ms: bot.answerWithinMs, late: canPost(place.standing) && !ephemeral ? late : null },
  }
}

/** Whether a thread can be opened on what is shown there, and is not open already. */
function opensThread(bot: Bot, place: Place): boolean {
  return place.thread === null && threadHindrance(place.standing, bot.client.application.id) === null
}

type RegularReply = Readonly<{
  /** id of the inbound: the same reply posted twice is one message */
  inbound: string
  place: Place
  channelId: string
  thread: string
  reference: string | null
}>

/** The reply as regular messages, which people can reply to without the bot reading everything. */
export function messageOutlet(bot: Bot, { inbound, place, channelId, thread, reference }: RegularReply): Outlet {
  const { rest } = bot.client
  const opens = channelId === place.channelId && opensThread(bot, place)
  const post = (page: DiscordMessage, n: number) =>
    sendMessage(rest, { channelId, page, reference: n === 0 ? reference : null, nonce: nonceOf(inbound, n) })
  const keep = async (page: DiscordMessage, n: number) => {
    const id = await post(page, n)
    if (id !== thread) bot.roots.remember(id, thread)
    return id
  }
  return {
    progress: () => showTyping(rest, channelId),
    first: (page) => keep(opens ? withThreadButton(page) : page, 0),
    more: async (page, n) => void (await keep(page, n)),
    whisper: async (pages) => {
      for (const [n, page] of pages.entries()) await keep(page, n)
    },
    file: (handed) => sendWith(rest, channelId, handed, nonceOf(inbound, 0)),
    fileHindrance: () => fileHindrance(place.standing),
    hindrance: () => hindrance(place.standing, bot.client.application.id),
    threadOf: () => thread,
    maxPages: Number.POSITIVE_INFINITY,
    isOwed: false,
    expiry: null,
  }
}

/** Regular messages in a thread, while the one who asked sees progress and faults in the deferred, private reply. */
export function threadOutlet(bot: Bot, deferred: Deferred, reply: RegularReply, done: DiscordMessage | null): Outlet {
  const of = handleOf(deferred.interaction)
  const { replies } = bot
  const regular = messageOutlet(bot, reply)
  const close = async () => quietly(done === null ? deleteReply(replies, of) : editReply(replies, of, done).then(() => undefined))
  return {
    ...regular,
    isOwed: true,
    progress: async (page) => void (await editReply(replies, of, page)),
    first: async (page) => {
      const id = await regular.first(page)
      await close()
      return id
    },
    file: async (handed) => {
      await regular.file(handed)
      await close()
    },
    whisper: async ([page, ...others]) => {
      if (page !== undefined) await editReply(replies, of, page)
      for (const other of others) await followUp(replies, of, other, true)
    },
  }
}

/** At most 25 characters: a snowflake has at most 20. */
export function nonceOf(inbound: string, n: number): string {
  return `${inbound}-${n}`.slice(-25)
}
