// What people press and type into forms: the command, its suggestions, buttons and the follow-up form.
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type Interaction,
  LabelBuilder,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { Inbound } from '../../../domain/inbound.ts'
import type { Bot } from './bot.ts'
import { MENU } from './controls.ts'
import { commandOfForm, defer, fieldsOf, lateDeferred, mayOpenForm } from './forms.ts'
import { commandText, isForAll, isPrivate, toOneself } from './command-text.ts'
import { followUpOn, headingOf, openThreadOn, type Pressed } from './follow-ups.ts'
import { replyOutlet } from './outlets.ts'
import { mayManage, placeOfInteraction } from './places.ts'
import { suggestions } from './suggestions.ts'
import { answer, causeOf } from './surface.ts'

const STOPPING = 'I am just restarting; please ask again in a minute.'
const MODAL = 'bb:modal'
const FIELD = 'question'
const WORDLESS = 'There are no words in that message that I could look for.'
const MAX_QUESTION = 900 // characters; chat takes a thousand with its own words

/** Acknowledges within Discord's three seconds, then answers. Never throws. */
export async function onInteraction(bot: Bot, interaction: Interaction): Promise<void> {
  if (!bot.seen.isFirst(interaction.id)) return
  try {
    if (interaction.isAutocomplete()) return await suggest(bot, interaction)
    if (!isForUs(interaction)) return
    if (!bot.isOpen()) return void (await interaction.reply({ content: STOPPING, flags: MessageFlags.Ephemeral }))
    if (interaction.isChatInputCommand()) return await onCommand(bot, interaction)
    if (interaction.isMessageContextMenuCommand()) return await onMessageCommand(bot, interaction)
    if (interaction.isButton() || interaction.isStringSelectMenu()) return await onPress(bot, interaction)
    const command = commandOfForm(interaction.customId)
    if (command !== null) return await run(bot, interaction, { text: command, fields: fieldsOf(interaction) })
    if (interaction.customId === MODAL) await followUpOn(bot, interaction, interaction.fields.getTextInputValue(FIELD))
  } catch (error) {
    // Discord shows by itself that a bot did not acknowledge; all other faults have been answered further in.
    bot.log.warn('interaction could not be acknowledged', { interaction: interaction.id, cause: causeOf(error) })
  }
}

type ForUs = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressed | ModalSubmitInteraction

function isForUs(interaction: Interaction): interaction is ForUs {
  const isCommand = interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()
  return isCommand || interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit()
}

async function onCommand(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  const options = Object.fromEntries(given(interaction.options.data))
  await run(bot, interaction, { text: commandText(pathOf(interaction), options) })
}

/** What somebody else said is nothing to answer in public unasked. */
async function onMessageCommand(bot: Bot, interaction: MessageContextMenuCommandInteraction): Promise<void> {
  const said = questionIn(interaction.targetMessage)
  if (said === '') return void (await interaction.reply({ content: WORDLESS, flags: MessageFlags.Ephemeral }))
  await run(bot, interaction, { text: toOneself(`ask ${said}`) })
}

/** The words of a message, as far as they make a question; of one of ours, its heading. */
function questionIn(message: Message): string {
  const words = (message.content === '' ? headingOf(message) : message.content)
    .replace(/<(?:@[!&]?|#|a?:\w+:)\d+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= MAX_QUESTION
    ? words
    : words
        .slice(0, MAX_QUESTION)
        .replace(/\s\S*$/, '')
        .toWellFormed()
}

/** `more change` for a subcommand in a group. */
function pathOf({ options }: ChatInputCommandInteraction | AutocompleteInteraction): string {
  return [options.getSubcommandGroup(false) ?? '', options.getSubcommand()].join(' ').trim()
}

function given(options: readonly CommandInteractionOption[]): readonly (readonly [string, string])[] {
  return options.flatMap((one) => (one.options === undefined ? [[one.name, String(one.value ?? '')] as const] : given(one.options)))
}

/** Discord shows nothing when it is told nothing within three seconds, which is as good as an empty list. */
async function suggest(bot: Bot, interaction: AutocompleteInteraction): Promise<void> {
  const { name, value } = interaction.options.getFocused(true)
  const { channel } = placeOfInteraction(bot, interaction)
  const typing = { path: pathOf(interaction), option: name, typed: value, channel, now: bot.clock.now() }
  await interaction.respond([...(await suggestions({ ...bot.nameable, topics: bot.topics }, typing))])
}

async function onPress(bot: Bot, interaction: Pressed): Promise<void> {
  const id = interaction.isButton() ? interaction.customId : chosenIn(interaction)
  const [prefix, action, ...value] = id.split(':')
  if (prefix !== 'bb') return
  if (action === 'manage') return run(bot, interaction, { text: value.join(':') })
  if (action === 'ask' || action === 'run') return followUpOn(bot, interaction, value.join(':'))
  if (action === 'open-thread') return openThreadOn(bot, interaction)
  // A follow-up button, also where it marks a delivery and so carries its id.
  await interaction.showModal(followUpForm())
}

/** What was chosen in a menu of ours stands for the button it would have been. */
function chosenIn({ customId, values: [chosen = ''] }: StringSelectMenuInteraction): string {
  return customId.startsWith(MENU) ? chosen : ''
}

function followUpForm(): ModalBuilder {
  const input = new TextInputBuilder().setCustomId(FIELD).setStyle(TextInputStyle.Paragraph).setMaxLength(500).setRequired(true)
  return new ModalBuilder()
    .setCustomId(MODAL)
    .setTitle('Ask a follow-up')
    .addLabelComponents(new LabelBuilder().setLabel('Your question').setTextInputComponent(input))
}

/** `fields`: as they were filled in. */
type Given = Readonly<{ text: string; fields?: Readonly<Record<string, string>> }>

/** Answers a command as the reply to the interaction it came with. */
async function run(bot: Bot, interaction: ForUs, { text: said, fields }: Given): Promise<void> {
  const place = placeOfInteraction(bot, interaction)
  // Where the bot is a guest, by the install of one person, it speaks to that person.
  const isGuest = place.standing.kind === 'stranger'
  const text = isGuest && !mayOpenForm(said) ? toOneself(said) : said
  const ephemeral = isPrivate(text) || (isGuest && !isForAll(text))
  const opener = !interaction.isModalSubmit() && mayOpenForm(text) ? interaction : null
  if (opener === null) await defer(interaction, ephemeral)
  const inbound: Inbound = {
    kind: 'command',
    id: interaction.id,
    channel: place.channel,
    person: { id: interaction.user.id, timeZone: null },
    ...(place.standing.kind === 'direct' ? { direct: true } : {}),
    ...(interaction.isMessageComponent() ? { pressed: true } : {}),
    text,
    ...(fields === undefined ? {} : { fields }),
    mayManage: mayManage(place, interaction.memberPermissions),
  }
  const outlet = replyOutlet(bot, { interaction, place, ephemeral }, null)
  await answer(bot.handle, inbound, opener === null ? outlet : lateDeferred(outlet, opener, ephemeral), bot)
}
