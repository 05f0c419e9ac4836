// What Discord sends: users, channels, messages and interactions, as far as the bot can see them.
import { asArray, type Json } from './json.ts'

const EPOCH = 1_420_070_400_000n
let sequence = 0n

/** An id as Discord makes them: the milliseconds since 2015, then a number that grows. */
export function snowflake(at: number): string {
  sequence += 1n
  return String(((BigInt(at) - EPOCH) << 22n) | (sequence & 0x3fffffn))
}

export type User = Readonly<{ id: string; username: string; bot: boolean } & Json>
export type Message = {
  id: string
  channel_id: string
  author: User
  content: string
  components: readonly unknown[]
  flags: number
  mentions: readonly User[]
  nonce?: string
  message_reference?: Json
  referenced_message?: Message
  interaction_metadata?: Json
  thread?: Channel
} & Record<string, unknown>
export type Overwrite = Readonly<{ id: string; type: 0; allow: string; deny: string }>
export type Channel = {
  id: string
  type: number
  guild_id?: string
  parent_id?: string | null
  name?: string
  owner_id?: string
  last_message_id: string | null
  permission_overwrites?: readonly Overwrite[]
} & Record<string, unknown>
export type Ack = Readonly<{ type: number; ephemeral: boolean; data: Json }>
export type Interaction = {
  id: string
  token: string
  type: number
  channelId: string
  isDead: boolean
  ack?: Ack
  original?: Message
  followUps: Message[]
  /** as it was delivered */
  payload: Json
}

export const EPHEMERAL = 1 << 6
export const LOADING = 1 << 7
export const HAS_THREAD = 1 << 5

export function user(id: string, username: string, bot: boolean): User {
  return {
    id,
    username,
    discriminator: bot ? '0001' : '0',
    global_name: bot ? null : username,
    avatar: null,
    bot,
    system: false,
    flags: 0,
    public_flags: 0,
  }
}

export function member(of: User, roles: readonly string[], permissions: bigint): Json {
  const joined = { joined_at: '2024-01-01T00:00:00.000000+00:00', premium_since: null, communication_disabled_until: null }
  return {
    user: of,
    nick: null,
    avatar: null,
    roles,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    permissions: String(permissions),
    ...joined,
  }
}

type Written = Readonly<{ id: string; channelId: string; author: User; at: number }>

export function newMessage({ id, channelId, author, at }: Written, body: Json, more: Json): Message {
  return {
    ...{ type: 0, attachments: [], embeds: [], pinned: false, mentions: [], tts: false, mention_everyone: false },
    mention_roles: [...String(body['content'] ?? '').matchAll(/<@&(\d+)>/g)].map(([, id]) => id),
    timestamp: new Date(at).toISOString(),
    edited_timestamp: null,
    id,
    channel_id: channelId,
    author,
    content: String(body['content'] ?? ''),
    components: asArray(body['components']),
    flags: Number(body['flags'] ?? 0),
    ...(body['nonce'] === undefined ? {} : { nonce: String(body['nonce']) }),
    ...more,
  }
}

export function role(id: string, name: string, permissions: bigint): Json {
  const colors = { primary_color: 0, secondary_color: null, tertiary_color: null }
  return {
    id,
    name,
    permissions: String(permissions),
    position: 0,
    color: 0,
    colors,
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  }
}

export function textChannel(id: string, guildId: string, name: string, type = 0): Channel {
  const rest = { position: 0, nsfw: false, topic: null, rate_limit_per_user: 0, flags: 0 }
  return { id, type, guild_id: guildId, name, parent_id: null, last_message_id: null, permission_overwrites: [], ...rest }
}

export function directChannel(id: string, recipient: User): Channel {
  return { id, type: 1, recipients: [recipient], last_message_id: null, flags: 0 }
}

/** Public threads, those of announcement channels and private ones. */
export const isThread = ({ type }: Channel): boolean => type === 10 || type === 11 || type === 12

export function thread(id: string, parent: Channel, name: string, owner: string): Channel {
  const at = '2026-11-21T00:00:00.000Z'
  const metadata = { archived: false, archive_timestamp: at, auto_archive_duration: 1440, locked: false, create_timestamp: at }
  const counts = { message_count: 0, member_count: 1, total_message_sent: 0, rate_limit_per_user: 0, flags: 0 }
  return {
    id,
    type: parent.type === 5 ? 10 : 11,
    guild_id: parent.guild_id ?? '',
    parent_id: parent.id,
    owner_id: owner,
    name,
    last_message_id: null,
    thread_metadata: metadata,
    member: { id, user_id: owner, join_timestamp: at, flags: 0 },
    ...counts,
  }
}

export function guild(id: string, parts: Json): Json {
  const nothing = { icon: null, splash: null, discovery_splash: null, afk_channel_id: null, application_id: null, system_channel_id: null }
  const lists = {
    emojis: [],
    features: [],
    stickers: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
  const levels = {
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
  }
  const rest = { system_channel_flags: 0, rules_channel_id: null, vanity_url_code: null, description: null, banner: null, premium_tier: 0 }
  const more = {
    preferred_locale: 'en-US',
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
  }
  const state = { joined_at: '2024-01-01T00:00:00.000Z', large: false, unavailable: false, member_count: 2 }
  return { id, name: 'Border watch', ...nothing, ...lists, ...levels, ...rest, ...more, ...state, ...parts }
}

/** What is given to a subcommand: `path` is its name, behind its group's where it is in one. */
export function subcommand(id: string, path: string, given: readonly Json[]): Json {
  const [name = '', ...inside] = path.split(' ')
  const [nested] = inside
  const leaf = { type: 1, name: nested ?? name, options: given }
  return { id, name: 'brief', type: 1, options: [nested === undefined ? leaf : { type: 2, name, options: [leaf] }] }
}
