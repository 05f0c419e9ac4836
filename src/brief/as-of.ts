// What an answer may rest on as of a moment: nothing dated after its day; and how much that leaves out.
import type { Claim } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { TimelineEntry } from '../domain/story.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { SearchRequest } from '../search/search.ts'
import { claimOf } from '../verify/verify.ts'

type Only = SearchRequest['only']

const DAY_MS = 86_400_000

/** The filter of a search as of `now`, with the one that was asked for. Days are those of UTC; what has no date is never ahead. */
export function upTo(now: Temporal.Instant, only?: Only): NonNullable<Only> {
  const today = Math.floor(now.epochMilliseconds / DAY_MS)
  return (articleId, day) => (day === null || day <= today) && (only?.(articleId, day) ?? true)
}

/** ISO date of the first day that is left out. */
export function tomorrowOf(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 1 }).toString()
}

/** `ahead`: how many articles here are dated after the day of `now`; absent when none is. */
export async function aheadIn(
  scope: Scope,
  now: Temporal.Instant,
  articles: Pick<ArticleStore, 'extent'> | undefined,
): Promise<Readonly<{ ahead?: number }>> {
  const ahead = (await articles?.extent(scope, { since: tomorrowOf(now) }))?.articles ?? 0
  return ahead === 0 ? {} : { ahead }
}

/** Events as of `now`: those that only articles from later days tell are left out, and so are these articles where others tell them too. */
export function eventsUpTo(entries: readonly TimelineEntry[], now: Temporal.Instant): readonly TimelineEntry[] {
  return entries.flatMap((entry) => {
    const claim = claimUpTo(entry.claim, tomorrowOf(now))
    return claim === null ? [] : [claim === entry.claim ? entry : { ...entry, claim }]
  })
}

/** The disputes as far as allowed articles have them, voices counted anew; where these are at one there is none. */
export async function disputesAllowed(
  disputes: readonly Dispute[],
  { now, only, scope, index }: Readonly<{ now: Temporal.Instant; only?: Only; scope: Scope; index: Pick<SummarizedIndex, 'voices'> }>,
): Promise<readonly Dispute[]> {
  if (disputes.length === 0) return []
  const tomorrow = tomorrowOf(now)
  const allows = ({ citations: [cited] }: Claim) => isBefore(cited.publishedAt, tomorrow) && (only?.(cited.articleId, null) ?? true)
  const allowed = disputes.map(async (dispute) => {
    if (dispute.positions.every(({ claims }) => claims.every(allows))) return dispute
    const held = dispute.positions.map((position) => ({ ...position, claims: position.claims.filter(allows) }))
    const positions = held.filter(({ claims }) => claims.length > 0)
    if (positions.length < 2) return null
    const counted = positions.map(async (position) => ({
      ...position,
      voices: (await index.voices(articlesOf(position.claims), scope)).length,
    }))
    return { ...dispute, positions: await Promise.all(counted) }
  })
  return (await Promise.all(allowed)).filter((dispute) => dispute !== null)
}

const isBefore = (publishedAt: string | null, day: string) => publishedAt === null || publishedAt < day

const articlesOf = (claims: readonly Claim[]) => [
  ...new Set(claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId))),
]

function claimUpTo(claim: Claim, tomorrow: string): Claim | null {
  const [first, ...others] = claim.citations.filter(({ publishedAt }) => isBefore(publishedAt, tomorrow))
  if (first === undefined) return null
  return others.length + 1 === claim.citations.length ? claim : claimOf(first, ...others)
}
