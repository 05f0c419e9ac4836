// The link that adds the bot to a server, with the permissions it uses and no others (pure).

/** Discord's permission bits; without any of these something does not work. */
export const PERMISSION = {
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
} as const

const WANTED = Object.values(PERMISSION).reduce((all, bit) => all | bit, 0n)

/** The OAuth2 link for an application id (the number on the developer portal's General Information page). */
export function discordInvite(applicationId: string): string {
  const query = new URLSearchParams({ client_id: applicationId, permissions: String(WANTED), scope: 'bot applications.commands' })
  return `https://discord.com/oauth2/authorize?${query}`
}
