// Slack as a Platform: Bolt for what comes in, our own single-attempt transport for what goes out.
import { setTimeout as wait } from 'node:timers/promises'
import { App, HTTPReceiver, type Logger, LogLevel } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { HandleInbound, HearStanding, Pace, Platform } from '../../../ports/platform.ts'
import { slackMessages } from './blocks.ts'
import { checkSlack } from './check.ts'
import { createDelivery } from './delivery.ts'
import { createHttpEdge, SLACK_PATH } from './http-edge.ts'
import { createDesk, type Desk, listen, nameOf } from './listeners.ts'
import { teamOf } from './seat.ts'
import { createSeats } from './seats.ts'
import type { SlackConfig } from './slack-config.ts'
import { createSocketLinks } from './socket-links.ts'
import { oneTeam, type Teams } from './teams.ts'
import type { PostLimits } from './transport.ts'

export type SlackOptions = Readonly<{
  config: SlackConfig
  clock: Clock
  log: Log
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
const SOCKET_GRACE = 2_000 // milliseconds Slack gets to say goodbye

/** Makes the platform. Opens nothing before `start`, except what `post`, `find` and `check` need for one call. Throws `slack-config` when neither way in is configured. */
export function createSlackPlatform(options: SlackOptions): Platform {
  const { config, log } = options
  const apiUrl = config.apiUrl === null ? 'https://slack.com/api/' : config.apiUrl.replace(/\/*$/, '/')
  const limits = options.limits === undefined ? {} : { limits: options.limits }
  const clientOptions = webClientOptions(apiUrl, log)
  const source = { token: async () => config.botToken, identity: async () => null, stands: () => true }
  const teams = oneTeam(source, { apiUrl, clientOptions, ...limits })
  const delivery = createDelivery({ teams, historyGranted: config.historyGranted })
  const closing = new AbortController()
  const seatOf = createSeats({ teams, clock: options.clock, closing: closing.signal, ...limits })
  const door = openDoor(options, clientOptions)
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
    check: () => checkSlack({ config, client: teams.of('').client, clientOptions }),
    start: async (handle: HandleInbound, hear?: HearStanding) => {
      await teams.of('').identity()
      const deskOptions = { handle, seatOf, log, progressAfterMs: options.progressAfterMs ?? PROGRESS_AFTER }
      desk = createDesk(deskOptions)
      const app = newApp({ receiver: door.receiver, teams, clientOptions: clientOptions(), logger: boltLogger(log) })
      listen(app, desk, deskOptions)
      if (hear !== undefined) keepFirst(app, (body) => delivery.heard(body, hear), log)
      await door.open(app)
    },
    stop: async (graceMs) => {
      const patience = new AbortController()
      const late = wait(graceMs, undefined, { signal: patience.signal }).catch(() => {})
      await door.close(Math.min(graceMs, SOCKET_GRACE))
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

type Door = Readonly<{
  receiver: HTTPReceiver | ReturnType<typeof createSocketLinks>['receiver']
  open: (app: App) => Promise<void>
  close: (graceMs: number) => Promise<void>
}>

function openDoor({ config, clock, log }: SlackOptions, clientOptions: () => WebClientOptions): Door {
  const logger = boltLogger(log)
  if (config.appToken !== null) return createSocketLinks({ appToken: config.appToken, clientOptions, logger, log })
  if (config.signingSecret === null) {
    throw new BorderBriefError(
      'slack-config',
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one of them in .env.',
    )
  }
  const { signingSecret, host, port } = config
  const receiver = new HTTPReceiver({ signingSecret, endpoints: SLACK_PATH, logger })
  return { receiver, ...createHttpEdge({ receiver, signingSecret, host, port, clock, log }) }
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
      const { botId, botUser } = await teams.of(teamOf(body) ?? '').identity()
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
