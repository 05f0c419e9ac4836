// Where threads are remembered, and which inbound events were seen.
import type { Thread } from '../domain/address.ts'
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

export type InboundLog = {
  /** True the first time an id is seen, false ever after (ids are forgotten after 24 hours). Durable before it returns. */
  readonly firstSight: (id: string, at: string) => Promise<boolean>
  /** Forgets ids seen before an ISO instant; returns how many. */
  readonly prune: (before: string) => Promise<number>
}
