// Who the bot is in its workspace, and the sentences for when Slack will not say.
import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import { z } from 'zod'
import { BorderBriefError } from '../../../base/error.ts'

export type SlackIdentity = Readonly<{
  team: string
  /** web address of the workspace, null when Slack did not name it */
  site: string | null
  botUser: string
  botId: string
  /** the bot's name, as one writes it after @ */
  name: string
  /** scopes granted, null when Slack did not name them */
  scopes: readonly string[] | null
}>

const AuthTest = z.object({
  team_id: z.string(),
  url: z.string().optional(),
  user_id: z.string(),
  bot_id: z.string(),
  user: z.string().default('border-brief'),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
})

/** Asks Slack who the bot token belongs to. Throws BorderBriefError with the mend: `slack-token` when Slack refuses it, `slack-unreachable` when nobody answers. */
export async function askIdentity(client: WebClient): Promise<SlackIdentity> {
  const answer = await client.auth.test().catch((cause: unknown) => {
    throw authFault(cause)
  })
  const read = AuthTest.safeParse(answer)
  if (!read.success) {
    throw new BorderBriefError(
      'slack-token',
      'SLACK_BOT_TOKEN is not a bot token: copy the Bot User OAuth Token (xoxb-…) of your Slack app into it.',
    )
  }
  const { team_id: team, url: site = null, user_id: botUser, bot_id: botId, user: name, response_metadata: metadata } = read.data
  return { team, site, botUser, botId, name, scopes: metadata?.scopes ?? null }
}

function authFault(cause: unknown): BorderBriefError {
  if (cause instanceof WebAPIPlatformError && !/^(internal|fatal|request_timeout|service)/.test(cause.data.error)) {
    return new BorderBriefError(
      'slack-token',
      `Slack refuses SLACK_BOT_TOKEN (${cause.data.error}): copy the Bot User OAuth Token (xoxb-…) again, or reinstall the Slack app to the workspace.`,
      { cause },
    )
  }
  return unreachable(cause)
}

/** Slack refuses the token that a workspace gave when it installed the app; any other fault as it is. */
export function installedTokenFault(team: string, fault: unknown): BorderBriefError {
  if (!(fault instanceof BorderBriefError)) return unreachable(fault)
  if (fault.code !== 'slack-token') return fault
  const hint = `Slack refuses the token of the workspace ${team}: have the app installed there again; nothing of it is lost.`
  return new BorderBriefError('slack-token', hint, { cause: fault.cause })
}

/** Slack refuses the app token. */
export function appTokenFault(cause: WebAPIPlatformError): BorderBriefError {
  const mend = 'create an app-level token (xapp-…) with the scope connections:write under Basic Information, with Socket Mode switched on.'
  return new BorderBriefError('slack-token', `Slack refuses SLACK_APP_TOKEN (${cause.data.error}): ${mend}`, { cause })
}

/** Nobody answers, or nobody was asked: then for the reason why. */
export function unreachable(cause: unknown): BorderBriefError {
  if (cause instanceof Error && cause.cause instanceof BorderBriefError) return cause.cause
  const hint = 'Slack does not answer: check the network of this machine.'
  return new BorderBriefError('slack-unreachable', hint, { cause, retryable: true })
}
