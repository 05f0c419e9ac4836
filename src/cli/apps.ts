// What is pasted into Slack's page of apps, checked as it was asked for.
import { slackManifest } from '../adapters/platforms/slack/manifest.ts'
import { UsageError } from './usage.ts'

export type ManifestCall = Readonly<{
  url?: string | undefined
  install?: string | undefined
  history: boolean
  agent: boolean
  export: boolean
  welcome: boolean
  json: boolean
}>

/** The manifest as it is printed. */
export function manifestText({ url, install, json, ...wanted }: ManifestCall): string {
  const requestUrl = url ?? null
  if (requestUrl !== null && !/^https:\/\/[^/]+\/\S*$/.test(requestUrl))
    throw new UsageError('--url takes the public address that Slack calls, like https://your.host/slack/events.')
  const installUrl = install ?? null
  if (installUrl !== null && !/^https:\/\/[^/?#]+\/?$/.test(installUrl))
    throw new UsageError('--install takes the public address that browsers reach, as in SLACK_PUBLIC_URL, like https://your.host.')
  return `${JSON.stringify(slackManifest({ requestUrl, installUrl, ...wanted }), null, json ? 0 : 2)}\n`
}
