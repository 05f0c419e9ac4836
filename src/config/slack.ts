// Settings of Slack.
import { z } from 'zod'
import { BorderBriefError } from '../base/error.ts'
import { flag, listOf, optional, port, token, webAddress } from '../base/setting-forms.ts'

const EXTRAS = ['history', 'agent', 'export', 'welcome', 'links'] as const
// 32 bytes as `openssl rand -base64 32` writes them
const key = optional.refine(
  (value) => value === null || /^[A-Za-z0-9+/]{43}=$/.test(value),
  'must be 32 bytes in base64: openssl rand -base64 32',
)

export const slackSettings = z.object({
  SLACK_BOT_TOKEN: token('xoxb-'),
  SLACK_APP_TOKEN: token('xapp-'),
  SLACK_SIGNING_SECRET: optional,
  SLACK_PORT: port(3000),
  SLACK_HOST: z.string().default('127.0.0.1'),
  SLACK_API_URL: webAddress,
  SLACK_HISTORY: flag,
  SLACK_CLIENT_ID: optional,
  SLACK_CLIENT_SECRET: optional,
  SLACK_PUBLIC_URL: webAddress.refine(
    (value) => value === null || /^https?:\/\/[^/?#]+\/?$/.test(value),
    'must be an address without a path, like https://your.host',
  ),
  SLACK_TOKEN_KEY: key,
  SLACK_TOKEN_KEY_OLD: key,
  SLACK_ASK_FOR: listOf(
    new RegExp(`^(?:${EXTRAS.join('|')})$`),
    'must be some of history, agent, export, welcome, links with commas between them',
  ),
})

export type SlackChoice = Readonly<{
  /** null: every workspace brings its own when it installs the app */
  botToken: string | null
  appToken: string | null
  signingSecret: string | null
  port: number
  host: string
  apiUrl: string | null
  historyGranted: boolean
  install: Readonly<{
    clientId: string
    clientSecret: string
    publicUrl: string
    tokenKeys: readonly Uint8Array[]
    askFor: readonly (typeof EXTRAS)[number][]
  }> | null
}> | null

type Env = z.infer<typeof slackSettings>

export function slackOf(env: Env): SlackChoice {
  const install = installOf(env)
  if (env.SLACK_BOT_TOKEN === null && install === null) return null
  if (env.SLACK_APP_TOKEN === null && env.SLACK_SIGNING_SECRET === null) {
    throw new BorderBriefError(
      'config',
      'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside SLACK_BOT_TOKEN or SLACK_CLIENT_ID: set one of them in .env.',
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
    install,
  }
}

/** Many workspaces instead of one; all of its settings or none. */
function installOf(env: Env): NonNullable<SlackChoice>['install'] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: url, SLACK_TOKEN_KEY: newest } = env
  const given = { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, SLACK_PUBLIC_URL: url, SLACK_TOKEN_KEY: newest }
  const missing = Object.entries(given).flatMap(([name, value]) => (value === null ? [name] : []))
  if (missing.length === Object.keys(given).length) return null
  if (clientId === null || clientSecret === null || url === null || newest === null)
    throw new BorderBriefError('config', `To be installed in many Slack workspaces, ${missing.join(', ')} is missing: set it in .env.`)
  if (env.SLACK_BOT_TOKEN !== null)
    throw new BorderBriefError(
      'config',
      'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: take one of them out of .env; with SLACK_CLIENT_ID, have the app installed once more in yours.',
    )
  const tokenKeys = [newest, env.SLACK_TOKEN_KEY_OLD].flatMap((one) => (one === null ? [] : [Buffer.from(one, 'base64')]))
  const asked = new Set(env.SLACK_ASK_FOR)
  return { clientId, clientSecret, publicUrl: url.replace(/\/+$/, ''), tokenKeys, askFor: EXTRAS.filter((extra) => asked.has(extra)) }
}
