// Indexes what a crash left without a record; index and search read the rest from the stores by themselves.
import type { Article } from '../domain/article.ts'
import type { IndexStore } from '../ports/index-store.ts'
import { isSuperseded } from './abstracts.ts'
import { indexArticles, type StoreDeps } from './store-batch.ts'

const BATCH = 32

/** Indexes every stored article that has no record of its newest version, a batch a transaction. */
export async function openIndex(deps: StoreDeps & Readonly<{ records: IndexStore }>): Promise<void> {
  let indexed = 0
  for (const workspace of await deps.articles.workspaces()) {
    const late = await deps.records.unindexed(workspace)
    for (let at = 0; at < late.length; at += BATCH) {
      const articles = await deps.articles.many(late.slice(at, at + BATCH), [workspace])
      const wanting: Article[] = []
      for (const article of articles.values()) if (!(await isSuperseded(article, deps.articles))) wanting.push(article)
      await deps.transact(() => indexArticles(wanting, deps))
      await deps.search.keep()
      indexed += wanting.length
      await new Promise(setImmediate)
    }
  }
  if (indexed > 0) deps.log.info('articles indexed late', { articles: indexed })
}
