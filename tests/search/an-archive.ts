// A small archive for tests of search: articles in memory stores, read as the index reads them, without families and stories.
import type { Article } from '../../src/domain/article.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon, type Lexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { silentLog } from '../../src/base/log.ts'
import type { Embedder } from '../../src/ports/embedder.ts'
import { openSearch, type Search, type SearchRequest } from '../../src/search/search.ts'
import { memoryStores, memoryVectors } from '../fakes/memory-stores.ts'
import { vectorsMade } from '../fakes/vectors-made.ts'

export const NOW = Temporal.Instant.from('2024-03-01T00:00:00Z')

type Given = Readonly<{ id: string; text: string }> & Partial<Article>

export function articleOf(given: Given): Article {
  return {
    version: 1,
    workspace: OPERATOR,
    kind: 'original',
    about: null,
    label: given.id,
    url: null,
    publisher: null,
    agency: null,
    author: null,
    headline: null,
    publishedAt: '2024-02-20',
    language: 'en',
    fileName: null,
    source: 'test',
    ingestedAt: '2024-02-21T00:00:00Z',
    withdrawnAt: null,
    ...given,
  }
}

/** With an embedder, the vectors of what is given are made. */
export async function archive(given: readonly Given[], lexicon: Lexicon = emptyLexicon, embedder?: Embedder) {
  const stores = memoryStores()
  const vectors = memoryVectors(stores.records)
  const likeness = embedder && { embedder, vectors, log: silentLog }
  const book = nameBook(lexicon)
  const search = await openSearch({ ...stores, lexicon, likeness })
  const add = async (one: Given) => {
    const article = articleOf(one)
    const { annotated } = readArticle(article, book)
    const { id: articleId, version, workspace } = article
    await stores.articles.put(article)
    await stores.records.save({
      articleId,
      version,
      workspace,
      familyId: '',
      storyId: '',
      fingerprint: { kind: '', values: [] },
      annotated,
      summary: [],
    })
    await search.add(article, annotated)
  }
  for (const one of given) await add(one)
  const madeAll = async () => {
    if (embedder) await vectorsMade(search, { ...stores, vectors }, embedder.model)
  }
  await madeAll()
  return {
    search,
    madeAll,
    vectors,
    add,
    stores,
    book,
    lexicon,
    find: (question: string, more: Partial<SearchRequest> = {}) => find(search, question, more),
  }
}

function find(search: Search, question: string, more: Partial<SearchRequest>) {
  return search.find({ question, scope: [OPERATOR], now: NOW, limit: 10, ...more })
}
