// The vectors of one workspace at hand: read from the store when first asked for, added to as they are made.
import type { PassageVectors, VectorStore } from '../ports/vector-store.ts'
import { isTrusted } from './trust.ts'
import { type Rows, rowsOf } from './vectors.ts'

export type Shelved = Rows & Readonly<{ stamp: number }>

export type VectorShelf = Readonly<{
  /** By article id. What is no longer the record of its article is in it too, until it is made anew. */
  articles: ReadonlyMap<string, Shelved>
  put: (vectors: PassageVectors) => void
  /** Leaves out those of articles that are gone. */
  drop: (articleId: string) => void
  trusted: () => boolean
}>

/** Trust is looked at again when there is so much more, or less, than the last time. */
const GROWN = 1.2

export async function openVectorShelf(store: VectorStore, workspace: string, model: string): Promise<VectorShelf> {
  const articles = new Map<string, Shelved>()
  const put = (vectors: PassageVectors) => {
    articles.set(vectors.articleId, { ...rowsOf(vectors), stamp: vectors.stamp })
  }
  for await (const page of store.all(workspace, model)) for (const vectors of page) put(vectors)
  let judged = { articles: 0, trusted: false }
  return {
    articles,
    put,
    drop: (articleId) => {
      articles.delete(articleId)
    },
    trusted: () => {
      const known = judged.articles
      if (known === 0 || articles.size > known * GROWN || articles.size < known / GROWN) {
        judged = { articles: articles.size, trusted: isTrusted([...articles.values()]) }
      }
      return judged.trusted
    },
  }
}
