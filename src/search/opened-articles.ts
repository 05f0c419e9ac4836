// Articles as the stores have them with the passages that were asked for, the last few hundred kept at hand.
import type { Article } from '../domain/article.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { OpenArticles } from './find.ts'
import type { ShardDocument } from './shard.ts'

const KEPT = 1024 // articles of each of two generations; some 6 KB each with a few passages

export type OpenedArticles = Readonly<{ many: OpenArticles; forget: (articleId: string) => void; clear: () => void }>

/** What is at hand of one document. */
type Open = { readonly article: Article; readonly passages: Map<number, AnnotatedPassage> }

export function openedArticles(articles: ArticleStore, records: IndexStore): OpenedArticles {
  /** What was used since the last turn of generations, and before it. A document is of one record, so what is open of it never changes. */
  let young = new Map<ShardDocument, Open>()
  let old = new Map<ShardDocument, Open>()

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

  /** Once there are enough young ones, those that were not used since go. */
  const keep = (open: ReadonlyMap<ShardDocument, Open>) => {
    for (const [document, one] of open) young.set(document, one)
    if (young.size < KEPT) return
    old = young
    young = new Map()
  }

  return {
    forget: (articleId) => {
      for (const kept of [young, old]) for (const document of kept.keys()) if (document.articleId === articleId) kept.delete(document)
    },
    clear: () => {
      for (const kept of [young, old]) kept.clear()
    },
    many: async (workspace, places) => {
      // What is at hand is taken first: reading the rest must not push it out.
      const open = new Map<ShardDocument, Open>()
      const missing = new Map<ShardDocument, readonly number[]>()
      for (const [document, those] of places) {
        const one = young.get(document) ?? old.get(document)
        if (one) open.set(document, one)
        if (!one || !those.every((place) => one.passages.has(place))) missing.set(document, those)
      }
      if (missing.size > 0) await read(workspace, missing, open)
      keep(open)
      const byArticle = new Map<string, Open>()
      for (const [{ articleId }, one] of open) byArticle.set(articleId, one)
      return byArticle
    },
  }
}
