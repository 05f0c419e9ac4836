// What each source brought before, in short: what it brings now is held against it.
import type { SourcePast } from '../domain/source-past.ts'

export type PastStore = {
  /** Null where nothing is kept of it. */
  readonly get: (sourceId: string) => Promise<SourcePast | null>
  readonly put: (sourceId: string, past: SourcePast) => Promise<void>
  /** It is learnt anew. */
  readonly drop: (sourceId: string) => Promise<void>
}
