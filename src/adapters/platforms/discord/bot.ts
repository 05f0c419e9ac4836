// The connected bot: discord.js' client with bounded caches, and what every event handler needs.
import { Client, type ClientOptions, Events, GatewayIntentBits, Options, Partials, REST, type RESTOptions } from 'discord.js'
import type { Clock } from '../../../base/clock.ts'
import type { Log } from '../../../base/log.ts'
import type { HandleInbound } from '../../../ports/platform.ts'
import { endingForGood, throttled } from './gateway.ts'
import type { Nameable, Topics } from './suggestions.ts'
import { causeOf } from './surface.ts'

export type DiscordConfig = Readonly<{
  token: string
  /** Discord's API without its version; another address is for tests */
  apiUrl?: string | null
  /** register the command in this server only, where it shows at once */
  guildId?: string | null
  /** the privileged intent is granted: plain messages in our threads can be read */
  messageContent: boolean
  /** the part of all connections that this process keeps; as many as Discord advises, all of them here, when absent */
  shards?: Readonly<{ first: number; last: number; of: number }> | null
  /** interactions come by HTTP, and there is no gateway */
  http?: HttpWay | null
}>

/** `publicKey`: of the application, as 64 hexadecimal digits. */
export type HttpWay = Readonly<{ publicKey: string; host: string; port: number }>

/** What stands in the place of the gateway, and of the requests that acknowledge. */
export type InsteadOf = Readonly<{ ws: NonNullable<ClientOptions['ws']>; makeRequest: RESTOptions['makeRequest'] }>

/** What event handlers work with. `isOpen` is false once the bot is stopping. */
export type Bot = Readonly<{
  client: Client<true>
  /** for what belongs to an interaction */
  replies: REST
  config: DiscordConfig
  topics: Topics
  nameable: Nameable
  clock: Clock
  log: Log
  roots: Roots
  seen: Seen
  rooms: Rooms
  handle: HandleInbound
  isOpen: () => boolean
  answerWithinMs: number
}>

export const API_URL = 'https://discord.com/api'
const REQUEST_TIMEOUT_MS = 10_000
const ENDED =
  'discord ended a connection for good: nobody there is heard until “border-brief doctor” finds nothing to mend and the bot is started again'
const ROOTS_KEPT = 5_000
const SEEN_KEPT = 20_000
const ROOMS_KEPT = 2_000

export function createClient(config: DiscordConfig, log: Log, instead: InsteadOf | null = null): Client {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]
  const client = new Client({
    intents: config.messageContent ? [...intents, GatewayIntentBits.MessageContent] : intents,
    partials: [Partials.Channel], // without it, direct messages of people not seen before are dropped
    ws: { buildStrategy: endingForGood, buildIdentifyThrottler: throttled },
    ...(instead === null ? shardsOf(config) : { intents: [], shards: [0], shardCount: 1, ws: instead.ws }),
    allowedMentions: { parse: [], repliedUser: false },
    rest: {
      api: config.apiUrl ?? API_URL,
      version: '10',
      timeout: REQUEST_TIMEOUT_MS,
      retries: 2,
      ...(instead === null ? {} : { makeRequest: instead.makeRequest }),
    },
    makeCache: Options.cacheWithLimits({ ...NOT_KEPT, ...KEPT }),
    sweepers: { ...Options.DefaultSweeperSettings, messages: { interval: 300, lifetime: 600 } },
  })
  client.on(Events.Error, (error) => log.error('discord client failed', { cause: causeOf(error) }))
  client.on(Events.ShardError, (error, shard) => log.warn('discord connection failed, reconnecting', { shard, cause: causeOf(error) }))
  client.on(Events.ShardResume, (shard, replayed) => log.info('discord connection resumed', { shard, replayed }))
  client.on(Events.ShardDisconnect, ({ code }, shard) => log.error(ENDED, { shard, code }))
  client.on(Events.Invalidated, () => log.error('discord ended the session: the bot must be started again'))
  return client
}

/**
 * Replies to interactions count towards no limit but their own, while the library would hold all requests together to fifty a second;
 * and it keeps a queue for each of them, which are many.
 */
export function createReplies(config: DiscordConfig, instead: InsteadOf | null = null): REST {
  const own = instead === null ? {} : { makeRequest: instead.makeRequest }
  const unlimited = { globalRequestsPerSecond: Number.MAX_SAFE_INTEGER, handlerSweepInterval: 60_000, ...own }
  return new REST({ api: config.apiUrl ?? API_URL, version: '10', timeout: REQUEST_TIMEOUT_MS, retries: 2, ...unlimited })
}

function shardsOf({ shards }: DiscordConfig): Pick<ClientOptions, 'shards' | 'shardCount'> {
  if (shards == null) return { shards: 'auto' }
  const { first, last, of } = shards
  return { shards: Array.from({ length: last - first + 1 }, (_, i) => first + i), shardCount: of }
}

/** Whether this process hears of a server: Discord deals them out by their ids. */
export function isOurs({ shards }: DiscordConfig, guildId: string): boolean {
  if (shards == null) return true
  const shard = Number((BigInt(guildId) >> 22n) % BigInt(shards.of))
  return shard >= shards.first && shard <= shards.last
}

const itself = (holder: Readonly<{ id: string; client: Client }>) => holder.id === holder.client.user?.id
const KEPT = {
  MessageManager: 10, // per channel: a reply finds there the message it replies to
  GuildMemberManager: { maxSize: 50, keepOverLimit: itself }, // per server: the one who speaks, and the bot for its permissions
  UserManager: { maxSize: 1_000, keepOverLimit: itself },
}
const NOT_KEPT = {
  AutoModerationRuleManager: 0,
  DMMessageManager: 10,
  EntitlementManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadMemberManager: 0,
  VoiceStateManager: 0,
}

/** Which thread root a message of ours belongs to, where the message itself does not say. The oldest are forgotten. */
export type Roots = Readonly<{ remember: (messageId: string, root: string) => void; of: (messageId: string) => string | null }>

export function createRoots(): Roots {
  const known = new Map<string, string>()
  return {
    remember: (messageId, root) => {
      known.set(messageId, root)
      const oldest = known.keys().next()
      if (known.size > ROOTS_KEPT && oldest.value !== undefined) known.delete(oldest.value)
    },
    of: (messageId) => known.get(messageId) ?? null,
  }
}

/** Whether an event is heard for the first time: Discord may deliver one again, and then it is in hand already. The oldest are forgotten. */
export type Seen = Readonly<{ isFirst: (id: string) => boolean }>

export function createSeen(most = SEEN_KEPT): Seen {
  const known = new Set<string>()
  return {
    isFirst: (id) => {
      if (known.has(id)) return false
      known.add(id)
      const oldest = known.keys().next()
      if (known.size > most && oldest.value !== undefined) known.delete(oldest.value)
      return true
    },
  }
}

/** Direct conversations that the library holds: it forgets none by itself, and makes one anew from the next event. */
export type Rooms = Readonly<{ enter: (channelId: string) => void }>

export function createRooms(client: Client, most = ROOMS_KEPT): Rooms {
  const open = new Set<string>()
  return {
    enter: (channelId) => {
      open.delete(channelId)
      open.add(channelId)
      const [oldest] = open
      if (open.size <= most || oldest === undefined) return
      open.delete(oldest)
      client.channels.cache.delete(oldest)
    },
  }
}
