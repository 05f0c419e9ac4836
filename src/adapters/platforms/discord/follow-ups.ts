// Follow-ups by button and form: a thread is opened on the message they hang on, and the answer is posted in it.
import {
  type ButtonInteraction,
  ComponentType,
  type Message,
  MessageFlags,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js'
import type { Inbound } from '../../../domain/inbound.ts'
import type { Bot } from './bot.ts'
import { type DiscordMessage, discordMessages, sentenceMessage, threadNotice } from './components.ts'
import { type Deferred, handleOf, messageOutlet, nonceOf, replyOutlet, threadOutlet } from './outlets.ts'
import { canPost, threadHindrance } from './permissions.ts'
import { mayManage, type Place, placeOfInteraction, rootOf } from './places.ts'
import { answer, causeOf, type Outlet, quietly } from './surface.ts'
import { editReply, openThread, sendMessage } from './writes.ts'

/** A button, or what was chosen in a menu in the place of many. */
export type Pressed = ButtonInteraction | StringSelectMenuInteraction

/**
 * Answers `question` as a follow-up to the message the button or form belongs to: in its thread where there is one.
 * What somebody wrote opens one, as a conversation begins; what is but pressed is answered below the message.
 */
export async function followUpOn(bot: Bot, interaction: Pressed | ModalSubmitInteraction, question: string): Promise<void> {
  const place = placeOfInteraction(bot, interaction)
  const hidden = interaction.message?.flags.has(MessageFlags.Ephemeral) ?? true
  const root = place.thread ?? (interaction.message === null ? interaction.id : rootOf(bot, interaction.message))
  const inThread = place.thread !== null && canPost(place.standing) && place.standing.kind === 'guild'
  const stands = bot.client.channels.cache.has(root) || interaction.message?.flags.has(MessageFlags.HasThread)
  const wanted = interaction.isModalSubmit() || stands
  const opens = wanted && !hidden && threadHindrance(place.standing, interaction.applicationId) === null
  // Answered in the thread, the reply to the button itself is only a pointer, for the one who pressed it.
  const ephemeral = hidden || inThread || opens || place.standing.kind === 'stranger'
  await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {})
  const deferred: Deferred = { interaction, place, ephemeral }
  const there = !hidden && (inThread || (opens && (await opened(bot, place, root, nameFor(interaction.message, question)))))
  const outlet = there ? await inThreadOutlet(bot, deferred, root, question) : outsideOutlet(bot, deferred, root, hidden)
  await answer(bot.handle, inboundOf(interaction, place, root, question), outlet, bot)
}

/** A thread is named after what its first message answers. */
function nameFor(message: Message | null, question: string): string {
  return (message === null ? '' : headingOf(message)) || question
}

function inboundOf(interaction: Pressed | ModalSubmitInteraction, place: Place, thread: string, text: string): Inbound {
  return {
    kind: 'message',
    id: interaction.id,
    channel: place.channel,
    person: { id: interaction.user.id, timeZone: null },
    ...(place.standing.kind === 'direct' ? { direct: true } : {}),
    ...(interaction.isMessageComponent() ? { pressed: true } : {}),
    text,
    thread,
    addressed: true,
    mayManage: mayManage(place, interaction.memberPermissions),
  }
}

async function opened(bot: Bot, place: Place, root: string, name: string): Promise<boolean> {
  try {
    await openThread(bot.client.rest, place.channelId, root, name)
    return true
  } catch (error) {
    bot.log.warn('thread could not be opened', { channel: place.channelId, cause: causeOf(error) })
    return false
  }
}

/** Posts the question for everybody in the thread to see, then answers under it. */
async function inThreadOutlet(bot: Bot, deferred: Deferred, thread: string, question: string): Promise<Outlet> {
  const { interaction, place } = deferred
  const page = questionMessage(interaction.user.displayName, question)
  await quietly(sendMessage(bot.client.rest, { channelId: thread, page, reference: null, nonce: nonceOf(interaction.id, 98) }))
  const done = place.thread === thread ? null : threadNotice(thread)
  return threadOutlet(bot, deferred, { inbound: interaction.id, place, channelId: thread, thread, reference: null }, done)
}

/** No thread is to be had: a regular reply where the bot can write, else the reply to the interaction. */
function outsideOutlet(bot: Bot, deferred: Deferred, root: string, hidden: boolean): Outlet {
  const { interaction, place } = deferred
  if (hidden || !deferred.ephemeral || !canPost(place.standing)) return replyOutlet(bot, deferred, root)
  const reply = { inbound: interaction.id, place, channelId: place.channelId, thread: root, reference: root }
  return threadOutlet(bot, deferred, reply, null)
}

function questionMessage(person: string, question: string): DiscordMessage {
  const inlines = [{ kind: 'text', text: person, style: 'strong' } as const, { kind: 'text', text: ` asks: ${question}` } as const]
  const [page] = discordMessages({ preview: question, nodes: [{ kind: 'paragraph', inlines }] })
  return page ?? sentenceMessage(question)
}

const WELCOME: DiscordMessage | undefined = discordMessages({
  preview: 'Ask here',
  nodes: [
    { kind: 'paragraph', inlines: [{ kind: 'text', text: 'Ask here: mention me, reply to me, or press the button.' }] },
    { kind: 'buttons', buttons: [{ action: 'follow-up', value: '', label: 'Ask a follow-up' }] },
  ],
})[0]

/** Opens the thread of the message a button hangs on, and says so to the one who pressed it. */
export async function openThreadOn(bot: Bot, interaction: Pressed): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  const say = (page: DiscordMessage) => editReply(bot.replies, handleOf(interaction), page)
  const place = placeOfInteraction(bot, interaction)
  const root = rootOf(bot, interaction.message)
  const hint =
    place.thread !== null && place.standing.kind === 'guild'
      ? 'We are in a thread already: just ask here.'
      : threadHindrance(place.standing, interaction.applicationId)
  try {
    if (hint !== null) return void (await say(sentenceMessage(hint)))
    const became = await openThread(bot.client.rest, place.channelId, root, headingOf(interaction.message))
    if (became === 'opened' && WELCOME !== undefined) {
      const reply = { inbound: interaction.id, place, channelId: root, thread: root, reference: null }
      await quietly(messageOutlet(bot, reply).first(WELCOME))
    }
    await say(threadNotice(root))
  } catch (error) {
    bot.log.warn('thread could not be opened', { channel: place.channelId, cause: causeOf(error) })
    await quietly(say(sentenceMessage('Discord did not let me open a thread here; mention me or press “Ask a follow-up” instead.')))
  }
}

/** The first words of a message of ours, as a person reads them. */
export function headingOf(message: Message): string {
  const container = message.components.find((component) => component.type === ComponentType.Container)
  const words = container?.components.map((one) => (one.type === ComponentType.Section ? one.components[0] : one))
  const first = words?.find((one) => one?.type === ComponentType.TextDisplay)
  const line = first?.content.split('\n')[0] ?? ''
  return line
    .replace(/^(?:#+|-#) /, '')
    .replace(/\*\*/g, '')
    .replace(/\\(.)/gu, '$1')
}
