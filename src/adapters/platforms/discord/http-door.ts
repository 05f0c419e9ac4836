// Interactions by HTTP in the place of the gateway: the edge that checks them, discord.js that is told of them, and the response that acknowledges.
import type { Log } from '../../../base/log.ts'
import type { Clock } from '../../../base/clock.ts'
import type { InboundLog } from '../../../ports/conversation-store.ts'
import type { Removals } from '../../../ports/platform.ts'
import type { HttpEdge } from '../http-edge.ts'
import { type Bot, createSeen, type DiscordConfig, type InsteadOf } from './bot.ts'
import { createDiscordEdge } from './http-edge.ts'
import { createInsteadOfGateway } from './http-gateway.ts'
import { createHttpReplies } from './http-replies.ts'
import { goRounds, type Rounds } from './http-rounds.ts'
import { createSurroundings } from './http-surroundings.ts'
import { causeOf } from './surface.ts'

export type HttpDoor = Readonly<{
  instead: InsteadOf
  /** Once discord.js is ready. Throws `discord-port`. */
  open: (opening: Opening) => Promise<void>
  close: (graceMs: number) => Promise<void>
}>

export type Opening = Readonly<{
  bot: Bot
  removals: Removals
  /** forgets servers of which something is kept and that the bot is no longer in */
  forgetLeft: () => Promise<void>
  track: (work: Promise<void>) => void
  /** milliseconds from one look for those to the next; an hour when absent */
  lookAroundMs: number | undefined
}>

export type HttpDoorOptions = Readonly<{
  config: DiscordConfig
  inbound?: Pick<InboundLog, 'firstSight'>
  clock: Clock
  log: Log
}>

/** Null where interactions come by the gateway. */
export function createHttpDoor({ config, inbound = seenHere(), clock, log }: HttpDoorOptions): HttpDoor | null {
  const way = config.http ?? null
  if (way === null) return null
  const gateway = createInsteadOfGateway(way.publicKey)
  const replies = createHttpReplies()
  let edge: HttpEdge | null = null
  let rounds: Rounds | null = null
  return {
    instead: { ws: { buildStrategy: gateway.buildStrategy }, makeRequest: replies.makeRequest },
    open: async ({ bot: { client }, removals, forgetLeft, track, lookAroundMs }) => {
      const surroundings = createSurroundings(client, (guildId) => track(enter(guildId, removals, log)))
      edge = createDiscordEdge({
        ...{ way, clock, log, inbound },
        take: async (interaction, response) => {
          replies.expect(interaction.id, response)
          gateway.dispatch(await surroundings.learn(interaction, clock.now().epochMilliseconds))
        },
      })
      await edge.open()
      rounds = goRounds({ client, log, forgetLeft, everyMs: lookAroundMs })
    },
    close: async (graceMs) => {
      rounds?.end()
      await edge?.close(graceMs)
    },
  }
}

const seenHere = () => {
  const { isFirst } = createSeen()
  return { firstSight: async (id: string) => isFirst(id) }
}

/** The bot is in use in a server again, which may have been one that it was removed from. */
async function enter(guildId: string, removals: Removals, log: Log): Promise<void> {
  try {
    await removals.settled(guildId)
    removals.returned(guildId)
  } catch (error) {
    log.error('a server could not be entered', { workspace: `discord:${guildId}`, cause: causeOf(error) })
  }
}
