// What is kept of single people beside records and feedback: what they said in threads, whose subscriptions are theirs, what they are still to be told.
import type { PlatformName } from '../domain/address.ts'

/** `id` as the platform names the person, `key` as a keyed hash. */
export type KnownPerson = Readonly<{ platform: PlatformName; workspace: string; id: string; key: string }>

export type ForgottenPerson = Readonly<{
  /** turns of threads */
  turns: number
  /** that nobody is named for any more; the channels go on getting them */
  subscriptions: number
  notices: number
}>

export type PeopleStore = {
  /** Forgets what a person said in threads, with what was carried over from it, and their name. To be called while the records of answers still say whose they were. */
  readonly forget: (person: KnownPerson) => Promise<ForgottenPerson>
}
