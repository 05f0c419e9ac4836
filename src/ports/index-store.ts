// Where the summarized index keeps what it knows of each article, so that it opens without reading every text again.
import type { CitationRef } from '../domain/conversation.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
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

/** A record of a standing article's newest version; `stamp` is another after every save, so that what was made of a record knows whether it still holds. */
export type Standing = Readonly<{ articleId: string; version: number; stamp: number }>

/** Some passages of a record by their place in it. */
export type Picked = Readonly<{ version: number; passages: ReadonlyMap<number, AnnotatedPassage> }>

export type IndexStore = {
  readonly save: (record: IndexRecord) => Promise<void>
  readonly get: (articleId: string, scope: Scope) => Promise<IndexRecord | null>
  readonly many: (articleIds: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, IndexRecord>>
  /** Passages at the places asked for, by article; what is not there is absent. */
  readonly pick: (places: ReadonlyMap<string, readonly number[]>, workspace: string) => Promise<ReadonlyMap<string, Picked>>
  readonly stamp: (articleId: string, workspace: string) => Promise<number | null>
  /** By article id, a page at a time. */
  readonly standing: (workspace: string) => AsyncIterable<readonly Standing[]>
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
