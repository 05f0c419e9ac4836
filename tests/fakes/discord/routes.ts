// The REST routes the bot uses, each answering as Discord documents it, refusals included.
import { error, GRANTED, P, type Reply, type Routes, UNKNOWN_MESSAGE } from './answers.ts'
import type { FakeDiscord, Request } from './fake-discord.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { guildOf, rolesOf } from './guilds.ts'
import { type Channel, HAS_THREAD, isThread, member, type Message, role, thread } from './shapes.ts'
import { asArray, record } from './json.ts'

const UNKNOWN_CHANNEL = error(404, 10_003, 'Unknown Channel')
const MISSING_ACCESS = error(403, 50_001, 'Missing Access')
const MISSING_PERMISSIONS = error(403, 50_013, 'Missing Permissions')

const ROUTES: Routes = [
  ['GET', /^\/gateway\/bot$/, gateway],
  ['GET', /^\/users\/@me$/, (fake) => [200, fake.bot]],
  ['GET', /^\/applications\/@me$/, (fake) => [200, fake.application()]],
  [
    'GET',
    /^\/users\/@me\/guilds$/,
    (fake) => [200, fake.guildIds.map((id) => ({ id, name: 'Border watch', permissions: String(fake.granted.get(id) ?? GRANTED) }))],
  ],
  ['GET', /^\/guilds\/(\d+)$/, getGuild],
  ['GET', /^\/guilds\/(\d+)\/members\/(\d+)$/, getMember],
  ['GET', /^\/channels\/(\d+)$/, getChannel],
  ['GET', /^\/guilds\/(\d+)\/threads\/active$/, activeThreads],
  ['GET', /^\/applications\/\d+(?:\/guilds\/(\d+))?\/commands$/, getCommands],
  ['PUT', /^\/applications\/\d+(?:\/guilds\/(\d+))?\/commands$/, putCommands],
  ['POST', /^\/channels\/(\d+)\/typing$/, () => [204]],
  ['POST', /^\/channels\/(\d+)\/messages$/, createMessage],
  ['GET', /^\/channels\/(\d+)\/messages$/, listMessages],
  ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, getMessage],
  ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, editMessage],
  ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, deleteMessage],
  ['POST', /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/, startThread],
  ['POST', /^\/users\/@me\/channels$/, openDirect],
  ...interactionRoutes,
]

export function route(fake: FakeDiscord, request: Request): Reply {
  for (const [method, path, handler] of ROUTES) {
    const match = method === request.method ? path.exec(request.path) : null
    if (match !== null) return handler(fake, request, match.slice(1))
  }
  return error(404, 0, '404: Not Found')
}

function getGuild(fake: FakeDiscord, _: Request, [id = '']: readonly string[]): Reply {
  if (!fake.guildIds.includes(id)) return error(404, 10_004, 'Unknown Guild')
  const { channels: _channels, threads: _threads, members: _members, ...told } = guildOf(fake, id)
  return [
    200,
    {
      ...told,
      roles: [
        role(id, '@everyone', fake.granted.get(id) ?? GRANTED),
        ...[...rolesOf(fake)].map(([own, may]) => role(own, 'one of its own', may)),
      ],
    },
  ]
}

function getMember(fake: FakeDiscord, _: Request, [id = '', person]: readonly string[]): Reply {
  if (!fake.guildIds.includes(id)) return error(404, 10_004, 'Unknown Guild')
  if (person !== fake.bot.id) return error(404, 10_007, 'Unknown Member')
  return [200, member(fake.bot, [...rolesOf(fake).keys()], 0n)]
}

function getChannel(fake: FakeDiscord, _: Request, [id = '']: readonly string[]): Reply {
  const channel = fake.channels.get(id)
  if (channel === undefined) return UNKNOWN_CHANNEL
  return fake.may(channel, P.viewChannel) ? [200, channel] : MISSING_ACCESS
}

function gateway(fake: FakeDiscord): Reply {
  const limit = { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: 16 }
  return [200, { url: fake.gatewayUrl, shards: fake.shards, session_start_limit: limit }]
}

// Discord adds fields of its own to what it is given, and tells translations only to those who ask for them.
function getCommands(fake: FakeDiscord, { query }: Request, [guildId = '']: readonly string[]): Reply {
  const held = fake.registered.get(guildId) ?? []
  return [200, query.get('with_localizations') === 'true' ? held : held.map(untranslated)]
}

function untranslated(command: unknown): unknown {
  if (Array.isArray(command)) return command.map(untranslated)
  if (typeof command !== 'object' || command === null) return command
  const told = Object.entries(command).filter(([key]) => !key.endsWith('_localizations'))
  return Object.fromEntries(told.map(([key, value]) => [key, untranslated(value)]))
}

function putCommands(fake: FakeDiscord, { body }: Request, [guildId = '']: readonly string[]): Reply {
  const wanted = (body as readonly unknown[]).flatMap((command) => asArray(record(command)['integration_types']))
  if (wanted.some((install) => !fake.installs.includes(Number(install)))) return error(400, 50_035, 'Invalid Form Body: integration_types')
  const own = { application_id: fake.bot.id, default_member_permissions: null, nsfw: false, name_localizations: null }
  const where = guildId === '' ? { dm_permission: true } : { guild_id: guildId }
  const made = (body as readonly unknown[]).map((command) => ({ id: fake.id(), version: fake.id(), ...own, ...where, ...record(command) }))
  fake.registered.set(guildId, made)
  return [200, made]
}

function createMessage(fake: FakeDiscord, { body, files }: Request, [id = '']: readonly string[]): Reply {
  const channel = fake.channels.get(id)
  if (channel === undefined) return UNKNOWN_CHANNEL
  if (channel.type === 15 || channel.type === 16) return error(400, 50_008, 'Cannot send messages in a non-text channel')
  if (!fake.may(channel, P.viewChannel)) return MISSING_ACCESS
  if (!fake.may(channel, isThread(channel) ? P.sendMessagesInThreads : P.sendMessages)) return MISSING_PERMISSIONS
  if (files.length > 0 && !fake.may(channel, P.attachFiles)) return MISSING_PERMISSIONS
  const sent = record(body)
  const reference = sent['message_reference']
  if (reference !== undefined && !fake.may(channel, P.readMessageHistory)) {
    return error(400, 160_002, 'Cannot reply without permission to read message history')
  }
  const isAgain = (m: Message) =>
    m.nonce === sent['nonce'] && m.author.id === fake.bot.id && fake.now - Date.parse(String(m['timestamp'])) <= fake.nonceMs
  const earlier = sent['enforce_nonce'] === true && fake.honoursNonce ? fake.messagesIn(id).find(isAgain) : undefined
  if (earlier !== undefined) return [200, earlier]
  const target = fake.messages.get(String(record(reference)['message_id']))
  if (target === undefined && record(reference)['fail_if_not_exists'] === true)
    return error(400, 50_035, 'Invalid Form Body: message_reference: Unknown message')
  const about = target === undefined ? {} : { message_reference: record(reference), referenced_message: target, type: 19 }
  const message = fake.addMessage(channel, fake.bot, sent, about)
  fake.announceMessage(message)
  return [200, message]
}

function listMessages(fake: FakeDiscord, { query }: Request, [id = '']: readonly string[]): Reply {
  const channel = fake.channels.get(id)
  if (channel === undefined) return UNKNOWN_CHANNEL
  if (!fake.may(channel, P.viewChannel)) return MISSING_ACCESS
  if (!fake.may(channel, P.readMessageHistory)) return [200, []]
  const after = BigInt(query.get('after') ?? '0')
  const later = fake.messagesIn(id).filter((m) => BigInt(m.id) > after)
  const limit = Number(query.get('limit') ?? '50')
  // Newest first; `after` gives those nearest to it.
  return [200, (query.has('after') ? later.slice(0, limit) : later.slice(-limit)).reverse()]
}

function getMessage(fake: FakeDiscord, _: Request, [channelId = '', id = '']: readonly string[]): Reply {
  const channel = fake.channels.get(channelId)
  if (channel === undefined) return UNKNOWN_CHANNEL
  if (!fake.may(channel, P.viewChannel) || !fake.may(channel, P.readMessageHistory)) return MISSING_ACCESS
  const message = fake.messages.get(id)
  return message === undefined || message.channel_id !== channelId ? UNKNOWN_MESSAGE : [200, message]
}

/** A bot edits and deletes what it wrote itself. */
function ownMessage(fake: FakeDiscord, [channelId = '', id = '']: readonly string[]): Message | Reply {
  const channel = fake.channels.get(channelId)
  const message = fake.messages.get(id)
  if (channel === undefined) return UNKNOWN_CHANNEL
  if (!fake.may(channel, P.viewChannel)) return MISSING_ACCESS
  if (message === undefined || message.channel_id !== channelId) return UNKNOWN_MESSAGE
  return message.author.id === fake.bot.id ? message : MISSING_PERMISSIONS
}

function editMessage(fake: FakeDiscord, { body }: Request, ids: readonly string[]): Reply {
  const found = ownMessage(fake, ids)
  if (!('author' in found)) return found
  const { flags, ...rest } = record(body)
  Object.assign(found, rest, { flags: found.flags | Number(flags ?? 0), edited_timestamp: new Date(fake.now).toISOString() })
  return [200, found]
}

function deleteMessage(fake: FakeDiscord, _: Request, ids: readonly string[]): Reply {
  const found = ownMessage(fake, ids)
  if (!('author' in found)) return found
  fake.messages.delete(found.id)
  fake.removed.push(found)
  return [204]
}

function openDirect(fake: FakeDiscord, { body }: Request): Reply {
  if (record(body)['recipient_id'] !== fake.user.id) return error(400, 50_033, 'Invalid Recipient(s)')
  return [200, fake.channels.get(fake.directId)]
}

function startThread(fake: FakeDiscord, { body }: Request, [channelId = '', id = '']: readonly string[]): Reply {
  const channel = fake.channels.get(channelId)
  const message = fake.messages.get(id)
  if (channel === undefined) return UNKNOWN_CHANNEL
  if (message === undefined || message.channel_id !== channelId || message.flags & 64) return UNKNOWN_MESSAGE
  if (!fake.may(channel, P.viewChannel)) return MISSING_ACCESS
  if (!fake.may(channel, P.createPublicThreads)) return MISSING_PERMISSIONS
  if (channel.type !== 0 && channel.type !== 5) return error(400, 50_024, 'Cannot execute action on this channel type')
  if (fake.channels.has(id)) return error(400, 160_004, 'A thread has already been created for this message')
  const opened: Channel = thread(id, channel, String(record(body)['name']), fake.bot.id)
  fake.channels.set(id, opened)
  message.flags |= HAS_THREAD
  message.thread = opened
  fake.gateway.dispatch('THREAD_CREATE', { ...opened, newly_created: true })
  return [201, opened]
}

function activeThreads(fake: FakeDiscord, _: Request, [id = '']: readonly string[]): Reply {
  const threads = [...fake.channels.values()].filter((channel) => isThread(channel) && channel.guild_id === id)
  return [200, { threads, members: [] }]
}
