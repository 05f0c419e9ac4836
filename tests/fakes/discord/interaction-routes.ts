// Answering interactions: one acknowledgement in time, then the original response and its follow-ups.
import { type Reply, type Routes, UNKNOWN_MESSAGE } from './answers.ts'
import type { FakeDiscord, Request } from './fake-discord.ts'
import { type Channel, EPHEMERAL, type Interaction, LOADING, type Message } from './shapes.ts'
import { type Json, record } from './json.ts'

export const interactionRoutes: Routes = [
  ['POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/, acknowledge],
  ['POST', /^\/webhooks\/\d+\/([^/]+)$/, followUp],
  ['PATCH', /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, editOriginal],
  ['DELETE', /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/, deleteOriginal],
]

const UNKNOWN_INTERACTION: Reply = [404, { code: 10_062, message: 'Unknown interaction' }]
const UNKNOWN_WEBHOOK: Reply = [404, { code: 10_015, message: 'Unknown Webhook' }]
const DEAD_TOKEN: Reply = [401, { code: 50_027, message: 'Invalid Webhook Token' }]

function acknowledge(fake: FakeDiscord, { body }: Request, [id = '', token = '']: readonly string[]): Reply {
  const interaction = fake.interactions.get(id)
  if (interaction === undefined || interaction.token !== token || fake.answersTooLate) return UNKNOWN_INTERACTION
  if (interaction.ack !== undefined) return [400, { code: 40_060, message: 'Interaction has already been acknowledged.' }]
  const sent = record(body)
  const type = Number(sent['type'])
  const data = record(sent['data'])
  interaction.ack = { type, data, ephemeral: (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0 }
  if (type === 4) interaction.original = respond(fake, interaction, data)
  if (type === 5) interaction.original = respond(fake, interaction, { flags: LOADING | Number(data['flags'] ?? 0) })
  return [204]
}

function respond(fake: FakeDiscord, interaction: Interaction, body: Json): Message {
  const channel =
    fake.channels.get(interaction.channelId) ?? ({ id: interaction.channelId, type: 0, last_message_id: null } satisfies Channel)
  return fake.addMessage(channel, fake.bot, body, {
    interaction_metadata: { id: interaction.id, type: interaction.type, user: fake.user, authorizing_integration_owners: {} },
    webhook_id: fake.bot.id,
    application_id: fake.bot.id,
  })
}

function byToken(fake: FakeDiscord, token: string): Interaction | null {
  const found = [...fake.interactions.values()].find((interaction) => interaction.token === token)
  return found === undefined || found.isDead ? null : found
}

function editOriginal(fake: FakeDiscord, { body }: Request, [token = '']: readonly string[]): Reply {
  const interaction = byToken(fake, token)
  if (interaction === null) return DEAD_TOKEN
  if (interaction.ack === undefined) return UNKNOWN_WEBHOOK
  const message = interaction.original
  if (message === undefined) return UNKNOWN_MESSAGE
  const { flags, ...rest } = record(body)
  Object.assign(message, rest, { flags: (message.flags & ~LOADING) | Number(flags ?? 0) })
  return [200, message]
}

function deleteOriginal(fake: FakeDiscord, _: Request, [token = '']: readonly string[]): Reply {
  const interaction = byToken(fake, token)
  if (interaction === null) return DEAD_TOKEN
  if (interaction.original === undefined) return UNKNOWN_MESSAGE
  fake.messages.delete(interaction.original.id)
  delete interaction.original
  return [204]
}

function followUp(fake: FakeDiscord, request: Request, [token = '']: readonly string[]): Reply {
  const interaction = byToken(fake, token)
  if (interaction === null) return DEAD_TOKEN
  if (interaction.ack === undefined) return UNKNOWN_WEBHOOK
  // The first follow-up to a deferred response takes its place, and its privacy with it.
  if (interaction.original !== undefined && interaction.original.flags & LOADING) return editOriginal(fake, request, [token])
  const message = respond(fake, interaction, record(request.body))
  interaction.followUps.push(message)
  return [200, message]
}
