// What an operator should mend on Discord's side, each as one sentence.
import { z } from 'zod'
import type { DiscordConfig } from './bot.ts'
import { discordInvite } from './invite.ts'
import type { Attempt, Transport } from './transport.ts'

const Application = z.object({ id: z.string(), flags: z.number().default(0) })
// Application flags: the message content intent, for verified and for unverified bots.
const MESSAGE_CONTENT = (1 << 18) | (1 << 19)

/** Checks token, application, intent and server; empty when all is well. */
export async function checkDiscord(transport: Transport, config: DiscordConfig): Promise<readonly string[]> {
  const attempt = await transport.send('GET', '/applications/@me')
  if (attempt.kind !== 'answered') return [`Discord cannot be reached (${attempt.reason}): check the network of this machine.`]
  if (attempt.status === 401) {
    return ['Discord refuses the token: copy it anew from the developer portal, under Bot → Reset Token, into DISCORD_TOKEN.']
  }
  const application = attempt.status === 200 ? Application.safeParse(attempt.body).data : undefined
  if (application === undefined) return [`Discord answered with status ${attempt.status}: see https://discordstatus.com and try again.`]
  const problems: string[] = []
  if (config.messageContent && (application.flags & MESSAGE_CONTENT) === 0) {
    problems.push(
      'DISCORD_MESSAGE_CONTENT is on, but the intent is not granted: switch on Message Content Intent in the developer portal under Bot, or set it to no.',
    )
  }
  if (config.guildId != null && !isIn(await transport.send('GET', `/guilds/${config.guildId}`))) {
    problems.push(`The bot is not in the server that DISCORD_GUILD_ID names: add it with ${discordInvite(application.id)}`)
  }
  return problems
}

function isIn(attempt: Attempt): boolean {
  return attempt.kind !== 'answered' || (attempt.status !== 404 && attempt.status !== 403)
}
