// The HTTP door for Discord's interactions: what is not provably Discord's, fresh and new goes no further.
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { APIInteraction } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../../base/clock.ts'
import type { Log } from '../../../base/log.ts'
import type { InboundLog } from '../../../ports/conversation-store.ts'
import { bodyOf, createHttpEdge, createReplayGuard, type Headed, type HttpEdge, isOfNow, onlyHeader, refuse } from '../http-edge.ts'
import type { HttpWay } from './bot.ts'
import { causeOf } from './surface.ts'

export type DiscordEdgeOptions = Readonly<{
  way: HttpWay
  clock: Clock
  log: Log
  /** durable: what an earlier run took is not taken again */
  inbound: Pick<InboundLog, 'firstSight'>
  /** Given each interaction once, with the response that is waited for; throws when it cannot be taken. */
  take: (interaction: APIInteraction, response: ServerResponse) => Promise<void>
}>

export const DISCORD_PATH = '/discord/interactions'
const PING = 1
const PONG = JSON.stringify({ type: 1 })

/** What must be there for anything to be done with it; the rest is read by discord.js. */
const Interaction = z.looseObject({
  id: z.string().regex(/^\d{1,20}$/),
  application_id: z.string(),
  type: z.number().int(),
  token: z.string().min(1),
})

export function createDiscordEdge({ way, clock, log, inbound, take }: DiscordEdgeOptions): HttpEdge {
  const isNew = createReplayGuard()
  const key = publicKeyOf(way.publicKey)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url !== DISCORD_PATH) return refuse(response, 404)
    const body = await bodyOf(request)
    if (body === null) return refuse(response, 413)
    const now = clock.now()
    const nowS = Math.floor(now.epochMilliseconds / 1000)
    const signature = verifiedSignature(request, body, { key, now: nowS })
    if (signature === null || !isNew(signature, nowS)) {
      log.warn('discord request refused')
      return refuse(response, 401) // Discord tries this out, and takes no address that answers otherwise
    }
    const interaction = Interaction.safeParse(parsed(body)).data
    if (interaction === undefined) return refuse(response, 400)
    if (interaction.type === PING) return pong(response)
    try {
      if (!(await inbound.firstSight(`discord-http:${interaction.id}`, now.toString()))) return refuse(response, 409)
      // Signed by Discord, so it has the form that Discord documents.
      await take(interaction as unknown as APIInteraction, response)
    } catch (error) {
      log.error('interaction could not be taken', { interaction: interaction.id, cause: causeOf(error) })
      refuse(response, 503)
    }
  }

  return createHttpEdge({ platform: 'discord', host: way.host, port: way.port, log }, serve)
}

/** From the 64 hexadecimal digits that the developer portal shows. */
export function publicKeyOf(hex: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') }, format: 'jwk' })
}

/** The signature when it is Discord's over exactly these bytes and of these five minutes; else null (pure). */
export function verifiedSignature(request: Headed, body: Buffer, at: Readonly<{ key: KeyObject; now: number }>): string | null {
  const stamp = onlyHeader(request, 'x-signature-timestamp')
  const signature = onlyHeader(request, 'x-signature-ed25519')
  // One spelling each, so that a replay cannot pass as new.
  if (stamp === null || signature === null || !isOfNow(stamp, at.now) || !/^[0-9a-f]{128}$/.test(signature)) return null
  return verify(null, Buffer.concat([Buffer.from(stamp), body]), at.key, Buffer.from(signature, 'hex')) ? signature : null
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function pong(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(PONG)
}
