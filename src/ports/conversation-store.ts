// Where threads are remembered, and which inbound events were seen.
import type { PlatformName, Thread } from '../domain/address.ts'
import type { Conversation, Turn } from '../domain/conversation.ts'

export type ConversationStore = {
  readonly get: (thread: Thread) => Promise<Conversation | null>
  /** Adds a turn, opening the conversation when it is the first. Keeps the newest 50. */
  readonly append: (thread: Thread, turn: Turn) => Promise<void>
  /** Forgets turns older than an ISO instant; returns how many. */
  readonly prune: (before: string) => Promise<number>
  /** Forgets everything said in a workspace; returns how many turns that were. */
  readonly erase: (workspace: Pick<Thread, 'platform' | 'workspace'>) => Promise<number>
}

/** Somebody by the platform's ids. */
export type Asker = Readonly<{ platform: PlatformName; workspace: string; person: string }>

/** Somebody whose event of this id was seen at an ISO instant, and not answered since. */
export type Unanswered = Omit<Asker, 'platform'> & Readonly<{ id: string; askedAt: string }>

export type InboundLog = {
  /** True the first time an id is seen, false ever after (ids are forgotten after 24 hours). Durable before it returns, as is who waits for its answer. */
  readonly firstSight: (id: string, at: string, asker?: Asker) => Promise<boolean>
  /** Nobody waits any more for the answer to this event. */
  readonly answered: (id: string) => Promise<void>
  /** Some who asked in the day before `at`, before an ISO instant, and still wait, the earliest first; nobody else is given them in the five minutes after `at`. */
  readonly takeUnanswered: (platform: PlatformName, before: string, at: string) => Promise<readonly Unanswered[]>
  /** Nobody is to be told for this person any more. */
  readonly forgetAsker: (asker: Asker) => Promise<void>
  /** Forgets ids seen before an ISO instant, and who asked then; returns how many ids. */
  readonly prune: (before: string) => Promise<number>
}
