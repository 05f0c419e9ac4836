// Forms: a modal is the first answer to an interaction or none at all, so the reply is deferred late where one may open.
import {
  type ChatInputCommandInteraction,
  ComponentType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Field, Form } from '../../../domain/form.ts'
import type { Pressed } from './follow-ups.ts'
import { cleanText, oneLine } from './markdown.ts'
import { type Outlet, quietly } from './surface.ts'

const FORM = 'bb:form:'
const OPENS =
  /^(?:subscribe|settings\s+(?:form|change|edit)|change\s+\S.*|topics\s+(?:add|edit\s+\S.*)|feedback(?:\s+bad(?:\s+\S+)?)?|re\s+\S+)$/isu
const DEFER_AFTER_MS = 1_500 // Discord: an interaction is acknowledged within three seconds
const MAX_LABEL = 45 // Discord: characters of a label
const MAX_HINT = 100 // Discord: characters of a description
const MAX_TITLE = 45 // Discord: characters of a title
const MAX_OPTION = 100 // Discord: characters of a choice

type Opener = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressed
type Interaction = Opener | ModalSubmitInteraction

/** Whether a command may be answered by a form. */
export const mayOpenForm = (text: string): boolean => OPENS.test(text.trim())

/** The command that a form of ours fills in; null for another one. */
export const commandOfForm = (customId: string): string | null => (customId.startsWith(FORM) ? customId.slice(FORM.length) : null)

/** What was filled in, by field. */
export function fieldsOf({ fields }: ModalSubmitInteraction): Readonly<Record<string, string>> {
  const given = fields.fields.map((field) => {
    if (field.type === ComponentType.TextInput) return [field.customId, field.value] as const
    return [field.customId, 'values' in field ? (field.values[0] ?? '') : ''] as const
  })
  return Object.fromEntries(given)
}

export function defer(interaction: Interaction, ephemeral: boolean): Promise<unknown> {
  return interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {})
}

/** The outlet, deferred by whatever is shown first, and by time; until then a form can open in its place. */
export function lateDeferred(outlet: Outlet, interaction: Opener, ephemeral: boolean): Outlet {
  let begun: Promise<unknown> | null = null
  const deferred = () => (begun ??= defer(interaction, ephemeral))
  const timer = setTimeout(() => void quietly(deferred()), DEFER_AFTER_MS)
  const after =
    <A extends readonly unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      clearTimeout(timer)
      await deferred()
      return work(...args)
    }
  return {
    ...outlet,
    progress: after(outlet.progress),
    first: after(outlet.first),
    more: after(outlet.more),
    whisper: after(outlet.whisper),
    file: after(outlet.file),
    form: async (form) => {
      if (begun !== null) return false
      clearTimeout(timer)
      begun = interaction.showModal(modalOf(form))
      await begun
      return true
    },
  }
}

type Modal = Extract<Parameters<Opener['showModal']>[0], { custom_id: string }>

/** One label with its input for each field (pure). */
export function modalOf({ command, title, fields }: Form): Modal {
  return {
    custom_id: FORM + command,
    title: clipped(title, MAX_TITLE),
    components: fields.map((field) => ({
      type: ComponentType.Label,
      label: clipped(field.label, MAX_LABEL),
      ...(clipped(field.hint, MAX_HINT) === '' ? {} : { description: clipped(field.hint, MAX_HINT) }),
      component: field.choices === undefined ? textInput(field) : select(field, field.choices),
    })),
  }
}

function textInput({ name, value, maxLength, optional }: Field) {
  const initial = [...oneLine(cleanText(value))].slice(0, maxLength).join('')
  return {
    ...{ type: ComponentType.TextInput as const, custom_id: name, style: 1, required: !optional, max_length: maxLength },
    ...(initial === '' ? {} : { value: initial }),
  }
}

function select({ name, value }: Field, choices: NonNullable<Field['choices']>) {
  const options = choices.map((choice) => ({
    ...{ label: clipped(choice.label, MAX_OPTION), value: choice.value },
    ...(choice.value === value ? { default: true } : {}),
  }))
  return { type: ComponentType.StringSelect as const, custom_id: name, options, required: true }
}

const clipped = (text: string, most: number) => [...oneLine(cleanText(text))].slice(0, most).join('')
