// The emulated Slack and Discord as one world: set up by a plan, and afterwards asked what stands in which channel.
import { setTimeout as wait } from 'node:timers/promises'
import { FakeDiscord } from '../../tests/fakes/discord/fake-discord.ts'
import { freePort, HttpSide } from '../../tests/fakes/discord/http-side.ts'
import type { Message } from '../../tests/fakes/discord/shapes.ts'
import { record } from '../../tests/fakes/discord/json.ts'
import { FakeSlack } from '../../tests/fakes/slack/fake-slack.ts'
import { ALL_SCOPES, type StoredMessage } from '../../tests/fakes/slack/workspace.ts'
import { createTroubles, type TroubleKind, type TroubleOptions } from './trouble.ts'

const MINUTE_MS = 60_000

export type EmulationPlan = Readonly<{
  /** teams and servers, and the channels in each */
  slack: Readonly<{ teams: number; channels: number }>
  /** `overHttp`: interactions come signed to a port, and there is no gateway */
  discord: Readonly<{ guilds: number; channels: number; overHttp?: boolean }>
  troubles: TroubleOptions | null
  /** Slack drops a second message with the same client_msg_id */
  dedupes: boolean
  /** history may be read */
  history: boolean
  /** metadata are kept, and told of in an event */
  metadata: boolean
  /** both platforms answer 429 beyond what they document */
  limits: boolean
  /** one more team and server each where there are any, with so few channels; 0: none */
  small?: number
  scale: number
}>

export type Place = Readonly<{ platform: 'slack' | 'discord'; workspace: string; channel: string }>
export type Emulated = Readonly<{ env: Readonly<Record<string, string>>; places: readonly Place[] }>
/** One message as people see it. `mark` is what the bot wrote into it to know it again. */
export type Seen = Readonly<{ channel: string; mark: string; at: number }>
export type Census = Readonly<{
  standing: readonly Seen[]
  /** removed by the bot */
  removed: readonly Seen[]
  posts: number
  /** sentences sent to a person directly */
  told: number
  troubles: Readonly<Record<TroubleKind, number>> | null
  /** what the platforms refused that no fault was the reason for */
  rejected: readonly string[]
}>

export class Emulation {
  readonly slack = new FakeSlack()
  readonly discord = new FakeDiscord()
  /** Discord's side of interactions by HTTP; null where the gateway tells of them */
  http: HttpSide | null = null
  /** resolves once interactions arrive */
  reached: Promise<void> = Promise.resolve()
  #troubles: ReturnType<typeof createTroubles> | null = null
  readonly #channels = new Set<string>()
  /** requests counted so far */
  readonly #read = { slack: 0, discord: 0, posts: 0 }

  async start(plan: EmulationPlan): Promise<Emulated> {
    await Promise.all([this.slack.start(), this.discord.start()])
    const places = [...this.#openSlack(plan), ...this.#openDiscord(plan)]
    for (const { channel } of places) this.#channels.add(channel)
    if (plan.troubles !== null) {
      const troubles = createTroubles(plan.troubles)
      this.#troubles = troubles
      this.slack.faultOf = (method, { client_msg_id: mark }) => troubles.slack(method, String(mark))
      this.discord.faultOf = (request) => troubles.discord(request, String(record(request.body)['nonce']))
    }
    const { token, appToken } = this.slack.workspace
    const slack = { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: this.slack.apiUrl }
    const discord = { DISCORD_TOKEN: this.discord.token, DISCORD_API_URL: this.discord.apiUrl, ...(await this.#openHttp(plan)) }
    return { env: { ...(plan.slack.teams > 0 ? slack : {}), ...(plan.discord.guilds > 0 ? discord : {}) }, places }
  }

  /** Where interactions go, and who may have sent them; nothing where the gateway tells of them. */
  async #openHttp({ discord }: EmulationPlan): Promise<Readonly<Record<string, string>>> {
    if (discord.overHttp !== true) return {}
    const [http, port] = [new HttpSide(this.discord), await freePort()]
    this.http = http
    this.reached = http.goesTo(port, Date.now)
    return { DISCORD_PUBLIC_KEY: http.publicKey, DISCORD_PORT: String(port) }
  }

  async stop(): Promise<void> {
    await Promise.all([this.slack.stop(), this.discord.stop()])
  }

  /** Resolves once so many more posts have come in, or after a time. */
  async morePosts(count: number, withinMs: number): Promise<void> {
    const from = performance.now()
    const wanted = this.#posts() + count
    while (this.#posts() < wanted && performance.now() - from < withinMs) await wait(2)
  }

  /** No more goes wrong from now on. */
  calm(): void {
    this.slack.faultOf = () => undefined
    this.discord.faultOf = () => undefined
  }

  census(): Census {
    const { workspace } = this.slack
    const ours = ({ channel }: Seen) => this.#channels.has(channel)
    return {
      standing: [...[...workspace.messages.values()].map(seenOnSlack), ...[...this.discord.messages.values()].map(seenOnDiscord)].filter(
        ours,
      ),
      removed: [...workspace.removed.map(seenOnSlack), ...this.discord.removed.map(seenOnDiscord)].filter(ours),
      posts: this.#posts(),
      told: [...workspace.messages.values()].filter(({ channel }) => /^[DU]/.test(channel)).length,
      troubles: this.#troubles?.counts ?? null,
      rejected: [
        ...this.slack.rejected.map(({ method, error, messages }) => `slack ${method}: ${error} ${messages.join('; ')}`),
        ...this.discord.rejected.map(({ request, issues }) => `discord ${request}: ${JSON.stringify(issues)}`),
      ],
    }
  }

  #posts(): number {
    for (; this.#read.slack < this.slack.calls.length; this.#read.slack += 1) {
      if (this.slack.calls[this.#read.slack]?.method === 'chat.postMessage') this.#read.posts += 1
    }
    for (; this.#read.discord < this.discord.requests.length; this.#read.discord += 1) {
      const { method, path } = this.discord.requests[this.#read.discord] ?? {}
      if (method === 'POST' && /^\/channels\/\d+\/messages$/.test(path ?? '')) this.#read.posts += 1
    }
    return this.#read.posts
  }

  #openSlack(plan: EmulationPlan): readonly Place[] {
    const { workspace } = this.slack
    workspace.clock = Date.now
    workspace.dedupes = plan.dedupes
    workspace.keepsMetadata = plan.metadata
    workspace.sendsMetadataEvents = plan.metadata
    workspace.scopes = plan.history ? ALL_SCOPES : ALL_SCOPES.slice(0, 4)
    workspace.limitsRate = plan.limits
    workspace.mostAMinute = plan.limits ? 300 : null
    workspace.teamOf = (channel) => channel.split('X')[0] ?? ''
    this.slack.eventsAfterMs = 200 * Math.sqrt(plan.scale)
    this.slack.retriesAfter = [1_000 * plan.scale, MINUTE_MS * plan.scale, 5 * MINUTE_MS * plan.scale]
    const places: Place[] = []
    for (let team = 0; team < plan.slack.teams; team += 1) {
      for (let at = 0; at < plan.slack.channels; at += 1)
        places.push({ platform: 'slack', workspace: `T${team}`, channel: `C${team}X${at}` })
    }
    for (let at = 0; at < (plan.small ?? 0) && plan.slack.teams > 0; at += 1) {
      places.push({ platform: 'slack', workspace: 'TSMALL', channel: `CSMALLX${at}` })
    }
    for (const { channel } of places) workspace.joined.add(channel)
    return places
  }

  #openDiscord(plan: EmulationPlan): readonly Place[] {
    const { discord } = this
    discord.isLive = true
    discord.nonceMs = 3 * MINUTE_MS * plan.scale
    discord.limitsRate = plan.limits
    const sizes = Array.from({ length: plan.discord.guilds }, () => plan.discord.channels)
    if (sizes.length > 0 && plan.small !== undefined && plan.small > 0) sizes.push(plan.small)
    return sizes
      .map((channels) => discord.addGuild(channels))
      .flatMap(({ guildId, channelIds }) => channelIds.map((channel) => ({ platform: 'discord' as const, workspace: guildId, channel })))
  }
}

function seenOnSlack({ channel, ts, client_msg_id: mark, thread_ts: thread }: StoredMessage): Seen {
  return { channel: thread === undefined ? channel : `${channel}/${thread}`, mark: String(mark), at: Number(ts) * 1_000 }
}

function seenOnDiscord({ channel_id: channel, nonce = '', timestamp }: Message & Readonly<{ timestamp?: unknown }>): Seen {
  return { channel, mark: nonce, at: Date.parse(String(timestamp)) }
}
