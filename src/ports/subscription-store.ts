// Who wants which topic when, and what each channel has been told.
import type { Channel } from '../domain/address.ts'
import type { Subscription, ToldFact } from '../domain/subscription.ts'

export type SubscriptionStore = {
  /** Adds it, or replaces an older version of the same id. */
  readonly save: (subscription: Subscription) => Promise<void>
  readonly remove: (id: string, channel: Channel) => Promise<boolean>
  readonly ofChannel: (channel: Channel) => Promise<readonly Subscription[]>
  readonly all: () => Promise<readonly Subscription[]>
}

/** Channel memory at the level of facts; written only once a digest is known to have been posted. */
export type ChannelMemory = {
  readonly told: (channelKey: string) => Promise<readonly ToldFact[]>
  readonly remember: (channelKey: string, facts: readonly ToldFact[]) => Promise<void>
  /** Forgets what single people of a workspace were told when they asked (memories under a channel's key, `#` and a person's hash); of one, or of all; returns how many facts. */
  readonly forgetPeople: (workspace: string, person: string | null) => Promise<number>
}
