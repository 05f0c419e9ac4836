// Where it is kept how each answer came about: for "why", for an auditor, for as long as the operator says.
import type { AnswerRecord } from '../domain/answer-record.ts'

export type AnswerLog = {
  /** Keeps records; one whose id is there already is left alone. */
  readonly add: (records: readonly AnswerRecord[]) => Promise<void>
  /** Null when there is none of that id in the workspace. */
  readonly get: (id: string, workspace: string) => Promise<AnswerRecord | null>
  /** The newest of a channel that was answered to one person; null when there is none. */
  readonly lastIn: (channelKey: string, person: string | null) => Promise<AnswerRecord | null>
  /** Oldest first, streamed; `since`: an ISO instant. */
  readonly all: (filter: Readonly<{ since?: string | undefined; workspace?: string | undefined }>) => AsyncIterable<AnswerRecord>
  /** Forgets what is older than an ISO instant; returns how many. */
  readonly prune: (before: string) => Promise<number>
  /** Forgets everything of a workspace, or of one person (by keyed hash) in it; returns how many. */
  readonly erase: (workspace: string, person: string | null) => Promise<number>
}
