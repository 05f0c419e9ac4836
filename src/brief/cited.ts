// Makes citations, claims and coverage of what was selected; the words come from verify/.
import type { Answer, Coverage } from '../domain/answer.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit } from '../search/search.ts'
import { cite, claimOf } from '../verify/verify.ts'
import type { BriefDependencies } from './brief.ts'
import type { Draft } from './select.ts'

export function citationOf({ article, passage }: Hit): Citation {
  return cite(article, passage, { speaker: passage.speaker, hedge: passage.hedge })
}

/** The claim's words are those of the passage that says it best. */
export function claimFrom(draft: Draft): Claim {
  return claimOf(citationOf(draft.hit), ...draft.same.map(citationOf))
}

/** What was looked through: whose articles, of which days; `only`, when some were chosen, cannot be counted. */
export type Looked = Readonly<{ scope: Scope; since?: string | undefined; before?: string | undefined; only?: unknown }>

/** What the claims rest on: their articles, the independent voices among these, the newest date. Without a claim, what was searched in vain. */
export async function coverageOf(
  claims: readonly Claim[],
  { scope, since, before, only }: Looked,
  { index, articles, failingSources }: Pick<BriefDependencies, 'index' | 'articles' | 'failingSources'>,
): Promise<Coverage> {
  const failing = failingSources?.() ?? []
  const citations = claims.flatMap((claim) => claim.citations)
  const ids = [...new Set(citations.map((citation) => citation.articleId))]
  if (ids.length > 0) {
    const voices = await index.voices(ids, scope)
    return { articles: ids.length, voices: voices.length, newest: newestOf(citations), failingSources: failing }
  }
  const extent = only ? undefined : await articles?.extent(scope, { since, before })
  return { articles: extent?.articles ?? 0, voices: 0, newest: extent?.newest ?? null, failingSources: failing }
}

/** The days that were searched: those asked for, and where nothing was found up to the newest article there is. */
export function searchedOf(
  claims: readonly Claim[],
  { since, before }: Looked,
  newest: string | null,
): Pick<Answer['searched'], 'from' | 'to'> {
  return { from: since ?? null, to: before ?? (claims.length === 0 ? (newest?.slice(0, 10) ?? null) : null) }
}

/** The newest publication date among citations; null when none has one. */
export function newestOf(citations: readonly Citation[]): string | null {
  return citations.reduce<string | null>(
    (newest, { publishedAt }) => (publishedAt !== null && (newest === null || publishedAt > newest) ? publishedAt : newest),
    null,
  )
}
