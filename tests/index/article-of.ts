// Articles for tests of the index: only what the test is about is given.
import type { Article } from '../../src/domain/article.ts'
import { OPERATOR } from '../../src/domain/article.ts'

export function articleOf(given: Partial<Article> & Pick<Article, 'id' | 'text'>): Article {
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
    publishedAt: '2023-11-06',
    language: 'en',
    fileName: null,
    source: 'folder:test',
    ingestedAt: '2023-11-07T00:00:00Z',
    withdrawnAt: null,
    ...given,
  }
}
