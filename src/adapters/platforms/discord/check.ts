// What an operator should mend on Discord's side, each as one sentence.
import { z } from 'zod'
import type { DiscordConfig } from './bot.ts'
import { DISCORD_PATH } from './http-edge.ts'
import { WRONG_KEY } from './http-gateway.ts'
import { discordInvite } from './invite.ts'
import { oneLine } from './markdown.ts'
import { missingNames } from './permissions.ts'
import type { Attempt, Transport } from './transport.ts'

const Application = z.object({
  id: z.string(),
  flags: z.number().default(0),
  verify_key: z.string().nullish(),
  interactions_endpoint_url: z.string().nullish(),
})
const Servers = z.array(z.object({ name: z.string(), permissions: z.string().regex(/^\d+$/) }))
const MOST_NAMED = 5
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
  const problems = [...wayProblems(application, config)]
  if (config.messageContent && (application.flags & MESSAGE_CONTENT) === 0) {
    problems.push(
      'DISCORD_MESSAGE_CONTENT is on, but the intent is not granted: switch on Message Content Intent in the developer portal under Bot, or set it to no.',
    )
  }
  if (config.guildId != null && !isIn(await transport.send('GET', `/guilds/${config.guildId}`))) {
    problems.push(`The bot is not in the server that DISCORD_GUILD_ID names: add it with ${discordInvite(application.id)}`)
  }
  return [...problems, ...(await serverProblems(transport, application.id))]
}

type Told = z.infer<typeof Application>

/** Interactions come one way or the other, as the developer portal says, and both sides must mean the same. */
function wayProblems(
  { verify_key: key, interactions_endpoint_url: address }: Told,
  { http, messageContent }: DiscordConfig,
): readonly string[] {
  if (http == null) {
    if (address == null || address === '') return []
    return [
      `Discord sends commands and buttons to ${oneLine(address).slice(0, 200)}, not here: set DISCORD_PUBLIC_KEY to take them there, or empty Interactions Endpoint URL in the developer portal.`,
    ]
  }
  const problems: string[] = key != null && key !== http.publicKey ? [WRONG_KEY] : []
  if (address == null || address === '')
    problems.push(
      `Discord knows no address for commands and buttons: while the bot runs, set Interactions Endpoint URL in the developer portal to https://your.host${DISCORD_PATH}, and let your proxy pass it to ${http.host}:${http.port}.`,
    )
  if (messageContent)
    problems.push(
      'DISCORD_MESSAGE_CONTENT does nothing over HTTP, where no messages are heard: set it to no, or take out DISCORD_PUBLIC_KEY.',
    )
  return problems
}

/** In no server, or in one where the link that adds it was changed on the way: what then does not work is hard to find out there. */
async function serverProblems(transport: Transport, applicationId: string): Promise<readonly string[]> {
  const attempt = await transport.send('GET', '/users/@me/guilds')
  const servers = attempt.kind === 'answered' && attempt.status === 200 ? Servers.safeParse(attempt.body).data : undefined
  if (servers === undefined) return []
  const invite = discordInvite(applicationId)
  if (servers.length === 0) return [`The bot is in no server yet: add it with ${invite}`]
  const lacking = servers.flatMap(({ name, permissions }): readonly string[] => {
    const missing = missingNames(BigInt(permissions))
    return missing.length === 0 ? [] : [`In the server “${oneLine(name).slice(0, 60)}” the bot lacks ${missing.join(', ')}`]
  })
  const more = lacking.length > MOST_NAMED ? ` (and ${lacking.length - MOST_NAMED} servers more)` : ''
  return lacking.slice(0, MOST_NAMED).map((words) => `${words}${more}: add it there again with ${invite}`)
}

function isIn(attempt: Attempt): boolean {
  return attempt.kind !== 'answered' || (attempt.status !== 404 && attempt.status !== 403)
}
