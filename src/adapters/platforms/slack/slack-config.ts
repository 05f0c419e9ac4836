// What has to be known to speak with one Slack workspace.

export type SlackConfig = Readonly<{
  /** null: each workspace brings its own, when the app is installed there (`install`) */
  botToken: string | null
  /** given: Socket Mode; null: HTTP, which needs the signing secret */
  appToken: string | null
  signingSecret: string | null
  host: string
  port: number
  /** null: Slack itself */
  apiUrl: string | null
  /** the app was granted history scopes; believed only where Slack does not name the scopes itself */
  historyGranted: boolean
  /** for many workspaces; absent or null: the one of the bot token */
  install?: SlackInstallConfig | null
}>

/** Scopes that buy something, by what they buy. */
export type SlackExtra = 'history' | 'agent' | 'export' | 'welcome' | 'links'

export type SlackInstallConfig = Readonly<{
  clientId: string
  clientSecret: string
  /** where browsers reach the pages for installing */
  publicUrl: string
  /** 32 bytes each; the first seals tokens, the others open what was sealed before */
  tokenKeys: readonly Uint8Array[]
  /** what workspaces are asked for beside what is needed */
  askFor: readonly SlackExtra[]
}>
