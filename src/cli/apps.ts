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
  links?: string | undefined
  json: boolean
}>

/** The manifest as it is printed. */
export function manifestText({ url, install, links, json, ...wanted }: ManifestCall): string {
  const requestUrl = url ?? null
  if (requestUrl !== null && !/^https:\/\/[^/]+\/\S*$/.test(requestUrl))
    throw new UsageError('--url takes the public address that Slack calls, like https://your.host/slack/events.')
  const installUrl = install ?? null
  if (installUrl !== null && !/^https:\/\/[^/?#]+\/?$/.test(installUrl))
    throw new UsageError('--install takes the public address that browsers reach, as in SLACK_PUBLIC_URL, like https://your.host.')
  return `${JSON.stringify(slackManifest({ requestUrl, installUrl, ...wanted, links: domainsIn(links) }), null, json ? 0 : 2)}\n`
}

const MOST_DOMAINS = 5 // Slack's limit
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i

function domainsIn(links: string | undefined): readonly string[] | undefined {
  const domains = links?.split(',').map((domain) => domain.trim())
  if (domains !== undefined && (domains.length > MOST_DOMAINS || !domains.every((domain) => DOMAIN.test(domain))))
    throw new UsageError('--links takes up to five sites, as Slack does: --links news.example.org,example.net.')
  return domains
}
