// By which way Slack's events come in: Socket Mode or HTTP; and the pages for installing, which are always HTTP.
import { type App, HTTPReceiver, type Logger, type SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../../base/clock.ts'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import { createSlackEdge, SLACK_PATH } from './http-edge.ts'
import type { Install } from './install.ts'
import type { SlackConfig } from './slack-config.ts'
import { createSocketLinks } from './socket-links.ts'

export type Door = Readonly<{
  /** The one to make the App with. */
  receiver: HTTPReceiver | SocketModeReceiver
  open: (app: App) => Promise<void>
  close: (graceMs: number) => Promise<void>
}>

export type DoorOptions = Readonly<{
  config: SlackConfig
  install: Install | null
  clientOptions: () => WebClientOptions
  clock: Clock
  logger: Logger
  log: Log
}>

const SOCKET_GRACE = 2_000 // milliseconds Slack gets to say goodbye

/** Throws `slack-config` when neither way in is configured. */
export function createDoor({ config, install, clientOptions, clock, logger, log }: DoorOptions): Door {
  const { appToken, signingSecret, host, port } = config
  const edge = { host, port, clock, log, install }
  if (appToken !== null) {
    const links = createSocketLinks({ appToken, clientOptions, logger, log })
    const pages = install === null ? null : createSlackEdge({ ...edge, events: null })
    return {
      receiver: links.receiver,
      open: async (app) => {
        await pages?.open()
        // the port must be free again for the next attempt
        await links.open(app).catch(async (error: unknown) => {
          await pages?.close(0)
          throw error
        })
      },
      close: async (graceMs) => {
        await Promise.all([links.close(Math.min(graceMs, SOCKET_GRACE)), pages?.close(Math.min(graceMs, SOCKET_GRACE))])
      },
    }
  }
  if (signingSecret === null) {
    throw new BorderBriefError(
      'slack-config',
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP): set one of them in .env.',
    )
  }
  const receiver = new HTTPReceiver({ signingSecret, endpoints: SLACK_PATH, logger })
  const { open, close } = createSlackEdge({ ...edge, events: { receiver, signingSecret } })
  return { receiver, open, close: (graceMs) => close(Math.min(graceMs, SOCKET_GRACE)) }
}
