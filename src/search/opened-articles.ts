// Articles with their passages as the stores have them, the last few hundred kept at hand.
import type { ArticleStore } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { Opened } from './find.ts'
import type { ShardDocument } from './shard.ts'

const KEPT = 1024 // articles; some 30 KB each with their passages

export type OpenedArticles = Readonly<{
  many: (workspace: string, documents: readonly ShardDocument[]) => Promise<ReadonlyMap<string, Opened>>
  forget: (articleId: string) => void
}>

export function openedArticles(articles: ArticleStore, records: IndexStore): OpenedArticles {
  /** by article id, then workspace; the oldest first */
  const kept = new Map<string, Map<string, Opened>>()

  const keep = (id: string, opened: Opened) => {
    const versions = kept.get(id) ?? new Map<string, Opened>()
    kept.delete(id)
    kept.set(id, versions.set(opened.article.workspace, opened))
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
  }

  const read = async (workspace: string, ids: readonly string[]) => {
    const [texts, known] = await Promise.all([articles.many(ids, [workspace]), records.many(ids, [workspace])])
    for (const [id, article] of texts) {
      const record = known.get(id)
      if (record && record.version === article.version) keep(id, { article, annotated: record.annotated })
    }
  }

  return {
    forget: (articleId) => kept.delete(articleId),
    many: async (workspace, documents) => {
      const missing = documents.filter(({ articleId, version }) => kept.get(articleId)?.get(workspace)?.article.version !== version)
      if (missing.length > 0) {
        await read(
          workspace,
          missing.map((document) => document.articleId),
        )
      }
      return new Map(
        documents.flatMap(({ articleId }) => {
          const opened = kept.get(articleId)?.get(workspace)
          return opened ? [[articleId, opened] as const] : []
        }),
      )
    },
  }
}
