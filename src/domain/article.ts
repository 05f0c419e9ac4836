// Articles: what a source hands over, what is stored, and what the index adds to it.
import type { Claim } from './claim.ts'

/** An abstract is our own-words account of somebody's article: never quoted, never a voice. */
export type ArticleKind = 'original' | 'abstract'

/** What a source handed over, untrusted: any field may be missing, wrong or hostile. */
export type RawArticle = Readonly<{
  id?: string | undefined
  url?: string | undefined
  publisher?: string | undefined
  agency?: string | undefined
  author?: string | undefined
  headline?: string | undefined
  publishedAt?: string | undefined
  language?: string | undefined
  text?: string | undefined
  html?: string | undefined
  kind?: ArticleKind | undefined
  about?: string | undefined
  fileName?: string | undefined
}>

/** One version of a cleaned, dated, attributed, stored text. `text` is the article and nothing else; every offset in the product is a UTF-16 offset into it. */
export type Article = Readonly<{
  id: string
  version: number
  /** Who sees it: OPERATOR for what everybody sees, else one workspace's key. */
  workspace: string
  kind: ArticleKind
  /** For an abstract: file name of the original it is about. */
  about: string | null
  /** publisher, else agency, else headline, else file name; never empty */
  label: string
  url: string | null
  publisher: string | null
  agency: string | null
  author: string | null
  headline: string | null
  /** ISO date (YYYY-MM-DD) or instant, as precise as the source said; null when it did not say. */
  publishedAt: string | null
  /** BCP 47, `und` when unknown */
  language: string
  text: string
  fileName: string | null
  /** id of the Source it came through, such as `folder:seeds` or a feed's URL */
  source: string
  /** ISO instant of this version's ingestion */
  ingestedAt: string
  /** ISO instant at which the source withdrew it; null while it stands. */
  withdrawnAt: string | null
  /** ISO instant at which it was forgotten for its age: only quotes are left of its text. Absent while it is kept. */
  forgottenAt?: string | undefined
}>

/** An article with what the index knows of it: the shape that `border-brief article` prints. */
export type IndexedArticle = Article & Readonly<{ summary: readonly Claim[]; familyId: string; storyId: string }>

/** The workspace key of what the operator configured: shared by all, read-only for them. */
export const OPERATOR = 'operator'
