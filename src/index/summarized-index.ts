// The summarized index: passages, names, figures, families, stories, disputes, summaries, timeline. Front door of index/.
import type { Article, IndexedArticle } from '../domain/article.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Story, TimelineEntry } from '../domain/story.ts'
import type { Scope } from '../ports/article-store.ts'
import type { IndexRecord } from '../ports/index-store.ts'

export type SummarizedIndex = {
  /** Indexes one article version: passages, figures, family, story, summary. Doing it again changes nothing. */
  readonly add: (article: Article) => Promise<IndexRecord>
  readonly remove: (articleId: string) => Promise<void>
  readonly record: (articleId: string, scope: Scope) => Promise<IndexRecord | null>
  readonly records: (articleIds: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, IndexRecord>>
  readonly indexed: (article: Article, scope: Scope) => Promise<IndexedArticle>
  /** Independent voices among the articles: articles of one family, publisher or agency are one; abstracts are none. */
  readonly voices: (articleIds: readonly string[], scope: Scope) => Promise<readonly (readonly string[])[]>
  /** Every dispute in scope. */
  readonly disputes: (scope: Scope) => Promise<readonly Dispute[]>
  /** Disputes that one of these passages takes part in. */
  readonly disputesAmong: (passages: readonly AnnotatedPassage[], scope: Scope) => Promise<readonly Dispute[]>
  readonly stories: (scope: Scope) => Promise<readonly Story[]>
  /** Dated events in order; of the articles given, or of all in scope. */
  readonly timeline: (scope: Scope, articleIds?: readonly string[]) => Promise<readonly TimelineEntry[]>
}
