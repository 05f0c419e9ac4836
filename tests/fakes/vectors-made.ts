// Lets search make the vectors that are missing, and waits until there are all.
import { setTimeout } from 'node:timers/promises'
import type { ArticleStore } from '../../src/ports/article-store.ts'
import type { IndexStore } from '../../src/ports/index-store.ts'
import type { VectorStore } from '../../src/ports/vector-store.ts'
import type { Search } from '../../src/search/search.ts'

type Stores = Readonly<{ articles: ArticleStore; records: IndexStore; vectors: VectorStore }>

export async function vectorsMade(search: Pick<Search, 'makeVectors'>, stores: Stores, model: string): Promise<void> {
  const stop = new AbortController()
  const running = search.makeVectors(stop.signal)
  while ((await missing(stores, model)) > 0) await setTimeout(10)
  stop.abort()
  await running
}

async function missing({ articles, records, vectors }: Stores, model: string): Promise<number> {
  let count = 0
  for (const workspace of await articles.workspaces()) {
    const made = await vectors.stamps(workspace, model)
    for await (const page of records.standing(workspace)) {
      count += page.filter(({ articleId, stamp }) => made.get(articleId) !== stamp).length
    }
  }
  return count
}
