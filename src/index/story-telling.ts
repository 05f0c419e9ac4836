// Stories as a reader sees them: title, families, the newest and most central sentences.
import type { Article } from '../domain/article.ts'
import type { Story } from '../domain/story.ts'
import type { Scope } from '../ports/article-store.ts'
import type { IndexRecord } from '../ports/index-store.ts'
import { claimFrom, type Stores } from './minting.ts'
import type { Entry } from './shelf.ts'
import { summarize } from './summaries.ts'

const SUMMARY = 4 // sentences, at most one an article

/** Stories in scope, the one with the newest article first. `topics`: ids by story. */
export async function storiesAmong(
  entries: readonly Entry[],
  topics: ReadonlyMap<string, readonly string[]>,
  scope: Scope,
  stores: Stores,
): Promise<Story[]> {
  const groups = Map.groupBy(
    entries.filter((entry) => entry.counts),
    (entry) => entry.storyId,
  )
  const stories: Story[] = []
  for (const [storyId, members] of groups) {
    const ids = members.map((member) => member.articleId)
    const [articles, records] = await Promise.all([stores.articles.many(ids, scope), stores.records.many(ids, scope)])
    const story = tellStory(storyId, members, articles, records)
    if (story !== null) stories.push({ ...story, topics: topics.get(storyId) ?? [] })
  }
  return stories.sort((a, b) => compare(b.lastPublishedAt ?? '', a.lastPublishedAt ?? '') || compare(a.storyId, b.storyId))
}

function tellStory(
  storyId: string,
  members: readonly Entry[],
  articles: ReadonlyMap<string, Article>,
  records: ReadonlyMap<string, IndexRecord>,
): Omit<Story, 'topics'> | null {
  const held = members.flatMap((member) => articles.get(member.articleId) ?? [])
  const newestFirst = [...held].sort((a, b) => compare(b.publishedAt ?? '', a.publishedAt ?? '') || compare(a.id, b.id))
  const newest = newestFirst[0]
  if (newest === undefined) return null
  const dates = held.flatMap((article) => article.publishedAt ?? []).sort()
  const families = [...Map.groupBy(members, (member) => member.familyId).values()].map((family) => family.map((member) => member.articleId))
  const oneEach = families.flatMap((family) => newestFirst.find((article) => family.includes(article.id)) ?? [])
  const leads = [...oneEach].sort((a, b) => compare(b.publishedAt ?? '', a.publishedAt ?? '') || compare(a.id, b.id))
  const summary = leads.slice(0, SUMMARY).flatMap((article) => {
    const passage = summarize(records.get(article.id)?.annotated.passages ?? [], 1)[0]
    return passage === undefined || passage.version !== article.version ? [] : [claimFrom(article, passage)]
  })
  const title = newestFirst.find((article) => article.headline !== null)?.headline ?? summary[0]?.text ?? newest.label
  const firstPublishedAt = dates[0] ?? null
  return {
    storyId,
    title,
    articleIds: members.map((member) => member.articleId),
    families,
    summary,
    firstPublishedAt,
    lastPublishedAt: dates.at(-1) ?? null,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
