// Slack as a Platform: Bolt for what comes in, our own single-attempt transport for what goes out.
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { App, type Logger, LogLevel } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../../base/clock.ts'
import type { Log } from '../../../base/log.ts'
import type { InstallationStore } from '../../../ports/installation-store.ts'
import type { HandleInbound, HearStanding, Pace, Platform, Removals } from '../../../ports/platform.ts'
import { createAccounts } from './accounts.ts'
import { slackMessages } from './blocks.ts'
import { checkChannels } from './check-channels.ts'
import { createDelivery } from './delivery.ts'
import { createDoor, type Door } from './door.ts'
import { heardInstall } from './joined.ts'
import { createDesk, type Desk, listen, nameOf } from './listeners.ts'
import { teamOf } from './seat.ts'
import { createSeats } from './seats.ts'
import type { SlackConfig } from './slack-config.ts'
import type { Teams } from './teams.ts'
import type { PostLimits } from './transport.ts'
import { createUninstall } from './uninstall.ts'

export type SlackOptions = Readonly<{
  config: SlackConfig
  clock: Clock
  log: Log
  /** where the tokens of many workspaces rest; not needed with one bot token */
  installations?: InstallationStore
  /** milliseconds until a question in a thread shows that it is being worked on; quicker answers need no such note */
  progressAfterMs?: number
  limits?: PostLimits
}>

const PROGRESS_AFTER = 400 // milliseconds: well inside the second after which people wonder
/** Slack: one message a second and channel, several hundred a minute and workspace; answers to people come on top. */
const PACE: Pace = {
  perSecond: null,
  perMinute: { start: 200, most: 300, burst: 20 },
  channelMs: 1_050,
  // Slack: fifty edits a minute and workspace; answers that are still being written take theirs first
  editMs: 2_000,
  mostInvalid: null,
}

/** Makes the platform. Opens nothing before `start`, except what `post`, `find` and `check` need for one call. Throws `slack-config` when neither way in is configured. */
export function createSlackPlatform(options: SlackOptions): Platform {
  const { config, log } = options
  const apiUrl = config.apiUrl === null ? 'https://slack.com/api/' : config.apiUrl.replace(/\/*$/, '/')
  const limits = options.limits === undefined ? {} : { limits: options.limits }
  const clientOptions = webClientOptions(apiUrl, log)
  let removals: Removals | null = null
  const settled = async (team: string) => removals?.settled(team)
  const returned = (team: string, installer: string | null) => {
    removals?.returned(team)
    if (installer !== null) void greet(team, installer)
  }
  const greet = async (team: string, installer: string) => {
    const seat = await seatOf(team).catch(() => null)
    if (seat !== null) await desk?.take(heardInstall(team, installer, randomUUID()), seat)
  }
  const accounts = createAccounts({ ...options, apiUrl, clientOptions, settled, returned, installations: options.installations })
  const { teams, standing, inTurn, install } = accounts
  const delivery = createDelivery({ teams, historyGranted: config.historyGranted })
  const closing = new AbortController()
  const seatOf = createSeats({ teams, clock: options.clock, closing: closing.signal, ...limits })
  const door = createDoor({ config, install, clientOptions, clock: options.clock, logger: boltLogger(log), log })
  let desk: Desk | null = null

  return {
    name: 'slack',
    nonceWindowMs: 0,
    paginate: (document) => slackMessages(document).map((message) => JSON.stringify(message)),
    post: delivery.post,
    find: (channel, deliveryId, sinceIso, parent) => delivery.find(channel, deliveryId, sinceIso, parent ?? null),
    remove: delivery.remove,
    amend: delivery.amend,
    locate: delivery.locate,
    tell: delivery.tell,
    pace: PACE,
    check: accounts.check,
    checkChannels: (channels) => checkChannels(channels, teams.of),
    start: async (handle: HandleInbound, hear?: HearStanding, hearRemoved?: Removals) => {
      removals = hearRemoved ?? null
      await accounts.open()
      const deskOptions = { handle, seatOf, log, progressAfterMs: options.progressAfterMs ?? PROGRESS_AFTER }
      desk = createDesk(deskOptions)
      const app = newApp({ receiver: door.receiver, teams, clientOptions: clientOptions(), logger: boltLogger(log) })
      listen(app, desk, deskOptions)
      if (hear !== undefined) keepFirst(app, (body) => delivery.heard(body, hear), log)
      if (removals !== null) keepFirst(app, createUninstall({ standing, teams, removals, inTurn, log }), log)
      await door.open(app)
    },
    stop: async (graceMs) => {
      const patience = new AbortController()
      const late = wait(graceMs, undefined, { signal: patience.signal }).catch(() => {})
      accounts.close()
      await door.close(graceMs)
      if (desk !== null) await Promise.race([desk.idle(), late])
      patience.abort()
      if (desk !== null && desk.inHand() > 0) log.warn('stopped with inbound in hand', { inHand: desk.inHand() })
      closing.abort()
    },
  }
}

/** What a post proves is kept before Slack is told that it was received: a crash in between, and Slack says it again. */
function keepFirst(app: App, keep: (body: unknown) => Promise<void>, log: Log): void {
  const process = app.processEvent.bind(app)
  app.processEvent = async (event) => {
    try {
      await keep(event.body)
    } catch (error) {
      log.error('slack receipt not kept', { cause: nameOf(error) })
      return
    }
    await process(event)
  }
}

type NewApp = Readonly<{
  receiver: Door['receiver']
  teams: Teams
  clientOptions: WebClientOptions
  logger: Logger
}>

function newApp({ receiver, teams, clientOptions, logger }: NewApp): App {
  return new App({
    receiver,
    logger,
    logLevel: LogLevel.WARN,
    clientOptions,
    convoStore: false, // Bolt's own grows without bound
    // No token: Bolt would keep a client for each it ever saw. What listeners say goes out by their seat's own client.
    authorize: async (_source, body) => {
      const team = teams.of(teamOf(body) ?? '')
      if (!team.stands()) return {} // its listeners find no seat there
      const { botId, botUser } = await team.identity()
      return { botId, botUserId: botUser }
    },
  })
}

/**
 * Makes fresh options for each client: the libraries write into what they are given.
 * Never with `headers`: the first client writes its token there, and the second sends it.
 */
function webClientOptions(slackApiUrl: string, log: Log): () => WebClientOptions {
  return () => ({
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 2, minTimeout: 200, maxTimeout: 1_000, factor: 2 },
    rejectRateLimitedCalls: true, // a client that waits holds back every channel
    allowAbsoluteUrls: false,
    logger: boltLogger(log),
  })
}

/** The libraries' own words stay out of our log: they may hold payloads, and nobody can count them. */
function boltLogger(log: Log): Logger {
  const quiet = () => {}
  return {
    debug: quiet,
    info: quiet,
    warn: () => log.debug('slack library warns'),
    error: () => log.debug('slack library complains'),
    setLevel: quiet,
    getLevel: () => LogLevel.WARN,
    setName: quiet,
  }
}
