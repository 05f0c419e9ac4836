// What was told here and has been taken back since by those who said it.
import type { Article } from '../domain/article.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Retraction } from '../render/render.ts'
import type { DigestDeps } from './digest.ts'
import type { Knowledge } from './knowledge.ts'
import type { KnownFact } from './known-fact.ts'

export type Retracted = Retraction & Readonly<{ fact: KnownFact }>

/** An article is hardly ever taken back after so long. */
const WATCHED_DAYS = 90
const MOST_LOOKED_AT = 2_000 // articles

/** Told facts of which an article that had them as its news was withdrawn; each counts once. */
export async function retractedFacts(
  knowledge: Knowledge,
  { scope, now }: Readonly<{ scope: Scope; now: Temporal.Instant }>,
  { articles }: Pick<DigestDeps, 'articles'>,
): Promise<readonly Retracted[]> {
  const since = now.subtract({ hours: 24 * WATCHED_DAYS }).toString()
  const told = [...knowledge.all()].filter((fact) => fact.standing === 'told' && !fact.retracted && fact.since >= since)
  const ids = [...new Set(told.flatMap((fact) => [...fact.leadIds]))].slice(-MOST_LOOKED_AT)
  const held = ids.length === 0 ? new Map<string, Article>() : await articles.many(ids, scope)
  const retracted: Retracted[] = []
  for (const fact of told) {
    const leads = [...fact.leadIds].flatMap((id) => held.get(id) ?? [])
    const gone = leads.filter((article) => article.withdrawnAt !== null)
    if (gone.length === 0) continue
    const quote = await quoteOf(fact, scope, articles)
    if (quote === null) continue
    retracted.push({
      fact,
      quote,
      sources: gone.map(({ label, headline }) => ({ label, headline })),
      earlier: { toldAt: fact.since, fact: fact.id },
      standing: leads.length - gone.length,
    })
  }
  return retracted
}

async function quoteOf({ source }: KnownFact, scope: Scope, articles: DigestDeps['articles']): Promise<string | null> {
  const article = await articles.get(source.articleId, scope, source.version)
  return article === null ? null : article.text.slice(source.start, source.end)
}
