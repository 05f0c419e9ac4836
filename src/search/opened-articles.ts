// Articles with their passages as the stores have them, the last few hundred kept at hand.
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { Opened } from './find.ts'

const KEPT = 1024 // articles; some 30 KB each with their passages

export type OpenedArticles = Readonly<{
  many: (ids: readonly string[], scope: Scope) => Promise<ReadonlyMap<string, Opened>>
  forget: (articleId: string) => void
}>

export function openedArticles(articles: ArticleStore, records: IndexStore): OpenedArticles {
  const kept = new Map<string, Opened>()

  const keep = (id: string, opened: Opened) => {
    kept.delete(id)
    kept.set(id, opened)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
  }

  return {
    forget: (articleId) => kept.delete(articleId),
    many: async (ids, scope) => {
      const missing = ids.filter((id) => !kept.has(id) || !scope.includes(kept.get(id)?.article.workspace ?? ''))
      const [texts, known] =
        missing.length === 0 ? [new Map(), new Map()] : await Promise.all([articles.many(missing, scope), records.many(missing, scope)])
      for (const id of missing) {
        const article = texts.get(id)
        const record = known.get(id)
        if (article && record && record.version === article.version) keep(id, { article, annotated: record.annotated })
      }
      const found = new Map<string, Opened>()
      for (const id of ids) {
        const opened = kept.get(id)
        if (opened && scope.includes(opened.article.workspace)) found.set(id, opened)
      }
      return found
    },
  }
}
