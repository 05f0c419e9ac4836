// What a person does to the bot other than writing: commands, buttons, menus and forms, as Discord tells of them.
import { GRANTED } from './answers.ts'
import type { FakeDiscord } from './fake-discord.ts'
import type { Interaction, Message } from './shapes.ts'
import { asArray, type Json, record } from './json.ts'

/** `stranger`: in a server that the bot was not added to; `group`: among people, in a message group of theirs. Both by the person's own install. */
export type Place = Readonly<{ channelId?: string; direct?: boolean; stranger?: boolean; group?: boolean; message?: Message }>

export function interact(fake: FakeDiscord, type: 2 | 3 | 4 | 5, data: Json, place: Place): Interaction {
  const { channelId, direct = false, stranger = false, group = false, message } = place
  const id = fake.id()
  const where = channelId ?? (direct ? fake.directId : stranger || group ? fake.id() : fake.channelId)
  const interaction: Interaction = { id, token: `token-${id}`, type, channelId: where, isDead: false, followUps: [], payload: {} }
  fake.interactions.set(id, interaction)
  const channel = fake.channels.get(where)
  const permissions = String(channel === undefined ? 0n : direct ? GRANTED : fake.permissions(channel))
  const guildId = stranger ? '99' : (channel?.guild_id ?? fake.guildId)
  const people =
    direct || group
      ? { user: fake.user, context: direct ? 1 : 2 }
      : { guild_id: guildId, guild: { id: guildId, locale: 'en-US', features: [] }, member: fake.member(), context: 0 }
  const owners = stranger || group ? { 1: fake.user.id } : { 0: direct ? '0' : guildId }
  interaction.payload = {
    ...{ id, application_id: fake.bot.id, type, token: interaction.token, version: 1, data, channel_id: where, ...people },
    ...{ channel: channel ?? { id: where, type: group ? 3 : 0 }, app_permissions: permissions, authorizing_integration_owners: owners },
    ...{ locale: 'en-US', entitlements: [], attachment_size_limit: 10_485_760, ...(message === undefined ? {} : { message }) },
  }
  fake.gateway.dispatch('INTERACTION_CREATE', interaction.payload)
  return interaction
}

/** The form that a press was answered with, with these values in its fields. */
export function filledIn(pressed: Interaction, value: string | Readonly<Record<string, string>>): Json {
  const form = pressed.ack?.data ?? {}
  const fields = asArray(form['components']).map((label) => record(record(label)['component']))
  const filled = (field: Json) => (typeof value === 'string' ? value : (value[String(field['custom_id'])] ?? ''))
  const components = fields.map((field, n) => {
    const { custom_id, type } = field
    const given = type === 3 ? { values: [filled(field)] } : { value: filled(field) }
    return { type: 18, id: 2 * n + 1, component: { type, id: 2 * n + 2, custom_id, ...given } }
  })
  return { custom_id: form['custom_id'], components }
}
