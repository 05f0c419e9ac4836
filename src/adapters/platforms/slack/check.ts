// What an operator should hear of Slack: tokens and scopes, each problem with its mend.
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api'
import { hintOf } from '../../../base/error.ts'
import { appTokenFault, askIdentity, installedTokenFault, type SlackIdentity } from './identity.ts'
import { HISTORY_SCOPES, NEEDED_SCOPES } from './manifest.ts'
import type { SlackConfig } from './slack-config.ts'

/** `name`: the workspace that installed the app; null for the one of the settings' token. */
export type Account = Readonly<{ name: string | null; client: WebClient }>
export type CheckOptions = Readonly<{ config: SlackConfig; clientOptions: () => WebClientOptions }>

const MOST_ASKED = 50 // workspaces; each takes a request

/** Sentences for `doctor`; none when everything is well. Never throws. */
export async function checkAccounts(accounts: readonly Account[], options: CheckOptions): Promise<readonly string[]> {
  const problems: string[] = []
  for (const account of accounts.slice(0, MOST_ASKED)) problems.push(...(await botProblems(account, options)))
  return [...problems, ...(await appProblems(options))]
}

async function botProblems({ name, client }: Account, { config }: CheckOptions): Promise<readonly string[]> {
  const of = name === null ? '' : `In the Slack workspace ${name}: `
  try {
    return scopeProblems(await askIdentity(client), config.historyGranted).map((sentence) => `${of}${sentence}`)
  } catch (error) {
    return [name === null ? hintOf(error) : installedTokenFault(name, error).hint]
  }
}

/** What is missing of what the code uses (pure). */
export function scopeProblems(identity: SlackIdentity, historyGranted: boolean): readonly string[] {
  const granted = identity.scopes
  if (granted === null) return []
  const sentence = ([scope, what]: [string, string]) =>
    `The Slack app lacks the scope ${scope}, needed for ${what}: add it under OAuth & Permissions and reinstall the app to the workspace.`
  const missing = Object.entries(NEEDED_SCOPES).filter(([scope]) => !granted.includes(scope))
  const anyHistory = Object.keys(HISTORY_SCOPES).some((scope) => granted.includes(scope))
  const untrue = historyGranted && !anyHistory
  return [
    ...missing.map(sentence),
    ...(untrue
      ? ['SLACK_HISTORY is yes, but the app has no history scope: add channels:history and groups:history, or set it to no.']
      : []),
  ]
}

async function appProblems({ config, clientOptions }: CheckOptions): Promise<readonly string[]> {
  if (config.appToken === null) return []
  try {
    // a client of its own: a token and its header must never meet another token's client
    await new WebClient(config.appToken, clientOptions()).apps.connections.open({})
    return []
  } catch (error) {
    // when nobody answers, the sentence about the bot token says so
    return error instanceof WebAPIPlatformError ? [appTokenFault(error).hint] : []
  }
}
