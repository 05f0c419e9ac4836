// The HTTP door for Slack's requests: what is not provably Slack's, fresh and new never reaches Bolt, which checks the signature again.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HTTPReceiver } from '@slack/bolt'
import type { Clock } from '../../../base/clock.ts'
import type { Log } from '../../../base/log.ts'
import { bodyOf, createHttpEdge, createReplayGuard, type Headed, type HttpEdge, isOfNow, onlyHeader, refuse } from '../http-edge.ts'
import type { Install } from './install.ts'

export type SlackEdgeOptions = Readonly<{
  /** null: events come by Socket Mode */
  events: Readonly<{ receiver: HTTPReceiver; signingSecret: string }> | null
  /** null: nobody installs the app here */
  install: Install | null
  host: string
  port: number
  clock: Clock
  log: Log
}>

export const SLACK_PATH = '/slack/events'

export function createSlackEdge({ events, install, host, port, clock, log }: SlackEdgeOptions): HttpEdge {
  const isNew = createReplayGuard()

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (install?.serve(request, response)) return
    if (events === null || request.method !== 'POST' || request.url !== SLACK_PATH) return refuse(response, 404)
    const body = await bodyOf(request)
    if (body === null) return refuse(response, 413)
    const now = Math.floor(clock.now().epochMilliseconds / 1000)
    const signature = verifiedSignature(request, body, { secret: events.signingSecret, now })
    if (signature === null || !isNew(signature, now)) {
      log.warn('slack request refused')
      return refuse(response, 401)
    }
    // Bolt takes a body that was read already from `rawBody`
    events.receiver.requestListener(Object.assign(request, { rawBody: body }), response)
  }

  return createHttpEdge({ platform: 'slack', host, port, log }, serve)
}

/** The signature when it is Slack's over exactly these bytes and of these five minutes; else null (pure). */
export function verifiedSignature(request: Headed, body: Buffer, at: Readonly<{ secret: string; now: number }>): string | null {
  const stamp = onlyHeader(request, 'x-slack-request-timestamp')
  const signature = onlyHeader(request, 'x-slack-signature')
  // One spelling each: Bolt reads `v0=<hash>=x` and ` 1700000000.0` as the same request, which would let a replay pass as new.
  if (stamp === null || signature === null || !isOfNow(stamp, at.now) || !/^v0=[0-9a-f]{64}$/.test(signature)) return null
  const expected = createHmac('sha256', at.secret).update(`v0:${stamp}:`).update(body).digest()
  return timingSafeEqual(Buffer.from(signature.slice(3), 'hex'), expected) ? signature : null
}
