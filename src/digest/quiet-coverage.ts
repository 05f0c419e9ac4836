// What a day without news was looked for in: the articles here and the independent voices among them.
import type { Coverage } from '../domain/answer.ts'
import type { Scope } from '../ports/article-store.ts'
import type { DigestDeps } from './digest.ts'

/** Beyond this many articles their voices are not counted for one line. */
const MOST_COUNTED = 2_000

export type QuietCoverage = Readonly<{ coverage: Coverage; voicesKnown: boolean }>

/** Abstracts leave where the original is here. */
export async function quietCoverage(
  coverage: Coverage,
  { scope, now }: Readonly<{ scope: Scope; now: Temporal.Instant }>,
  { articles, index }: Pick<DigestDeps, 'articles' | 'index'>,
): Promise<QuietCoverage> {
  if (coverage.articles > MOST_COUNTED) return { coverage, voicesKnown: false }
  const tomorrow = now.add({ hours: 24 }).toString().slice(0, 10)
  const [originals, abstracts]: [string[], string[]] = [[], []]
  for await (const { id, kind, publishedAt } of articles.labels(scope))
    if (publishedAt === null || publishedAt < tomorrow) (kind === 'abstract' ? abstracts : originals).push(id)
  const ids = [...originals, ...(await standingAlone(abstracts, scope, articles))]
  const voices = await index.voices(ids, scope)
  return { coverage: { ...coverage, articles: ids.length, voices: voices.length }, voicesKnown: true }
}

async function standingAlone(abstracts: readonly string[], scope: Scope, articles: DigestDeps['articles']): Promise<readonly string[]> {
  if (abstracts.length === 0) return []
  const held = await articles.many(abstracts, scope)
  const about = [...held.values()].flatMap((article) => article.about ?? [])
  const originals = new Set(await articles.originalsAmong(about, scope))
  return abstracts.filter((id) => !originals.has(held.get(id)?.about ?? ''))
}
