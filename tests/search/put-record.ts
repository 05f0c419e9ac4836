// Stores an article and what the index reads in it, as ingest would, without telling search.
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { AnnotatedArticle } from '../../src/domain/passage.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { nameBook } from '../../src/index/name-book.ts'
import type { ArticleStore } from '../../src/ports/article-store.ts'
import type { IndexStore } from '../../src/ports/index-store.ts'
import { articleOf } from './an-archive.ts'

const book = nameBook(emptyLexicon)

type Stores = Readonly<{ articles: ArticleStore; records: IndexStore }>

export async function putRecord(stores: Stores, id: string, version: number, text: string, over: Partial<AnnotatedArticle> = {}) {
  const article = articleOf({ id, version, text, headline: text.slice(0, 12) })
  const annotated = { ...readArticle(article, book).annotated, ...over }
  await stores.articles.put(article)
  const place = { articleId: id, version, workspace: OPERATOR, familyId: '', storyId: '', fingerprint: { kind: '', values: [] } }
  await stores.records.save({ ...place, annotated, summary: [] })
  return { article, annotated }
}
