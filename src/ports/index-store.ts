// Where the summarized index keeps what it knows of each article, so that it opens without reading every text again.
import type { CitationRef } from '../domain/conversation.ts'
import type { AnnotatedArticle } from '../domain/passage.ts'
import type { Scope } from './article-store.ts'

export type IndexRecord = Readonly<{
  articleId: string
  version: number
  workspace: string
  familyId: string
  storyId: string
  /** what families and stories are found by; the index owns its meaning and its version */
  fingerprint: Readonly<{ kind: string; values: readonly number[] }>
  annotated: AnnotatedArticle
  summary: readonly CitationRef[]
}>

export type Fingerprinted = Omit<IndexRecord, 'annotated' | 'summary'>

export type IndexStore = {
  readonly save: (record: IndexRecord) => Promise<void>
  readonly get: (articleId: string, scope: Scope) => Promise<IndexRecord | null>
  readonly many: (articleIds: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, IndexRecord>>
  readonly all: (scope: Scope) => AsyncIterable<IndexRecord>
  /** Every record of every workspace without its passages: what the index opens with. It shows nothing of one workspace to another. */
  readonly fingerprints: () => AsyncIterable<Fingerprinted>
  /** Gives a record another family and story; nothing when there is no such record. */
  readonly place: (articleId: string, workspace: string, place: Pick<IndexRecord, 'familyId' | 'storyId'>) => Promise<void>
  /** Of one workspace, or of all that hold the id. */
  readonly remove: (articleId: string, workspace?: string) => Promise<void>
  /** Ids of standing articles whose newest version has no record yet (of one workspace, or of all): what a crash between two writes left behind. */
  readonly unindexed: (workspace?: string) => Promise<readonly string[]>
}
