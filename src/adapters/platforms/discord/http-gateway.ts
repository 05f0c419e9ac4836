// In the place of the gateway: tells discord.js once who the bot is, and then of each interaction that came by HTTP, so that whatever handles them need not know the way.
import { type APIInteraction, type ClientOptions, Collection, Routes } from 'discord.js'
import { z } from 'zod'
import { BorderBriefError } from '../../../base/error.ts'

type Strategy = ReturnType<NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>>
type Manager = Parameters<NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>>[0]
type Rest = Manager['options']['rest']

export type InsteadOfGateway = Readonly<{
  buildStrategy: (manager: Manager) => Strategy
  /** As if it had come from the gateway. */
  dispatch: (interaction: APIInteraction) => void
}>

const SHARD = 0
const SERVERS = 200 // Discord: servers in one answer; of others is heard when something is asked there

const Application = z.looseObject({ id: z.string(), flags: z.number().default(0), verify_key: z.string().optional() })
const Servers = z.array(z.object({ id: z.string() }))

export function createInsteadOfGateway(publicKey: string): InsteadOfGateway {
  let emit: ((event: string, payload: Readonly<Record<string, unknown>>) => void) | null = null
  const dispatch = (t: string, d: unknown) => emit?.('dispatch', { data: { op: 0, s: 0, t, d }, shardId: SHARD })
  return {
    buildStrategy: (manager) => {
      // Events go by name: the names' own enum is hidden by another one in discord.js.
      emit = manager.emit.bind(manager) as unknown as typeof emit
      return {
        spawn: () => {},
        connect: async () => {
          const data = await readyData(manager.options.rest, publicKey)
          emit?.('ready', { data, shardId: SHARD })
          dispatch('READY', data)
        },
        destroy: () => {},
        send: () => {},
        fetchStatus: () => new Collection() as unknown as ReturnType<Strategy['fetchStatus']>, // nobody asks for it
      }
    },
    dispatch: (interaction) => dispatch('INTERACTION_CREATE', interaction),
  }
}

/** What the gateway says first: the bot, its application, and servers as ones that are not told of yet. */
async function readyData(rest: Rest, publicKey: string): Promise<Readonly<Record<string, unknown>>> {
  const [user, told, servers] = await Promise.all([
    rest.get(Routes.user()),
    rest.get(Routes.currentApplication()),
    rest.get(Routes.userGuilds(), { query: new URLSearchParams({ limit: String(SERVERS) }) }),
  ])
  const application = Application.parse(told)
  if (application.verify_key !== undefined && application.verify_key !== publicKey) throw wrongKey()
  const guilds = Servers.parse(servers).map(({ id }) => ({ id, unavailable: true }))
  return { v: 10, user, guilds, application, session_id: 'http', resume_gateway_url: '', shard: [SHARD, 1] }
}

function wrongKey(): BorderBriefError {
  return new BorderBriefError('discord-public-key', WRONG_KEY)
}

export const WRONG_KEY =
  'DISCORD_PUBLIC_KEY is not the one of this application: copy the Public Key from the developer portal, under General Information.'
