// What an operator should hear of Slack: tokens and scopes, each problem with its mend.
import { WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api'
import { hintOf } from '../../../base/error.ts'
import { appTokenFault, askIdentity, type SlackIdentity } from './identity.ts'
import { HISTORY_SCOPES, NEEDED_SCOPES } from './manifest.ts'
import type { SlackConfig } from './slack-config.ts'

export type CheckOptions = Readonly<{ config: SlackConfig; client: WebClient; clientOptions: () => WebClientOptions }>

/** Sentences for `doctor`; none when everything is well. Never throws. */
export async function checkSlack(options: CheckOptions): Promise<readonly string[]> {
  return [...(await botProblems(options)), ...(await appProblems(options))]
}

async function botProblems({ client, config }: CheckOptions): Promise<readonly string[]> {
  try {
    return scopeProblems(await askIdentity(client), config.historyGranted)
  } catch (error) {
    return [hintOf(error)]
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
