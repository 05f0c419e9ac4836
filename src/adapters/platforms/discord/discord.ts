// Discord as a place where people talk: the gateway, or HTTP, for what they say, our own transport for digests.
import { type Client, Events, PermissionFlagsBits } from 'discord.js'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { InboundLog } from '../../../ports/conversation-store.ts'
import type { HandleInbound, Platform, Removals } from '../../../ports/platform.ts'
import { PACE } from './allowance.ts'
import {
  API_URL,
  type Bot,
  createClient,
  createReplies,
  createRooms,
  createRoots,
  createSeen,
  type DiscordConfig,
  type InsteadOf,
} from './bot.ts'
import { checkDiscord } from './check.ts'
import { checkChannels } from './check-channels.ts'
import { discordMessages } from './components.ts'
import { amendDelivery, locateDelivery, markOf, postDelivery, removeDelivery, tellPerson } from './delivery.ts'
import { createHttpDoor, type HttpDoor } from './http-door.ts'
import { onInteraction } from './interactions.ts'
import { findDelivery } from './lookup.ts'
import { followMembership, forgetMissed, greetMissed } from './membership.ts'
import { onMessage } from './messages.ts'
import { register } from './registration.ts'
import { countRequest, countRequests } from './requests.ts'
import { type Nameable, NOTHING_ELSE, type Topics } from './suggestions.ts'
import { causeOf } from './surface.ts'
import { createTransport, type Timeouts } from './transport.ts'

const NONCE_WINDOW_MS = 120_000 // Discord keeps a nonce "for the past few minutes"
const DESTROY_MS = 1_000 // a gateway that does not say goodbye is left
const DOOR_MS = 2_000 // what came in by HTTP is acknowledged by then
const ANSWER_WITHIN_MS = 14 * 60_000 // Discord: an interaction can be answered for 15 minutes

/** Where nobody keeps anything, nothing is to be erased. */
const NO_REMOVALS: Removals = { removed: async () => {}, settled: async () => {}, returned: () => {} }

export type DiscordOptions = Readonly<{
  config: DiscordConfig
  /** those of a workspace, by its key, or the operator's; the first of these has a subcommand of its own */
  topics: Topics
  /** what else is suggested while something is typed; nothing when absent */
  nameable?: Nameable
  /** ids of the servers that something is kept of; none when absent */
  kept?: () => Promise<readonly string[]>
  /** which interactions were taken over HTTP, also by an earlier run; only by this one when absent */
  inbound?: Pick<InboundLog, 'firstSight'>
  clock: Clock
  log: Log
  /** shorter only in tests: how long a reply to an interaction may take, one request of a delivery, and from one look for servers left to the next */
  limits?: Readonly<{ answerWithinMs?: number; timeouts?: Timeouts; lookAroundMs?: number }>
}>

export function createDiscordPlatform(options: DiscordOptions): Platform {
  const { config, log } = options
  const transport = createTransport(config.apiUrl ?? API_URL, config.token, options.limits?.timeouts, (request, attempt) =>
    countRequest(log, request, attempt),
  )
  const inHand = new Set<Promise<void>>()
  let client: Client | null = null
  let door: HttpDoor | null = null
  let isOpen = false
  const stopped = Promise.withResolvers<void>()

  const track = (work: Promise<void>) => {
    inHand.add(work)
    void work.finally(() => inHand.delete(work))
  }
  const lookup = () => ({
    transport,
    selfId: client?.user?.id ?? idIn(config.token),
    mayReadHistory: (id: string) => mayReadHistory(client, id),
  })
  return {
    name: 'discord',
    nonceWindowMs: NONCE_WINDOW_MS,
    paginate: (document) => discordMessages(document).map((message) => JSON.stringify(message)),
    post: (post) => postDelivery(transport, post),
    find: (channel, deliveryId, sinceIso) => findDelivery(lookup(), { channel, mark: markOf(deliveryId), sinceIso }),
    remove: (place) => removeDelivery(transport, place),
    amend: (place, deliveryId, payload, sentences) => amendDelivery(transport, place, { deliveryId, payload }, sentences),
    locate: (place) => locateDelivery(transport, place),
    tell: (_workspace, person, sentence) => tellPerson(transport, person, sentence),
    pace: PACE,
    check: () => checkDiscord(transport, config),
    checkChannels: (channels) => checkChannels(transport, channels),
    start: async (handle, _hear, removals = NO_REMOVALS) => {
      door = createHttpDoor(options)
      const connected = createClient(config, log, door?.instead)
      client = connected
      countRequests(connected.rest, log)
      isOpen = true
      const bot = botOf(options, { client: connected, instead: door?.instead ?? null, handle, isOpen: () => isOpen })
      listen(connected, bot, track)
      followMembership(connected, bot, removals, track)
      const entering = login(connected, config).then(async () => {
        const forgetLeft = () => forgetMissed(bot, options.kept ?? (async () => []), removals)
        track(forgetLeft().then(() => greetMissed(bot, removals)))
        if (isOpen) await door?.open({ bot, removals, forgetLeft, track, lookAroundMs: options.limits?.lookAroundMs })
        await register(connected, config, options.topics()[0] ?? null, log)
      })
      try {
        // A client destroyed while it logs in may leave its login open for ever.
        await Promise.race([entering, stopped.promise])
      } catch (error) {
        await connected.destroy().catch(() => undefined)
        throw error
      }
    },
    stop: async (graceMs) => {
      isOpen = false
      stopped.resolve()
      const closed = door?.close(Math.min(graceMs, DOOR_MS))
      await Promise.race([Promise.allSettled([closed, ...inHand]), pause(graceMs)])
      await Promise.race([client?.destroy(), pause(DESTROY_MS)])
      transport.close()
    },
  }
}

function botOf(
  { config, topics, nameable = NOTHING_ELSE, clock, log, limits }: DiscordOptions,
  {
    client,
    instead,
    handle,
    isOpen,
  }: Readonly<{ client: Client; instead: InsteadOf | null; handle: HandleInbound; isOpen: () => boolean }>,
): Bot {
  // Events arrive only once the client is ready, which is what its type cannot know yet.
  const ready = client as Client<true>
  return {
    client: ready,
    config,
    topics,
    nameable,
    clock,
    log,
    handle,
    isOpen,
    roots: createRoots(),
    seen: createSeen(),
    rooms: createRooms(client),
    replies: countRequests(createReplies(config, instead), log),
    answerWithinMs: limits?.answerWithinMs ?? ANSWER_WITHIN_MS,
  }
}

function listen(client: Client, bot: Bot, track: (work: Promise<void>) => void): void {
  client.on(Events.InteractionCreate, (interaction) => track(onInteraction(bot, interaction)))
  client.on(Events.MessageCreate, (message) => {
    if (!bot.isOpen()) return
    track(
      onMessage(bot, message).catch((error) =>
        bot.log.error('message could not be handled', { message: message.id, cause: causeOf(error) }),
      ),
    )
  })
}

async function login(client: Client, config: DiscordConfig): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  try {
    await client.login(config.token)
  } catch (error) {
    throw loginError(error)
  }
  await ready
}

function loginError(error: unknown): BorderBriefError {
  if (error instanceof BorderBriefError) return error
  const code = error instanceof Error && 'code' in error ? error.code : null
  const text = error instanceof Error ? error.message : ''
  if (code === 'TokenInvalid' || code === 401 || /token/i.test(text)) {
    return new BorderBriefError('discord-token', 'Discord refuses the token: copy it anew from the developer portal into DISCORD_TOKEN.')
  }
  if (/disallowed intents/i.test(text)) {
    return new BorderBriefError(
      'discord-intents',
      'Discord refuses the message content intent: switch it on in the developer portal under Bot, or set DISCORD_MESSAGE_CONTENT to no.',
    )
  }
  return new BorderBriefError('discord-unreachable', 'Discord cannot be reached: check the network of this machine.', {
    retryable: true,
    cause: error,
  })
}

function mayReadHistory(client: Client | null, channelId: string): boolean | null {
  const channel = client?.channels.cache.get(channelId)
  const user = client?.user
  if (channel === undefined || user == null) return null
  if (channel.isDMBased()) return true
  return channel.permissionsFor(user)?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory]) ?? null
}

/** A bot token begins with the bot's own id. */
function idIn(token: string): string | null {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1')
  return /^\d{5,25}$/.test(id) ? id : null
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
