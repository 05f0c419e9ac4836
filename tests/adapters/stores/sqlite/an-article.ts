// The least article a store takes, for processes that run without the test runner.
import { type Article, OPERATOR } from '../../../../src/domain/article.ts'

export function anArticleOf(id: string): Article {
  const nothing = { about: null, url: null, publisher: null, agency: null, author: null, headline: null, publishedAt: null }
  const rest = { fileName: null, source: 'test', ingestedAt: '2024-02-03T00:00:00Z', withdrawnAt: null }
  return { id, version: 1, workspace: OPERATOR, kind: 'original', label: id, language: 'en', text: `Text of ${id}.`, ...nothing, ...rest }
}
