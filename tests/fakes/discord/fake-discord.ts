// A Discord on loopback: gateway, REST and interactions, which refuses what Discord refuses and keeps what it refused.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GRANTED, P, type Reply } from './answers.ts'
import { applyFault, type Fault, takeFault } from './faults.ts'
import { FakeGateway } from './gateway.ts'
import { guildOf } from './guilds.ts'
import { filledIn, interact, type Place } from './interact.ts'
import { DiscordLimits } from './limits.ts'
import { type Body, readBody } from './multipart.ts'
import { route } from './routes.ts'
import {
  type Channel,
  directChannel,
  EPHEMERAL,
  type Interaction,
  isThread,
  member,
  type Message,
  newMessage,
  snowflake,
  subcommand,
  textChannel,
  type User,
  user,
} from './shapes.ts'
import type { Issue, Json } from './json.ts'
import { validate } from './validate.ts'

export type Request = Readonly<{
  method: string
  path: string
  query: URLSearchParams
  body: unknown
  files: Body['files']
  auth: string | undefined
  at: number
}>
export class FakeDiscord {
  /** the hour of every message made here; tests move it */
  now = Date.parse('2026-11-21T08:00:00Z')
  /** the machine's own clock in place of that hour */
  isLive = false
  /** how long a nonce is honoured */
  nonceMs = Number.POSITIVE_INFINITY
  /** answers 429 to whoever asks more often than Discord allows */
  limitsRate = false
  limited = 0
  /** Decides request by request what goes wrong; asked where no fault is in line. */
  faultOf: (request: Request) => Omit<Fault, 'method' | 'path'> | undefined = () => undefined
  readonly #limits = new DiscordLimits()
  readonly requests: Request[] = []
  readonly rejected: { request: string; issues: readonly Issue[] }[] = []
  readonly messages = new Map<string, Message>()
  /** what stood and was removed by the bot */
  readonly removed: Message[] = []
  readonly channels = new Map<string, Channel>()
  readonly interactions = new Map<string, Interaction>()
  readonly faults: Fault[] = []
  readonly registered = new Map<string, readonly Json[]>()
  shards = 1
  messageContentGranted = true
  /** the ways of installing that are ticked: 0 to servers, 1 to people; commands for others are refused */
  installs: readonly number[] = [0, 1]
  /** false: an `enforce_nonce` comes too late to matter */
  honoursNonce = true
  /** true: every acknowledgement arrives after the three seconds */
  answersTooLate = false
  /** true: the person who writes may manage the server */
  isManager = false
  readonly guildId = this.id()
  readonly guildIds: string[] = [this.guildId]
  readonly bot: User = user(this.id(), 'border-brief', true)
  readonly user: User = user(this.id(), 'Ann', false)
  readonly channelId = this.id()
  readonly forumId = this.id()
  readonly announcementsId = this.id()
  readonly directId = this.id()
  /** what the bot may do in a server, where that is not what it asked for */
  readonly granted = new Map<string, bigint>()
  /** when the bot was added to a server, where that is not long ago */
  readonly joined = new Map<string, string>()
  readonly managerRole = this.id()
  readonly token = `${Buffer.from(this.bot.id).toString('base64')}.fake.${'x'.repeat(27)}`
  readonly gateway = new FakeGateway({
    token: this.token,
    botId: this.bot.id,
    guildIds: this.guildIds,
    url: () => this.gatewayUrl,
    ready: () => ({ v: 10, user: { ...this.bot, verified: true }, application: { id: this.bot.id, flags: 0 }, private_channels: [] }),
    guild: (id) => guildOf(this, id),
    messageContentGranted: () => this.messageContentGranted,
  })
  #server: Server | undefined

  async start(): Promise<this> {
    this.channels.set(this.channelId, textChannel(this.channelId, this.guildId, 'news'))
    this.channels.set(this.forumId, textChannel(this.forumId, this.guildId, 'forum', 15))
    this.channels.set(this.announcementsId, textChannel(this.announcementsId, this.guildId, 'announcements', 5))
    this.channels.set(this.directId, directChannel(this.directId, this.user))
    const server = createServer((request, response) => void this.#onRequest(request, response))
    this.#server = server
    this.gateway.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async stop(): Promise<void> {
    this.gateway.close()
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  get #host(): string {
    const address = this.#server?.address() as AddressInfo | null | undefined
    return `127.0.0.1:${address?.port ?? 0}`
  }
  get apiUrl(): string {
    return `http://${this.#host}/api`
  }
  get gatewayUrl(): string {
    return `ws://${this.#host}/gateway`
  }
  id(): string {
    if (this.isLive) this.now = Date.now()
    return snowflake(this.now)
  }
  /** One more server that the bot is in, with so many text channels; their ids. */
  addGuild(channels: number): Readonly<{ guildId: string; channelIds: readonly string[] }> {
    const guildId = this.id()
    this.guildIds.push(guildId)
    const channelIds = Array.from({ length: channels }, () => this.id())
    for (const id of channelIds) this.channels.set(id, textChannel(id, guildId, 'news'))
    return { guildId, channelIds }
  }

  /** The bot is added to one more server while it is connected; greeted in its system channel where it has one. */
  joins(channels: number): Readonly<{ guildId: string; channelIds: readonly string[] }> {
    const made = this.addGuild(channels)
    this.arrives(made.guildId)
    return made
  }
  /** A server comes into sight: the bot is added to it, or it was out of reach. */
  arrives(guildId: string): void {
    this.gateway.dispatch('GUILD_CREATE', guildOf(this, guildId))
  }
  /** The bot is removed from a server; without a word where it is not connected. */
  leaves(guildId: string): void {
    this.guildIds.splice(this.guildIds.indexOf(guildId), 1)
    this.gateway.dispatch('GUILD_DELETE', { id: guildId })
  }

  // ── what there is ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Requests of a kind, in order. */
  of(method: string, path: RegExp): readonly Request[] {
    return this.requests.filter((request) => request.method === method && path.test(request.path))
  }
  /** Messages of a channel, oldest first, without private ones. */
  messagesIn(channelId: string): readonly Message[] {
    return [...this.messages.values()].filter((m) => m.channel_id === channelId && (m.flags & EPHEMERAL) === 0)
  }
  /** What people see of the bot's commands: those registered everywhere, then those of single servers. */
  get commands(): readonly Json[] {
    return [...this.registered.values()].flat()
  }
  application(): Json {
    const installs = Object.fromEntries(this.installs.map((install) => [install, {}]))
    const own = { integration_types_config: installs, ...this.gateway.elsewhere?.application() }
    return { id: this.bot.id, name: 'Border Brief', flags: this.messageContentGranted ? 1 << 19 : 0, ...own }
  }
  /** Takes permissions from everybody in a channel, the bot included. */
  deny(channelId: string, bits: bigint): void {
    const channel = this.channels.get(channelId)
    if (channel === undefined) throw new Error('no such channel')
    channel.permission_overwrites = [{ id: channel.guild_id ?? this.guildId, type: 0, allow: '0', deny: String(bits) }]
    this.gateway.dispatch('CHANNEL_UPDATE', channel)
  }
  may(channel: Channel, bit: bigint): boolean {
    return (this.permissions(channel) & bit) !== 0n
  }
  permissions(channel: Channel): bigint {
    if (channel.guild_id !== undefined && !this.guildIds.includes(channel.guild_id)) return 0n
    const holder = isThread(channel) ? this.channels.get(channel.parent_id ?? '') : channel
    const denied = BigInt(holder?.permission_overwrites?.[0]?.deny ?? '0')
    return GRANTED & ~denied
  }
  member(): Json {
    return member(this.user, this.isManager ? [this.managerRole] : [], this.isManager ? GRANTED | P.manageGuild : GRANTED)
  }

  // ── what happens ──────────────────────────────────────────────────────────────────────────────────────────────────

  addMessage(channel: Channel, author: User, body: Json, more: Json = {}): Message {
    const id = this.id() // first, as it brings a live clock up to date
    const message = newMessage({ id, channelId: channel.id, author, at: this.now }, body, more)
    this.messages.set(message.id, message)
    channel.last_message_id = message.id
    return message
  }
  announceMessage(message: Message): void {
    const channel = this.channels.get(message.channel_id)
    const { user: _, ...rest } = this.member()
    const inGuild =
      channel?.guild_id === undefined
        ? { channel_type: 1 }
        : { guild_id: channel.guild_id, ...(message.author.bot ? {} : { member: rest }) }
    this.gateway.dispatch('MESSAGE_CREATE', { ...message, ...inGuild })
  }
  /** Somebody writes; `replyTo` pings unless told otherwise, as Discord's client does. */
  says(
    content: string,
    {
      channelId = this.channelId,
      replyTo,
      pings = true,
      author = this.user,
    }: { channelId?: string; replyTo?: Message; pings?: boolean; author?: User } = {},
  ): Message {
    const channel = this.channels.get(channelId)
    if (channel === undefined) throw new Error('no such channel')
    const named = content.includes(`<@${this.bot.id}>`) || (pings && replyTo?.author.id === this.bot.id)
    const { referenced_message: _, ...target } = replyTo ?? {}
    const reference = { type: 0, message_id: replyTo?.id, channel_id: channelId, guild_id: channel.guild_id }
    const about = replyTo === undefined ? {} : { message_reference: reference, referenced_message: target, type: 19 }
    const message = this.addMessage(channel, author, { content }, { ...about, mentions: named ? [this.bot] : [] })
    this.announceMessage(message)
    return message
  }
  /** `/brief <subcommand>` with its options; one in a group is named behind it. */
  brief(path: string, options: Readonly<Record<string, string | boolean>> = {}, place: Place = {}): Interaction {
    const given = Object.entries(options).map(([name, value]) => ({ type: typeof value === 'boolean' ? 5 : 3, name, value }))
    return interact(this, 2, subcommand(this.id(), path, given), place)
  }
  /** Somebody types into an option. */
  types(path: string, option: string, value: string, place: Place = {}): Interaction {
    return interact(this, 4, subcommand(this.id(), path, [{ type: 3, name: option, value, focused: true }]), place)
  }
  /** Somebody takes a command from a message's menu. */
  takes(name: string, message: Message, place: Place = {}): Interaction {
    const data = { id: this.id(), name, type: 3, target_id: message.id, resolved: { messages: { [message.id]: message } } }
    return interact(this, 2, data, { channelId: message.channel_id, ...place })
  }
  presses(message: Message, customId: string, place: Place = {}): Interaction {
    return interact(this, 3, { custom_id: customId, component_type: 2, id: 1 }, { channelId: message.channel_id, ...place, message })
  }
  /** Delivers an interaction once more, to whoever is connected now. */
  again({ payload }: Interaction): void {
    this.gateway.dispatch('INTERACTION_CREATE', payload)
  }
  /** Somebody chooses in a menu. */
  chooses(message: Message, menuId: string, value: string, place: Place = {}): Interaction {
    const data = { custom_id: menuId, component_type: 3, id: 1, values: [value] }
    return interact(this, 3, data, { channelId: message.channel_id, ...place, message })
  }
  /** Sends the form that a press was answered with. */
  submits(pressed: Interaction, value: string | Readonly<Record<string, string>>, place: Place): Interaction {
    return interact(this, 5, filledIn(pressed, value), { channelId: pressed.channelId, ...place })
  }
  // ── REST ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  async #onRequest(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks = await Array.fromAsync(incoming as AsyncIterable<Buffer>)
    const { body, files } = readBody(Buffer.concat(chunks), incoming.headers['content-type'])
    const url = new URL(incoming.url ?? '/', 'http://x')
    const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/, '') // the library sends @original encoded
    const method = incoming.method ?? 'GET'
    await this.gateway.elsewhere?.before(path)
    const request: Request = { method, path, query: url.searchParams, body, files, auth: incoming.headers.authorization, at: Date.now() }
    this.requests.push(request)
    const send = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
      response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
      response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
    }
    const fault = takeFault(this.faults, request) ?? this.faultOf(request)
    if (fault !== undefined) {
      applyFault(fault, { commit: () => this.#answer(request), send, cut: () => incoming.socket.destroy() })
      return
    }
    const limited = this.limitsRate ? this.#limits.refused(method, path) : null
    if (limited !== null) this.limited += 1
    send(...(limited ?? this.#answer(request)))
  }
  #answer(request: Request): Reply {
    const { method, path, body } = request
    const isOpen = /^\/(interactions|webhooks)\//.test(path)
    if (!isOpen && request.auth !== `Bot ${this.token}`) return [401, { message: '401: Unauthorized', code: 0 }]
    const issues = body === undefined ? [] : validate(method, path, body, request.files)
    if (issues.length === 0) return route(this, request)
    this.rejected.push({ request: `${method} ${path}`, issues })
    return [400, { message: 'Invalid Form Body', code: 50_035, errors: { _errors: issues } }]
  }
}
