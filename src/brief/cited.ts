// Makes citations, claims and coverage of what was selected; the words come from verify/.
import type { Coverage } from '../domain/answer.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit } from '../search/search.ts'
import { cite, claimOf } from '../verify/verify.ts'
import type { Draft } from './select.ts'

export function citationOf({ article, passage }: Hit): Citation {
  return cite(article, passage, { speaker: passage.speaker, hedge: passage.hedge })
}

/** The claim's words are those of the passage that says it best. */
export function claimFrom(draft: Draft): Claim {
  return claimOf(citationOf(draft.hit), ...draft.same.map(citationOf))
}

/** What the claims rest on: their articles, the independent voices among these, the newest date. */
export async function coverageOf(
  claims: readonly Claim[],
  index: SummarizedIndex,
  scope: Scope,
  failingSources: readonly string[],
): Promise<Coverage> {
  const citations = claims.flatMap((claim) => claim.citations)
  const articleIds = [...new Set(citations.map((citation) => citation.articleId))]
  const voices = articleIds.length === 0 ? [] : await index.voices(articleIds, scope)
  return { articles: articleIds.length, voices: voices.length, newest: newestOf(citations), failingSources }
}

/** The newest publication date among citations; null when none has one. */
export function newestOf(citations: readonly Citation[]): string | null {
  return citations.reduce<string | null>(
    (newest, { publishedAt }) => (publishedAt !== null && (newest === null || publishedAt > newest) ? publishedAt : newest),
    null,
  )
}
