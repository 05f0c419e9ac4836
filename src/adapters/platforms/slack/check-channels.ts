// For `doctor`: whether the bot is still in the channels that something is sent to. One request a channel, where the app may look at channels at all.
import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import type { Channel } from '../../../domain/address.ts'
import type { ChannelCheck } from '../../../ports/platform.ts'
import type { SlackIdentity } from './identity.ts'

const Found = z.object({
  channel: z.object({ name: z.string().default(''), is_archived: z.boolean().default(false), is_member: z.boolean() }),
})

/** The bot in a workspace, as far as asking goes. */
export type Asked = Readonly<{ client: WebClient; identity: () => Promise<SlackIdentity> }>

const LOOKING = ['channels:read', 'groups:read']
const WHY = `Slack tells only an app that was granted ${LOOKING.join(' and ')} (slack-manifest --welcome); a post that is refused pauses its digest and is told to who subscribed`

/** What keeps a digest from arriving in these channels. Never throws. */
export async function checkChannels(channels: readonly Channel[], of: (team: string) => Asked): Promise<ChannelCheck> {
  const bots = new Map<string, Promise<string | null>>()
  const said: (string | null)[] = []
  for (const { workspace, channel } of channels.filter((one) => !one.channel.startsWith('D'))) {
    // direct messages need nobody's leave
    const asked = of(workspace)
    const bot = bots.get(workspace) ?? lookingAs(asked)
    bots.set(workspace, bot)
    said.push(...(await problemOf(channel, await bot, asked)))
  }
  const problems = said.filter((one) => one !== null)
  return { problems, unsaid: said.length - problems.length, why: WHY }
}

/** The bot's name; null where it may not look at channels. */
async function lookingAs({ identity }: Asked): Promise<string | null> {
  const known = await identity().catch(() => null)
  if (known === null) return null
  const { name, scopes } = known
  return scopes === null || LOOKING.some((scope) => scopes.includes(scope)) ? name : null
}

/** None where all is well, a sentence, or null where Slack does not say. */
async function problemOf(id: string, bot: string | null, { client }: Asked): Promise<readonly (string | null)[]> {
  if (bot === null) return [null]
  try {
    const { channel } = Found.parse(await client.conversations.info({ channel: id }))
    const called = channel.name === '' ? id : `#${channel.name}`
    if (channel.is_archived)
      return [`The Slack channel ${called} is archived, and something is sent to it: unarchive it, or subscribe another channel.`]
    if (channel.is_member) return []
    return [`The bot is not in the Slack channel ${called}, to which something is sent: type /invite @${bot} there.`]
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'channel_not_found') return [null]
    return [
      `Slack does not show the bot the channel ${id}, to which something is sent: it is gone, or the bot has to be invited there again.`,
    ]
  }
}
