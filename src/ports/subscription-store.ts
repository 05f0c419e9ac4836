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

/** A fact that nobody has said for longer than a year and a month is forgotten: an anniversary is still known for what it is. */
export const MEMORY_DAYS = 400
/** Of one channel; those told or heard longest ago go first. */
export const MEMORY_FACTS = 3_000

/** In which delivery a fact was told, and under which number its message shows it. */
export type Telling = Readonly<{ fact: string; deliveryId: string; number: number }>

/** Channel memory at the level of facts; written only once a digest is known to have been posted. A key holds the value told last. */
export type ChannelMemory = {
  /** Oldest telling first. */
  readonly told: (channelKey: string) => Promise<readonly ToldFact[]>
  readonly remember: (channelKey: string, facts: readonly ToldFact[]) => Promise<void>
  /** Keeps where facts were told; where one was told first stays. */
  readonly keepTellings: (channelKey: string, tellings: readonly Telling[], toldAt: string) => Promise<void>
  /** Where these facts were told, as far as that is known. */
  readonly tellings: (channelKey: string, facts: readonly string[]) => Promise<readonly Telling[]>
  /** Forgets all that was told under a key: of a watch that was ended. */
  readonly forget: (channelKey: string) => Promise<void>
  /** Forgets what is older or more than a memory holds, of all keys; returns how many facts. */
  readonly forgetOld: (now: string) => Promise<number>
  /** Forgets what single people of a workspace were told when they asked (memories under a channel's key, `#` and a person's hash); of one, or of all; returns how many facts. */
  readonly forgetPeople: (workspace: string, person: string | null) => Promise<number>
}
