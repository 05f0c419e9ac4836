// Question → ranked passages, and how sure we are that one of them answers. Front door of search/.
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle, AnnotatedPassage } from '../domain/passage.ts'
import type { Scope } from '../ports/article-store.ts'

export type Hit = Readonly<{ article: Article; passage: AnnotatedPassage /** 0..1, comparable between questions */; score: number }>

export type SearchRequest = Readonly<{
  question: string
  scope: Scope
  now: Temporal.Instant
  limit: number
  /** only articles published on or after this ISO date */
  since?: string | undefined
  before?: string | undefined
}>

export type SearchResult = Readonly<{
  hits: readonly Hit[]
  /** 0..1: a source here answers this */
  confidence: number
  /** the question's own words that were searched for, stop words dropped */
  terms: readonly string[]
  /** what kind of thing answers it */
  answerType: 'person' | 'place' | 'date' | 'number' | 'reason' | 'manner' | 'yes-no' | 'other'
  /** asks about the present ("now", "today", "latest", "still") */
  asksForNow: boolean
}>

export type Search = {
  readonly add: (article: Article, annotated: AnnotatedArticle) => Promise<void>
  readonly remove: (articleId: string) => Promise<void>
  readonly find: (request: SearchRequest) => Promise<SearchResult>
}
