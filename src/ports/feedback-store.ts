// What people think of answers, for whoever runs the desk.
import type { Feedback } from '../domain/feedback.ts'

export type FeedbackStore = {
  /** A person's later word about the same answer takes the place of the earlier one. */
  readonly save: (feedback: Feedback) => Promise<void>
  /** Oldest first, read page by page; of all workspaces where none is named. */
  readonly all: (filter: Readonly<{ since?: string | undefined; workspace?: string | null | undefined }>) => AsyncIterable<Feedback>
  /** Of one workspace since an ISO instant. */
  readonly counts: (workspace: string, since: string) => Promise<Readonly<{ good: number; bad: number }>>
  /** Forgets what was said before an ISO instant; returns how many. */
  readonly prune: (before: string) => Promise<number>
  /** Forgets what a workspace said, or one person (keyed hash) in it; returns how many. */
  readonly erase: (workspace: string, person: string | null) => Promise<number>
}
