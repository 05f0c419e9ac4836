// The only part of the desk that may face the public: reader pages by signed, expiring links.
import { createServer, type IncomingMessage } from 'node:http'
import { messageOf } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import { OPERATOR } from '../../../domain/article.ts'
import type { ArticleStore } from '../../../ports/article-store.ts'
import { closed, listening } from '../../listening.ts'
import { type Response, send } from './http.ts'
import { noticePage } from './pages.ts'
import { reader, readArticle } from './reader.ts'
import type { ReaderLinks } from './reader-link.ts'

export type PublicReaderOptions = Readonly<{
  port: number
  /** behind the proxy that ends TLS; 127.0.0.1 when absent */
  host?: string | undefined
  links: ReaderLinks
  articles: ArticleStore
  log: Log
}>

export type PublicReader = {
  /** Resolves with the port once it listens. */
  readonly start: () => Promise<number>
  readonly stop: () => Promise<void>
}

const MAX_ADDRESS = 4096 // characters
const REASONS = {
  forged: 'This link is not complete or was not made here: open it again from the message it came in.',
  expired: 'This link has expired: ask again to get a fresh one.',
} as const

export function createPublicReader({ port, host = '127.0.0.1', links, articles, log }: PublicReaderOptions): PublicReader {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request, links, articles)
      .catch((error: unknown) => {
        log.error('public reader failed', { cause: messageOf(error) })
        return reader(500, noticePage('Something went wrong on our side; please try again in a minute.'))
      })
      .then((page) => send(response, request.method, page))
      .catch(() => response.destroy())
  })
  const at = { host, port, setting: 'PUBLIC_PORT', code: 'public-port', without: 'The public reader cannot listen' }
  return { start: () => listening(server, at), stop: () => closed(server, 0) }
}

async function answer(request: IncomingMessage, links: ReaderLinks, articles: ArticleStore): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return reader(405, noticePage('This address can only be read.'))
  const path = request.url ?? ''
  const url = path.length > MAX_ADDRESS || !path.startsWith('/') ? null : URL.parse(path, 'http://reader.invalid')
  if (url === null || !url.pathname.includes('/read/')) return reader(404, noticePage('There is nothing here.'))
  const checked = links.check(url)
  if (checked.kind === 'refused') return reader(checked.reason === 'expired' ? 410 : 403, noticePage(REASONS[checked.reason]))
  const { workspace } = checked.request
  return readArticle(checked.request, articles, workspace === '' ? [OPERATOR] : [OPERATOR, workspace])
}
