// Settings of how much may be asked in Slack and Discord.
import { z } from 'zod'
import { whole } from '../base/setting-forms.ts'

export const chatSettings = z.object({
  LIMIT_PERSON: whole(1, 100_000, 40),
  LIMIT_CHANNEL: whole(1, 100_000, 120),
})

/** commands and questions a minute */
export type LimitsChoice = Readonly<{ personPerMinute: number; channelPerMinute: number }>

export function limitsOf(env: z.infer<typeof chatSettings>): LimitsChoice {
  return { personPerMinute: env.LIMIT_PERSON, channelPerMinute: env.LIMIT_CHANNEL }
}
