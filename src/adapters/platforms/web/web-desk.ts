// The web desk on loopback: a page to ask on, with the same commands as chat, and the reader page of each article.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { messageOf } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import type { Channel } from '../../../domain/address.ts'
import type { Document } from '../../../domain/document.ts'
import type { Inbound } from '../../../domain/inbound.ts'
import type { ArticleStore, Scope } from '../../../ports/article-store.ts'
import type { HandleInbound, Platform, Surface } from '../../../ports/platform.ts'
import { closed, listening } from '../../listening.ts'
import { documentHtml } from './html.ts'
import { formOf, isLoopbackHost, isOwnOrigin, type Response, send } from './http.ts'
import { askPage, noticePage } from './pages.ts'
import { readArticle } from './reader.ts'
import { readerRequest } from './reader-link.ts'
import { DESK_POLICY } from './style.ts'
import { type PageThreads, pageThreads } from './threads.ts'

export type WebDeskOptions = Readonly<{
  /** 0 takes any free one */
  port: number
  /** 127.0.0.1 when absent; whatever it is, only requests to a loopback name are answered */
  host?: string | undefined
  articles: ArticleStore
  /** the workspaces whose articles may be read here */
  scope: Scope
  /** topics to begin with */
  suggestions?: readonly string[] | undefined
  log: Log
}>

export type WebDesk = Platform & {
  /** `http://127.0.0.1:8484` while it listens, else null */
  readonly address: () => string | null
}

/** The desk is one channel; each page opened anew is a thread of it. */
export const DESK_CHANNEL: Channel = { platform: 'web', workspace: 'desk', channel: 'desk' }

const MAX_ASKING = 16 // questions at once: more than a person has hands for
const NO_DIGESTS = 'The web desk is a page and cannot be sent a digest: subscribe from a Slack or Discord channel.'
const THREAD = /^[0-9a-f-]{36}$/

type Desk = Readonly<{ options: WebDeskOptions; threads: PageThreads; handle: HandleInbound; load: { asking: number } }>

export function createWebDesk(options: WebDeskOptions): WebDesk {
  let server: Server | null = null
  const at = () => (server?.listening ? (server.address() as AddressInfo) : null)
  return {
    name: 'web',
    start: async (handle) => {
      server = serverOf({ options, handle, threads: pageThreads(), load: { asking: 0 } })
      const { host = '127.0.0.1', port } = options
      await listening(server, { host, port, setting: 'WEB_PORT', code: 'web-port', without: 'The web desk cannot listen' })
    },
    stop: async (graceMs) => {
      const open = server
      server = null
      if (open !== null) await closed(open, graceMs)
    },
    address: () => {
      const address = at()
      return address === null ? null : `http://127.0.0.1:${address.port}`
    },
    paginate: (document) => [JSON.stringify({ html: documentHtml(document) })],
    post: async () => ({ kind: 'refused', reason: NO_DIGESTS }),
    find: async () => ({ kind: 'cannot-tell', reason: 'Nothing is posted on the web desk.' }),
    nonceWindowMs: 0,
    check: async () => [],
  }
}

function serverOf(desk: Desk): Server {
  const { log } = desk.options
  return createServer({ requestTimeout: 15_000, headersTimeout: 10_000 }, (request, response) => {
    respond(request, desk)
      .catch((error: unknown) => {
        log.error('web request failed', { cause: messageOf(error) })
        return deskPage(500, noticePage('Something went wrong on our side; please try again in a minute.'))
      })
      .then((page) => send(response, request.method, page))
      .catch(() => response.destroy())
  })
}

function deskPage(status: number, html: string): Response {
  return { status, html, policy: DESK_POLICY, referrer: 'same-origin' }
}

async function respond(request: IncomingMessage, desk: Desk): Promise<Response> {
  if (!isLoopbackHost(request.headers.host))
    return deskPage(421, noticePage('The web desk answers on this machine only: open it as localhost.'))
  const path = request.url ?? '/'
  const url = path.startsWith('/') ? URL.parse(path, 'http://desk.invalid') : null
  if (url === null) return deskPage(400, noticePage('That is no address of the web desk.'))
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (url.pathname === '/' && reads) return freshPage(desk)
  if (url.pathname === '/ask' && request.method === 'POST') return asked(request, desk)
  if (url.pathname === '/ask' && reads) return freshPage(desk)
  if (url.pathname.startsWith('/read/') && reads) {
    const wanted = readerRequest(url)
    return wanted === null
      ? deskPage(404, noticePage('There is no such page.'))
      : readArticle(wanted, desk.options.articles, desk.options.scope)
  }
  return deskPage(404, noticePage('There is no such page.'))
}

function freshPage({ options }: Desk): Response {
  return deskPage(200, askPage({ thread: randomUUID(), once: randomUUID(), exchanges: [], suggestions: options.suggestions ?? [] }))
}

/** A question from the form: answered on the page of its thread, which is drawn again in full. */
async function asked(request: IncomingMessage, desk: Desk): Promise<Response> {
  if (!isOwnOrigin(request))
    return deskPage(403, noticePage('That form was sent from another site: ask on the page of the web desk itself.'))
  const form = await formOf(request)
  if (form === null) return deskPage(413, noticePage('That could not be read as a question: send a form of at most 64 KiB.'))
  const text = (form.get('q') ?? '').trim()
  const given = form.get('thread') ?? ''
  const thread = THREAD.test(given) ? given : randomUUID()
  if (text !== '' && desk.threads.firstTime(form.get('once') ?? randomUUID())) {
    if (desk.load.asking >= MAX_ASKING) return deskPage(503, noticePage('Too many questions at once: please ask again in a moment.'))
    desk.load.asking += 1
    try {
      await answer(text, thread, desk)
    } finally {
      desk.load.asking -= 1
    }
  }
  return deskPage(
    200,
    askPage({ thread, once: randomUUID(), exchanges: desk.threads.of(thread), suggestions: desk.options.suggestions ?? [] }),
  )
}

async function answer(text: string, thread: string, { threads, handle }: Desk): Promise<void> {
  // A message in a thread: whether it follows anything is for the conversation to say, which outlives this page.
  const inbound: Inbound = {
    kind: 'message',
    id: randomUUID(),
    channel: DESK_CHANNEL,
    person: { id: 'desk', timeZone: null },
    text,
    thread,
    addressed: true,
    mayManage: true,
  }
  let shown: Document | null = null
  const show = async (document: Document) => {
    shown = document
  }
  const surface: Surface = {
    progress: async () => {},
    finish: async (document) => {
      await show(document)
      return { thread }
    },
    whisper: show,
    announce: async () => ({ kind: 'refused', hint: NO_DIGESTS }),
  }
  await handle(inbound, surface)
  threads.add(thread, { question: text, document: shown ?? NOTHING })
}

const NOTHING: Document = {
  preview: 'Nothing came back.',
  nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text: 'Nothing came back; please ask again.' }] }],
}
