// Passages → draft → (model) → verify → Answer. Front door of brief/.
import type { Answer } from '../domain/answer.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'

export type AskRequest = Readonly<{
  question: string
  scope: Scope
  now: Temporal.Instant
  /** how many passages to return as `evidence`; none when absent */
  evidence?: number | undefined
  since?: string | undefined
  before?: string | undefined
}>

export type BriefTopicRequest = Readonly<{
  topic: Topic
  scope: Scope
  now: Temporal.Instant
  since?: string | undefined
  evidence?: number | undefined
}>

export type Brief = {
  readonly ask: (request: AskRequest) => Promise<Answer>
  readonly briefTopic: (request: BriefTopicRequest) => Promise<Answer>
  /** Reads `--since` and "since Monday": an ISO date or words, against now; null when it is neither. ISO date. */
  readonly readSince: (words: string, now: Temporal.Instant) => string | null
}
