// Articles as the stores have them with the passages that were asked for, the last few hundred kept at hand.
import type { Article } from '../domain/article.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { OpenArticles } from './find.ts'
import type { ShardDocument } from './shard.ts'

const KEPT = 2048 // articles; some 6 KB each with a few passages

export type OpenedArticles = Readonly<{ many: OpenArticles; forget: (articleId: string) => void }>

/** What is at hand of one document. */
type Open = { readonly article: Article; readonly passages: Map<number, AnnotatedPassage> }

export function openedArticles(articles: ArticleStore, records: IndexStore): OpenedArticles {
  /** the oldest first; a document is of one record, so what is open of it never changes */
  const kept = new Map<ShardDocument, Open>()

  /** Reads what is not at hand into `open`. */
  const read = async (workspace: string, wanted: ReadonlyMap<ShardDocument, readonly number[]>, open: Map<ShardDocument, Open>) => {
    const unread = [...wanted.keys()].filter((document) => !open.has(document)).map(({ articleId }) => articleId)
    const places = new Map([...wanted].map(([{ articleId }, those]) => [articleId, those]))
    const [texts, picked] = await Promise.all([articles.many(unread, [workspace]), records.pick(places, workspace)])
    for (const document of wanted.keys()) {
      const found = picked.get(document.articleId)
      const { article = texts.get(document.articleId), passages = new Map<number, AnnotatedPassage>() } = open.get(document) ?? {}
      if (article?.version !== document.version || found?.version !== document.version) continue
      for (const [place, passage] of found.passages) passages.set(place, passage)
      open.set(document, { article, passages })
    }
  }

  /** What was used last goes last. */
  const keep = (open: ReadonlyMap<ShardDocument, Open>) => {
    for (const [document, one] of open) {
      kept.delete(document)
      kept.set(document, one)
    }
    for (const document of kept.keys()) {
      if (kept.size <= KEPT) break
      kept.delete(document)
    }
  }

  return {
    forget: (articleId) => {
      for (const document of kept.keys()) if (document.articleId === articleId) kept.delete(document)
    },
    many: async (workspace, places) => {
      // What is at hand is taken first: reading the rest must not push it out.
      const open = new Map(
        [...places.keys()].flatMap((document) => {
          const one = kept.get(document)
          return one ? [[document, one] as const] : []
        }),
      )
      const missing = [...places].filter(([document, those]) => !those.every((place) => open.get(document)?.passages.has(place)))
      if (missing.length > 0) await read(workspace, new Map(missing), open)
      keep(open)
      return new Map([...open].map(([{ articleId }, one]) => [articleId, one]))
    },
  }
}
