// Settings that were made and have no effect, because the one that switches their platform on was not (pure).

export type Waiting = Readonly<{ name: string; needs: string }>

const OF_SLACK = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_HISTORY', 'SLACK_ASK_FOR']
const OF_DISCORD = ['DISCORD_GUILD_ID', 'DISCORD_PUBLIC_KEY', 'DISCORD_MESSAGE_CONTENT', 'DISCORD_SHARDS']

/** Of the names of settings that were made: the first of each platform that waits, and for what. */
export function waitingAmong(made: readonly string[]): readonly Waiting[] {
  const isMade = (name: string) => made.includes(name)
  const slack = isMade('SLACK_BOT_TOKEN') || isMade('SLACK_CLIENT_ID') ? undefined : OF_SLACK.find(isMade)
  const discord = isMade('DISCORD_TOKEN') ? undefined : OF_DISCORD.find(isMade)
  return [
    ...(slack === undefined ? [] : [{ name: slack, needs: 'SLACK_BOT_TOKEN' }]),
    ...(discord === undefined ? [] : [{ name: discord, needs: 'DISCORD_TOKEN' }]),
  ]
}
