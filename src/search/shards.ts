// One shard a workspace, so that a read cannot touch what another workspace added; loaded from the stores when first needed.
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle } from '../domain/passage.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import { Shard } from './shard.ts'

export type Shards = Readonly<{
  add: (article: Article, annotated: AnnotatedArticle) => Promise<void>
  /** Of one workspace, or of all. */
  remove: (articleId: string, workspace?: string) => Promise<void>
  inScope: (scope: Scope) => Promise<Shard[]>
}>

/** Records are read from the store in groups of this size while loading. */
const GROUP = 32

export function shardsOf(articles: ArticleStore, records: IndexStore): Shards {
  const shards = new Map<string, Promise<Shard>>()

  const put = (shard: Shard, article: Article, annotated: AnnotatedArticle) => {
    if (article.withdrawnAt === null) shard.add(article, annotated)
    else shard.remove(article.id)
  }

  const load = async (workspace: string): Promise<Shard> => {
    const shard = new Shard(workspace)
    let group: Article[] = []
    const flush = async () => {
      const known = await records.many(
        group.map((article) => article.id),
        [workspace],
      )
      for (const article of group) {
        const record = known.get(article.id)
        if (record && record.version === article.version) put(shard, article, record.annotated)
      }
      group = []
      // Questions that need no loading, and whoever waits for the socket, go on meanwhile.
      await new Promise(setImmediate)
    }
    for await (const article of articles.all([workspace])) {
      group.push(article)
      if (group.length >= GROUP) await flush()
    }
    await flush()
    return shard
  }

  const shardOf = (workspace: string): Promise<Shard> => {
    const known = shards.get(workspace)
    if (known) return known
    const loading = load(workspace)
    shards.set(workspace, loading)
    // A store that failed once is asked again next time.
    loading.catch(() => shards.delete(workspace))
    return loading
  }

  return {
    add: async (article, annotated) => put(await shardOf(article.workspace), article, annotated),
    remove: async (articleId, workspace) => {
      // A workspace that was not read yet will find the article gone from its store.
      const there = workspace === undefined ? [...shards.values()] : [shards.get(workspace)]
      for (const shard of await Promise.all(there)) shard?.remove(articleId)
    },
    inScope: (scope) => Promise.all([...new Set(scope)].map(shardOf)),
  }
}
