// Turns what the index found into claims a reader may see: each cut from the stored article by verify/.
import type { Article } from '../domain/article.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import { cite, claimOf, verifyVerbatim } from '../verify/verify.ts'

/** Where the texts are that claims are cut from. */
export type Stores = Readonly<{ articles: ArticleStore; records: IndexStore }>

type Quotable = Pick<AnnotatedPassage, 'start' | 'end' | 'speaker' | 'hedge'>

/** Whether its words may be shown at all: hidden characters, live markup and orders to a machine may not, wherever they stand. */
export function isFit({ text }: Pick<AnnotatedPassage, 'text'>): boolean {
  return verifyVerbatim(text).verdict !== 'drop'
}

/** The claim a passage makes, with who says it and how firmly; `also` cites others that say the same. */
export function claimFrom(article: Article, passage: Quotable, also: readonly Citation[] = []): Claim {
  return claimOf(citationOf(article, passage), ...also)
}

/** The citation of a passage; none when its article is gone. */
export function citationFrom(article: Article | undefined, passage: Quotable): Citation[] {
  return article === undefined ? [] : [citationOf(article, passage)]
}

function citationOf(article: Article, { start, end, speaker, hedge }: Quotable): Citation {
  return cite(article, { start, end }, { speaker, hedge })
}
