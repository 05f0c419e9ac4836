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
  DISCORD_API_URL: webAddress,
})

export type DiscordChoice = Readonly<{ token: string; guildId: string | null; messageContent: boolean; apiUrl: string | null }> | null

export function discordOf(env: z.infer<typeof discordSettings>): DiscordChoice {
  if (env.DISCORD_TOKEN === null) return null
  return {
    token: env.DISCORD_TOKEN,
    guildId: env.DISCORD_GUILD_ID,
    messageContent: env.DISCORD_MESSAGE_CONTENT,
    apiUrl: env.DISCORD_API_URL,
  }
}
