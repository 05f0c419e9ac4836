// Serves one article version with a passage marked: on the desk, and by signed links on the public address.
import type { ArticleStore, Scope } from '../../../ports/article-store.ts'
import type { Response } from './http.ts'
import { noticePage, readerPage } from './pages.ts'
import type { ReaderRequest } from './reader-link.ts'
import { READER_POLICY } from './style.ts'

const MISSING = 'There is no such article here; it may have been removed, or forgotten for its age.'
const FORGOTTEN = 'This article is no longer kept here: it was forgotten for its age, and only what was quoted from it is left.'

/** The page of what is asked for; 404 where there is no such article, version or passage in scope. */
export async function readArticle(request: ReaderRequest, articles: ArticleStore, scope: Scope): Promise<Response> {
  const { articleId, version, start, end } = request
  const article = await articles.get(articleId, scope, version ?? undefined)
  if (article === null || article.forgottenAt !== undefined)
    return reader(article === null ? 404 : 410, noticePage(article === null ? MISSING : FORGOTTEN))
  if (start === null && end === null) return reader(200, readerPage(article, null))
  const marked = start !== null && end !== null && start < end && end <= article.text.length ? { start, end } : null
  if (marked === null || !article.text.slice(marked.start, marked.end).isWellFormed()) {
    return reader(404, noticePage('There is no such passage in this article.'))
  }
  return reader(200, readerPage(article, marked))
}

export function reader(status: number, html: string): Response {
  return { status, html, policy: READER_POLICY, referrer: 'no-referrer' }
}
