// A small archive for tests of search: articles in memory stores, read as the index reads them, without families and stories.
import type { Article } from '../../src/domain/article.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon, type Lexicon } from '../../src/domain/lexicon.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { openSearch, type Search, type SearchRequest } from '../../src/search/search.ts'
import { memoryStores } from '../fakes/memory-stores.ts'

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

export async function archive(given: readonly Given[], lexicon: Lexicon = emptyLexicon) {
  const stores = memoryStores()
  const book = nameBook(lexicon)
  const search = await openSearch({ ...stores, lexicon })
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
  return {
    search,
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
