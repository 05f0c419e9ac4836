// Settings of Discord.
import { z } from 'zod'
import { BorderBriefError } from '../base/error.ts'
import { flag, optional, port, token, webAddress } from '../base/setting-forms.ts'

/** Other things that stand where the token does, in the developer portal or elsewhere. */
function notTheToken(value: string): string | null {
  if (/^\d+$/.test(value)) return 'must be the token of the page Bot, and this is the application id'
  if (/^[0-9a-f]{64}$/i.test(value)) return 'must be the token of the page Bot, and this is the public key'
  if (/^xox|^xapp-/.test(value)) return 'must be Discord’s token of the page Bot, and this is one of Slack'
  return null
}

export const discordSettings = z.object({
  DISCORD_TOKEN: token('', notTheToken),
  DISCORD_GUILD_ID: optional.refine(
    (value) => value === null || /^\d{5,25}$/.test(value),
    'must be the number Discord shows as the server id',
  ),
  DISCORD_MESSAGE_CONTENT: flag,
  DISCORD_SHARDS: optional.refine((value) => value === null || shardsIn(value) !== null, 'must be auto, or a part of all such as 0-3/8'),
  DISCORD_PUBLIC_KEY: optional.refine(
    (value) => value === null || /^[0-9a-fA-F]{64}$/.test(value),
    'must be the 64 letters and digits of the Public Key on the General Information page',
  ),
  DISCORD_PORT: port(3001),
  DISCORD_HOST: z.string().default('127.0.0.1'),
  DISCORD_API_URL: webAddress,
})

type Shards = Readonly<{ first: number; last: number; of: number }>

/** `0-3/8`: the first four of eight; `0/2`: the first of two. `auto`: null, as when nothing is set. */
function shardsIn(value: string): Shards | 'auto' | null {
  if (value === 'auto') return 'auto'
  const [, first, last, of] = (/^(\d{1,5})-(\d{1,5})\/(\d{1,5})$/.exec(value.replace(/^(\d+)\//, '$1-$1/')) ?? []).map(Number)
  return first !== undefined && last !== undefined && of !== undefined && first <= last && last < of ? { first, last, of } : null
}

export type DiscordChoice = Readonly<{
  token: string
  guildId: string | null
  messageContent: boolean
  /** the connections that this process keeps; null: all */
  shards: Shards | null
  /** interactions come by HTTP, and there is no gateway; null: by the gateway */
  http: Readonly<{ publicKey: string; host: string; port: number }> | null
  apiUrl: string | null
}> | null

export function discordOf(env: z.infer<typeof discordSettings>): DiscordChoice {
  if (env.DISCORD_TOKEN === null) return null
  const publicKey = env.DISCORD_PUBLIC_KEY?.toLowerCase() ?? null
  if (publicKey !== null && env.DISCORD_SHARDS !== null)
    throw new BorderBriefError(
      'config',
      'DISCORD_SHARDS is for the gateway, and with DISCORD_PUBLIC_KEY there is none: take one of them out of .env.',
    )
  const shards = env.DISCORD_SHARDS === null ? null : shardsIn(env.DISCORD_SHARDS)
  return {
    token: env.DISCORD_TOKEN,
    guildId: env.DISCORD_GUILD_ID,
    messageContent: env.DISCORD_MESSAGE_CONTENT,
    shards: shards === 'auto' ? null : shards,
    http: publicKey === null ? null : { publicKey, host: env.DISCORD_HOST, port: env.DISCORD_PORT },
    apiUrl: env.DISCORD_API_URL,
  }
}
