// What people press and type into forms: the command, its suggestions, buttons and the follow-up form.
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import type { Inbound } from '../../../domain/inbound.ts'
import type { Bot } from './bot.ts'
import { commandOfForm, defer, fieldsOf, lateDeferred, mayOpenForm } from './forms.ts'
import { commandText, isPrivate, suggestions } from './commands.ts'
import { followUpOn, openThreadOn } from './follow-ups.ts'
import { replyOutlet } from './outlets.ts'
import { mayManage, placeOfInteraction } from './places.ts'
import { answer, causeOf } from './surface.ts'

const STOPPING = 'I am just restarting; please ask again in a minute.'
const MODAL = 'bb:modal'
const FIELD = 'question'

/** Acknowledges within Discord's three seconds, then answers. Never throws. */
export async function onInteraction(bot: Bot, interaction: Interaction): Promise<void> {
  if (!bot.seen.isFirst(interaction.id)) return
  try {
    if (interaction.isAutocomplete()) {
      const { name, value } = interaction.options.getFocused(true)
      return await interaction.respond([...suggestions(name, value, bot.topics())])
    }
    if (!interaction.isChatInputCommand() && !interaction.isButton() && !interaction.isModalSubmit()) return
    if (!bot.isOpen()) return void (await interaction.reply({ content: STOPPING, flags: MessageFlags.Ephemeral }))
    if (interaction.isChatInputCommand()) return await onCommand(bot, interaction)
    if (interaction.isButton()) return await onButton(bot, interaction)
    const command = commandOfForm(interaction.customId)
    if (command !== null) return await run(bot, interaction, command, fieldsOf(interaction))
    if (interaction.customId === MODAL) await followUpOn(bot, interaction, interaction.fields.getTextInputValue(FIELD))
  } catch (error) {
    // Discord shows by itself that a bot did not acknowledge; all other faults have been answered further in.
    bot.log.warn('interaction could not be acknowledged', { interaction: interaction.id, cause: causeOf(error) })
  }
}

async function onCommand(bot: Bot, interaction: ChatInputCommandInteraction): Promise<void> {
  const given = Object.fromEntries(
    interaction.options.data.flatMap((sub) => sub.options ?? []).map((option) => [option.name, String(option.value ?? '')]),
  )
  await run(bot, interaction, commandText(interaction.options.getSubcommand(), given, bot.topics()))
}

async function onButton(bot: Bot, interaction: ButtonInteraction): Promise<void> {
  const [prefix, action, ...value] = interaction.customId.split(':')
  if (prefix !== 'bb') return
  if (action === 'run' || action === 'manage') return run(bot, interaction, value.join(':'))
  if (action === 'ask') return followUpOn(bot, interaction, value.join(':'))
  if (action === 'open-thread') return openThreadOn(bot, interaction)
  // A follow-up button, also where it marks a delivery and so carries its id.
  await interaction.showModal(followUpForm())
}

function followUpForm(): ModalBuilder {
  const input = new TextInputBuilder().setCustomId(FIELD).setStyle(TextInputStyle.Paragraph).setMaxLength(500).setRequired(true)
  return new ModalBuilder()
    .setCustomId(MODAL)
    .setTitle('Ask a follow-up')
    .addLabelComponents(new LabelBuilder().setLabel('Your question').setTextInputComponent(input))
}

/** Answers a command as the reply to the interaction it came with; `fields` as they were filled in. */
async function run(
  bot: Bot,
  interaction: ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  text: string,
  fields?: Readonly<Record<string, string>>,
): Promise<void> {
  const ephemeral = isPrivate(text)
  const opener = !interaction.isModalSubmit() && mayOpenForm(text) ? interaction : null
  if (opener === null) await defer(interaction, ephemeral)
  const place = placeOfInteraction(bot, interaction)
  const inbound: Inbound = {
    kind: 'command',
    id: interaction.id,
    channel: place.channel,
    person: { id: interaction.user.id, timeZone: null },
    text,
    ...(fields === undefined ? {} : { fields }),
    mayManage: mayManage(interaction.guildId, interaction.memberPermissions),
  }
  const outlet = replyOutlet(bot, { interaction, place, ephemeral }, null)
  await answer(bot.handle, inbound, opener === null ? outlet : lateDeferred(outlet, opener, ephemeral), bot)
}
