// Citations and claims: the only things a reader is shown as fact. Only verify/ can make them.
import type { ArticleKind } from './article.ts'

declare const verified: unique symbol

/** A slice of a stored article version: `article.text.slice(start, end) === quote`. The brand can only be minted in verify/. */
export type Citation = Readonly<{
  articleId: string
  version: number
  kind: ArticleKind
  label: string
  publisher: string | null
  publishedAt: string | null
  url: string | null
  /** who says it, as named in the article; null when the article says it itself */
  speaker: string | null
  /** the hedge in the article's words: "unconfirmed", "according to reports", "denied"; null when there is none */
  hedge: string | null
  start: number
  end: number
  quote: string
}> & { readonly [verified]: true }

/** One sentence of a briefing with its citations. */
export type Claim = Readonly<{ text: string; citations: readonly [Citation, ...Citation[]] }>

/** What a group of claims is called: words that each of them holds. Only verify/ can make it. */
export type Heading = string & { readonly [verified]: true }

/** Claims that stand together, by their places among the claims of their answer. */
export type Group = Readonly<{ heading: Heading | null; claims: readonly number[] }>
