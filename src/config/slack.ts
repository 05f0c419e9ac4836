// Settings of Slack.
import { z } from 'zod'
import { BorderBriefError } from '../base/error.ts'
import { flag, optional, port, token, webAddress } from '../base/setting-forms.ts'

export const slackSettings = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: optional,
  SLACK_PORT: port(3000),
  SLACK_HOST: z.string().default('127.0.0.1'),
  SLACK_API_URL: webAddress,
  SLACK_HISTORY: flag,
})

export type SlackChoice = Readonly<{
  botToken: string
  appToken: string | null
  signingSecret: string | null
  port: number
  host: string
  apiUrl: string | null
  historyGranted: boolean
}> | null

export function slackOf(env: z.infer<typeof slackSettings>): SlackChoice {
  if (env.SLACK_BOT_TOKEN === null) return null
  if (env.SLACK_APP_TOKEN === null && env.SLACK_SIGNING_SECRET === null) {
    throw new BorderBriefError(
      'config',
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN: set one of them in .env.',
    )
  }
  return {
    botToken: env.SLACK_BOT_TOKEN,
    appToken: env.SLACK_APP_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET,
    port: env.SLACK_PORT,
    host: env.SLACK_HOST,
    apiUrl: env.SLACK_API_URL,
    historyGranted: env.SLACK_HISTORY,
  }
}
