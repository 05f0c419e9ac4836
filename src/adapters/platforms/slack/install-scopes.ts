// The scopes a workspace is asked for when it installs the app: those of the manifest (pure).
import { z } from 'zod'
import { slackManifest } from './manifest.ts'
import type { SlackExtra } from './slack-config.ts'

const Manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

export function botScopes(extras: readonly SlackExtra[]): readonly string[] {
  const wanted = {
    history: extras.includes('history'),
    agent: extras.includes('agent'),
    export: extras.includes('export'),
    welcome: extras.includes('welcome'),
    links: extras.includes('links') ? [] : undefined,
  }
  return Manifest.parse(slackManifest(wanted)).oauth_config.scopes.bot
}
