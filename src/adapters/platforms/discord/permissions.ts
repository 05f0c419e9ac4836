// What stands in the way of posting in a channel, as one sentence with the mend (pure).
import { discordInvite, PERMISSION } from './invite.ts'

/** Where something was said, as far as posting goes. `permissions` are the bot's own there. */
export type Standing =
  | Readonly<{ kind: 'direct' }>
  /** a conversation that the bot is no member of: somebody else's direct messages, or a server it was not added to */
  | Readonly<{ kind: 'stranger'; inGuild: boolean }>
  | Readonly<{ kind: 'guild'; permissions: bigint; isThread: boolean; isPost: boolean; takesThreads: boolean }>

const NAMES: readonly (readonly [bigint, string])[] = [
  [PERMISSION.VIEW_CHANNEL, 'View Channel'],
  [PERMISSION.SEND_MESSAGES, 'Send Messages'],
  [PERMISSION.SEND_MESSAGES_IN_THREADS, 'Send Messages in Threads'],
  [PERMISSION.CREATE_PUBLIC_THREADS, 'Create Public Threads'],
  [PERMISSION.READ_MESSAGE_HISTORY, 'Read Message History'],
  [PERMISSION.ATTACH_FILES, 'Attach Files'],
]
/** Whoever has it has every other permission. */
export const ADMINISTRATOR = 1n << 3n

function has(permissions: bigint, bit: bigint): boolean {
  return (permissions & ADMINISTRATOR) !== 0n || (permissions & bit) !== 0n
}

/** Why the bot cannot post by itself in the channel later on; null when it can. */
export function hindrance(standing: Standing, applicationId: string): string | null {
  if (standing.kind === 'direct') return null
  if (standing.kind === 'stranger') return strangerSentence(standing.inGuild, applicationId)
  // A post of a forum is a thread in which nothing can be opened; elsewhere later parts stand in a thread.
  const messages = standing.isPost ? [] : [PERMISSION.SEND_MESSAGES]
  return missingSentence(standing.permissions, [PERMISSION.VIEW_CHANNEL, ...messages, PERMISSION.SEND_MESSAGES_IN_THREADS])
}

/** Why the bot cannot show a file there; null when it can. */
export function fileHindrance(standing: Standing): string | null {
  return standing.kind === 'guild' ? missingSentence(standing.permissions, [PERMISSION.ATTACH_FILES]) : null
}

/** Why the bot cannot answer a message where it was written; null when it can. */
export function answerHindrance(standing: Standing): string | null {
  if (standing.kind !== 'guild' || canPost(standing)) return null
  return missingSentence(standing.permissions, [PERMISSION.VIEW_CHANNEL, postingBit(standing)])
}

/** Why no thread can be opened from a message there; null when one can. */
export function threadHindrance(standing: Standing, applicationId: string): string | null {
  if (standing.kind === 'direct') return 'There are no threads in direct messages: just ask here, and I will know what it is about.'
  if (standing.kind === 'stranger') return strangerSentence(standing.inGuild, applicationId)
  if (!standing.takesThreads) return 'Threads cannot be opened here: mention me or press “Ask a follow-up” to go on.'
  return missingSentence(standing.permissions, [
    PERMISSION.VIEW_CHANNEL,
    PERMISSION.CREATE_PUBLIC_THREADS,
    PERMISSION.SEND_MESSAGES_IN_THREADS,
  ])
}

/** Whether the bot can write a message right where it was spoken to. */
export function canPost(standing: Standing): boolean {
  if (standing.kind !== 'guild') return standing.kind === 'direct'
  return has(standing.permissions, PERMISSION.VIEW_CHANNEL) && has(standing.permissions, postingBit(standing))
}

const postingBit = ({ isThread }: Readonly<{ isThread: boolean }>) =>
  isThread ? PERMISSION.SEND_MESSAGES_IN_THREADS : PERMISSION.SEND_MESSAGES

/** The names of what is missing, as Discord's settings show them. */
export function missingNames(permissions: bigint, wanted: readonly bigint[] = Object.values(PERMISSION)): readonly string[] {
  return NAMES.filter(([bit]) => wanted.includes(bit) && !has(permissions, bit)).map(([, name]) => `“${name}”`)
}

function missingSentence(permissions: bigint, wanted: readonly bigint[]): string | null {
  const missing = missingNames(permissions, wanted)
  if (missing.length === 0) return null
  return `I am missing ${missing.join(' and ')} in this channel: allow it under Edit Channel → Permissions for my role, then try again.`
}

function strangerSentence(inGuild: boolean, applicationId: string): string {
  if (!inGuild) return 'I am not part of this conversation, so I cannot post here by myself: send me a direct message instead.'
  return `I am not a member of this server, so I cannot post here by myself: ask somebody who manages it to add me with ${discordInvite(applicationId)}`
}
