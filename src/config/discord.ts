// Settings of Discord.
import { z } from 'zod'
import { flag, optional, webAddress } from '../base/setting-forms.ts'

export const discordSettings = z.object({
  DISCORD_TOKEN: optional,
  DISCORD_GUILD_ID: optional.refine(
    (value) => value === null || /^\d{5,25}$/.test(value),
    'must be the number Discord shows as the server id',
  ),
  DISCORD_MESSAGE_CONTENT: flag,
  DISCORD_SHARDS: optional.refine((value) => value === null || shardsIn(value) !== null, 'must be auto, or a part of all such as 0-3/8'),
  DISCORD_API_URL: webAddress,
})

type Shards = Readonly<{ first: number; last: number; of: number }>

/** `0-3/8`: the first four of eight. `auto`: null, as when nothing is set. */
function shardsIn(value: string): Shards | 'auto' | null {
  if (value === 'auto') return 'auto'
  const [, first, last, of] = (/^(\d{1,5})-(\d{1,5})\/(\d{1,5})$/.exec(value) ?? []).map(Number)
  return first !== undefined && last !== undefined && of !== undefined && first <= last && last < of ? { first, last, of } : null
}

export type DiscordChoice = Readonly<{
  token: string
  guildId: string | null
  messageContent: boolean
  /** the connections that this process keeps; null: all */
  shards: Shards | null
  apiUrl: string | null
}> | null

export function discordOf(env: z.infer<typeof discordSettings>): DiscordChoice {
  if (env.DISCORD_TOKEN === null) return null
  const shards = env.DISCORD_SHARDS === null ? null : shardsIn(env.DISCORD_SHARDS)
  return {
    token: env.DISCORD_TOKEN,
    guildId: env.DISCORD_GUILD_ID,
    messageContent: env.DISCORD_MESSAGE_CONTENT,
    shards: shards === 'auto' ? null : shards,
    apiUrl: env.DISCORD_API_URL,
  }
}
