// Where people are: platform, workspace, channel, thread.

export type PlatformName = 'slack' | 'discord' | 'web' | 'console'

/** Where a press of a button can open a form. */
export const WITH_FORMS: ReadonlySet<PlatformName> = new Set(['slack', 'discord'])

/** A channel on a platform. `workspace` is the Slack team or Discord server; a Discord DM's is the person's id with a `dm:` prefix. */
export type Channel = Readonly<{ platform: PlatformName; workspace: string; channel: string }>

/** A thread in a channel; conversations are kept per thread. */
export type Thread = Channel & Readonly<{ thread: string }>

export type Person = Readonly<{ id: string; timeZone: string | null }>

/** Where people find a message, in the platform's own parts: Slack's workspace by its web address, Discord's server by its id, null in a direct message. */
export type MessageAddress =
  | Readonly<{ platform: 'slack'; site: string; channel: string; message: string; thread: string | null }>
  | Readonly<{ platform: 'discord'; server: string | null; channel: string; message: string }>

/** The storage key of a workspace, unique over platforms: `slack:T123`. */
export function workspaceKey(channel: Pick<Channel, 'platform' | 'workspace'>): string {
  return `${channel.platform}:${channel.workspace}`
}

/** The storage key of one person of a workspace (its key), by whom nobody can tell who it is: `slack:T123:direct:` and the keyed hash. */
export function personPlace(workspace: string, personKey: string): string {
  return `${workspace}:direct:${personKey}`
}

/** The storage key of a channel: `slack:T123:C9`. */
export function channelKey(channel: Channel): string {
  return `${workspaceKey(channel)}:${channel.channel}`
}

/** The thread of what is said under a message. Discord has no threads in direct messages: each of these is one conversation, by its channel. */
export function threadUnder(channel: Channel, messageId: string): Thread {
  return { ...channel, thread: channel.workspace.startsWith('dm:') ? channel.channel : messageId }
}

/** The storage key of a thread: `slack:T123:C9:1700000000.000100`. */
export function threadKey(thread: Thread): string {
  return `${channelKey(thread)}:${thread.thread}`
}
