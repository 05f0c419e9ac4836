// The passages an edition looks through: of what came in since the last one, or of the newest there is before the first.
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit } from '../search/search.ts'
import type { DigestDeps } from './digest.ts'

export type GatherDeps = Pick<DigestDeps, 'brief' | 'index' | 'articles'>
/** `ahead`: dated after today; `before`: what changed articles said in the version before, by id. */
export type Gathered = Readonly<{ hits: readonly Hit[]; ahead: readonly string[]; before: ReadonlyMap<string, string> }>

type Wanted = Readonly<{ topic: Topic; scope: Scope; now: Temporal.Instant }>

/** A backlog is known by its newest articles: what is older comes back too seldom to be kept in mind. */
const BACKLOG = 120
const DAY_MS = 86_400_000

/** Of these articles what is on the topic; `ahead` are those dated after today, which wait for their day. */
export async function gather(articleIds: readonly string[], { topic, scope, now }: Wanted, deps: GatherDeps): Promise<Gathered> {
  if (articleIds.length === 0) return { hits: [], ahead: [], before: new Map() }
  const [articles, records] = await Promise.all([deps.articles.many(articleIds, scope), deps.index.records(articleIds, scope)])
  const standing = [...articles.values()].filter((article) => article.withdrawnAt === null)
  const isDue = ({ publishedAt }: { publishedAt: string | null }) =>
    publishedAt === null || dayOf(publishedAt) <= now.epochMilliseconds / DAY_MS
  const due = standing.filter(isDue)
  const all = due.flatMap((article): Hit[] => {
    const record = records.get(article.id)
    if (record === undefined || record.version !== article.version) return []
    return record.annotated.passages.map((passage) => ({ article, passage, score: 0 }))
  })
  const hits = await deps.brief.passagesOn({ topic, scope, now, hits: all })
  const changed = due.filter(({ version }) => version > 1)
  const versions = await Promise.all(changed.map(({ id, version }) => deps.articles.get(id, scope, version - 1)))
  const before = new Map(versions.flatMap((article) => (article === null ? [] : [[article.id, article.text] as const])))
  return { hits, ahead: standing.filter((article) => !isDue(article)).map(({ id }) => id), before }
}

/** Ids of the newest articles, undated ones among them, without those to leave out. */
export async function backlogOf(scope: Scope, without: ReadonlySet<string>, { articles }: GatherDeps): Promise<readonly string[]> {
  const labels: { id: string; day: string }[] = []
  for await (const { id, publishedAt } of articles.labels(scope)) if (!without.has(id)) labels.push({ id, day: publishedAt ?? '~' })
  labels.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
  return labels.slice(0, BACKLOG).map(({ id }) => id)
}

const dayOf = (iso: string) => Math.floor(Date.parse(iso) / DAY_MS)
