// What has to be known to speak with one Slack workspace.

export type SlackConfig = Readonly<{
  botToken: string
  /** given: Socket Mode; null: HTTP, which needs the signing secret */
  appToken: string | null
  signingSecret: string | null
  host: string
  port: number
  /** null: Slack itself */
  apiUrl: string | null
  /** the app was granted history scopes; believed only where Slack does not name the scopes itself */
  historyGranted: boolean
}>
