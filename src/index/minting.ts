// Turns what the index found into claims a reader may see: each cut from the stored article by verify/.
import type { Article } from '../domain/article.ts'
import type { Claim } from '../domain/claim.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { cite, claimOf } from '../verify/verify.ts'

type Quotable = Pick<AnnotatedPassage, 'start' | 'end' | 'speaker' | 'hedge'>

/** The claim a passage makes, with who says it and how firmly. */
export function claimFrom(article: Article, passage: Quotable): Claim {
  return claimOf(cite(article, { start: passage.start, end: passage.end }, { speaker: passage.speaker, hedge: passage.hedge }))
}
