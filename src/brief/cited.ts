// Makes citations, claims and coverage of what was selected; the words come from verify/.
import type { Answer, Coverage } from '../domain/answer.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit } from '../search/search.ts'
import { cite, claimOf } from '../verify/verify.ts'
import { tomorrowOf } from './as-of.ts'
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
export type Looked = Readonly<{
  scope: Scope
  now: Temporal.Instant
  since?: string | undefined
  before?: string | undefined
  only?: unknown
}>

/** What the claims, and the disputes told with them, rest on: their articles, the independent voices among these, the newest date. Without a claim, what was searched in vain; when nothing is as new as was asked, the newest there is. */
export async function coverageOf(
  { claims, disputes }: Pick<Answer, 'claims' | 'disputes'>,
  looked: Looked,
  { index, articles, failingSources }: Pick<BriefDependencies, 'index' | 'articles' | 'failingSources'>,
): Promise<Coverage> {
  const failing = failingSources?.(looked.scope) ?? []
  const disputed = claims.length === 0 ? [] : disputes.flatMap(({ positions }) => positions.flatMap((position) => position.claims))
  const citations = [...claims, ...disputed].flatMap((claim) => claim.citations)
  const ids = [...new Set(citations.map((citation) => citation.articleId))]
  if (ids.length > 0) {
    const voices = await index.voices(ids, looked.scope)
    return { articles: ids.length, voices: voices.length, newest: newestOf(citations), failingSources: failing }
  }
  return { articles: 0, voices: 0, newest: null, failingSources: failing, ...(await searchedInVain(looked, articles)) }
}

/** How many articles of the days asked for there are, and the newest of them; where there is none, the newest of all up to then. */
async function searchedInVain(
  { scope, now, since, before, only }: Looked,
  articles: BriefDependencies['articles'],
): Promise<Partial<Pick<Coverage, 'articles' | 'newest' | 'empty'>>> {
  if (only || articles === undefined) return {}
  const tomorrow = tomorrowOf(now)
  const until = before ?? tomorrow
  const open = since === undefined && before === undefined
  // Undated articles are held too where no days are asked for: those ahead are taken off the whole.
  const held = await articles.extent(scope, open ? {} : { since, before: until })
  const ahead = open ? (await articles.extent(scope, { since: tomorrow })).articles : 0
  const dated = open || held.articles === 0 ? await articles.extent(scope, { before: until }) : held
  const isAny = held.articles > 0 || dated.newest !== null || (await articles.extent(scope)).articles > 0
  return { articles: held.articles - ahead, newest: dated.newest, empty: !isAny }
}

/** The days that were searched: those asked for, and where nothing was found up to the newest article there is. */
export function searchedOf(
  claims: readonly Claim[],
  { since, before }: Pick<Looked, 'since' | 'before'>,
  newest: string | null,
): Pick<Answer['searched'], 'from' | 'to'> {
  const day = newest?.slice(0, 10) ?? null
  const reached = claims.length === 0 && day !== null && (since === undefined || day >= since) ? day : null
  return { from: since ?? null, to: before ?? reached }
}

/** The newest publication date among citations; null when none has one. */
export function newestOf(citations: readonly Citation[]): string | null {
  return citations.reduce<string | null>(
    (newest, { publishedAt }) => (publishedAt !== null && (newest === null || publishedAt > newest) ? publishedAt : newest),
    null,
  )
}
