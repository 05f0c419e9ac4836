// A sitemap as a source: asks it, and of a list of sitemaps those that may hold something new, for the pages they name.
import type { SitemapPart } from '../../domain/source.ts'
import type { OutsideFetch } from '../../ports/outside-fetch.ts'
import type { Before, Entry, LeftOut, Polled } from '../../ports/source-reader.ts'
import { type Answer, failed, saidBy, unanswered } from './polled-answer.ts'
import { newestFirst, type SitemapPage } from './sitemap.ts'
import type { ReadSitemap } from './sitemap-reader.ts'

export type SitemapParts = Readonly<{ fetch: OutsideFetch; sitemaps: ReadSitemap }>
type Failed = Extract<Polled, { kind: 'failed' }>
type Listed = Readonly<{ url: string; changedAt: string | null }>

const MOST_PARTS = 3 // sitemaps of a list that are asked at one poll
const OF_NEWS = /news|article|post|story|stories|latest|recent/i
const OF_OTHERS = /image|video|author|tag|categor|section|product|event|static|gallery|photo/i
const ARTICLE_PATH =
  /(?:\/[^/]*\d{4,}[^/]*|\/20\d\d\/\d{1,2}\/(?:\d{1,2}\/)?[^/]+|\/(?:[\w%]+-){3,}[\w%]+|\/[^/]+\.(?:html?|php|aspx))\/?$/i
/** All articles of a year, a month or a day. */
const ARCHIVE_PATH = /\/20\d\d(?:\/\d{1,2}){0,2}\/?$/

/** Whether an address looks like that of one article. */
export const isArticlePath = (path: string): boolean => ARTICLE_PATH.test(path) && !ARCHIVE_PATH.test(path)

/** The pages that it names, as entries without words: these are read by whoever asks. Never throws. */
export async function pollSitemap(url: string, before: Before, parts: SitemapParts, signal?: AbortSignal): Promise<Polled> {
  const fetched = await parts.fetch({ url, purpose: 'feed', headers: before, signal })
  if (fetched.kind === 'refused' || fetched.kind === 'failed') return unanswered(fetched)
  return sitemapPolled(fetched, { url, before, parts, signal })
}

type Polling = Readonly<{ url: string; before: Before; parts: SitemapParts; signal?: AbortSignal | undefined }>

/** The same for what was fetched already. */
export async function sitemapPolled(fetched: Answer, polling: Polling): Promise<Polled> {
  const said = saidBy(fetched, null, polling.url)
  const { parts: known = [] } = polling.before
  // That the list is as it was does not say that those it names are.
  if (fetched.kind === 'not-modified') {
    const { etag = null, lastModified = null } = polling.before
    const validators = { etag: said.validators.etag ?? etag, lastModified: said.validators.lastModified ?? lastModified }
    if (known.length === 0) return { kind: 'not-modified', ...said, parts: [] }
    return partsRead(known, { said: { ...said, validators }, left: [] }, polling)
  }
  const { body, finalUrl, headers } = fetched
  const read = await polling.parts.sitemaps({ bytes: body, contentType: headers.contentType, address: finalUrl })
  if (read.kind === 'rejected') return failed(`What stands there cannot be read as a sitemap: ${read.reason}.`)
  if (read.kind === 'pages') {
    const entries = [...entriesOf(read.pages, finalUrl), ...leftOut(read, finalUrl, 'it is beyond the newest 1,000 pages of its sitemap')]
    return { kind: 'read', ...said, parts: [], title: titleOf(read.pages), entries }
  }
  const chosen = likeliest(read.sitemaps)
  const older = { beyond: read.beyond + read.sitemaps.length - chosen.length, unread: read.unread }
  return partsRead(
    chosen,
    { said, left: leftOut(older, finalUrl, `it is a sitemap beyond the ${MOST_PARTS} that are read of a list`) },
    polling,
  )
}

/** Those of news before others, the one changed last first. */
function likeliest(listed: readonly Listed[]): readonly Listed[] {
  const rank = ({ url }: Listed) => {
    const path = URL.parse(url)?.pathname ?? ''
    return OF_OTHERS.test(path) ? 2 : OF_NEWS.test(path) ? 0 : 1
  }
  return newestFirst(listed)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_PARTS)
}

type Around = Readonly<{ said: ReturnType<typeof saidBy>; left: readonly LeftOut[] }>

async function partsRead(listed: readonly (Listed | SitemapPart)[], { said, left }: Around, polling: Polling): Promise<Polled> {
  const pages: SitemapPage[] = []
  const [asked, rejected]: [SitemapPart[], LeftOut[]] = [[], [...left]]
  let trouble: Failed | null = null
  let isChanged = false
  for (const one of listed) {
    const part = await partRead(one, polling)
    if (part.kind === 'failed' && (part.failed.ofHost || polling.signal?.aborted === true)) return part.failed
    if (part.kind === 'failed') {
      trouble = part.failed
      rejected.push({ kind: 'rejected', from: one.url, reason: 'it is a sitemap of the list that cannot be read' })
      continue
    }
    asked.push(part.part)
    if (part.kind === 'same') continue
    isChanged = true
    pages.push(...part.pages)
    rejected.push(...part.left)
  }
  if (trouble !== null && asked.length === 0) return trouble
  if (!isChanged) return { kind: 'not-modified', ...said, parts: asked }
  const once = [...new Map(newestFirst(pages).map((page) => [page.url, page] as const)).values()]
  return { kind: 'read', ...said, parts: asked, title: titleOf(once), entries: [...entriesOf(once, polling.url), ...rejected] }
}

type PartRead =
  | Readonly<{ kind: 'read'; part: SitemapPart; pages: readonly SitemapPage[]; left: readonly LeftOut[] }>
  | Readonly<{ kind: 'same'; part: SitemapPart }>
  | Readonly<{ kind: 'failed'; failed: Failed }>

/** Asked with what it said of itself, and not at all where the list says that it is as it was. */
async function partRead({ url, changedAt }: Listed, { before, parts, signal }: Polling): Promise<PartRead> {
  const known = before.parts?.find((one) => one.url === url)
  // A day alone does not say that nothing came later on it.
  if (known !== undefined && changedAt?.includes('T') && known.changedAt === changedAt) return { kind: 'same', part: known }
  const fetched = await parts.fetch({ url, purpose: 'feed', headers: known, signal })
  if (fetched.kind === 'refused' || fetched.kind === 'failed') return { kind: 'failed', failed: unanswered(fetched) }
  const { etag, lastModified } = fetched.headers
  if (fetched.kind === 'not-modified' && known) return { kind: 'same', part: { ...known, changedAt } }
  const part = { url, etag, lastModified, changedAt }
  if (fetched.kind === 'not-modified') return { kind: 'same', part }
  const read = await parts.sitemaps({ bytes: fetched.body, contentType: fetched.headers.contentType, address: fetched.finalUrl })
  if (read.kind === 'pages')
    return { kind: 'read', part, pages: read.pages, left: leftOut(read, url, 'it is beyond the newest 1,000 pages of its sitemap') }
  return {
    kind: 'failed',
    failed: failed(`A sitemap that the list names cannot be read: ${read.kind === 'rejected' ? read.reason : 'it is a list itself'}.`),
  }
}

function leftOut({ beyond, unread }: Readonly<{ beyond: number; unread: number }>, from: string, reason: string): readonly LeftOut[] {
  const both = [
    { count: beyond, reason },
    { count: unread, reason: 'its address is none of the sitemap’s own site' },
  ]
  return both.filter(({ count }) => count > 0).map((one) => ({ kind: 'rejected', from, ...one }))
}

function* entriesOf(pages: readonly SitemapPage[], from: string): Generator<Entry | LeftOut> {
  for (const [at, { changedAt, ...page }] of pages.entries()) {
    const place = `${from}#${at + 1}`
    const isArticle = page.headline !== null || page.publishedAt !== null || isArticlePath(URL.parse(page.url)?.pathname ?? '')
    if (isArticle) yield { kind: 'article', from: place, guid: null, raw: saidOf(page), stamp: changedAt }
    else yield { kind: 'rejected', from: place, reason: 'its address is not that of an article' }
  }
}

function saidOf(page: Omit<SitemapPage, 'changedAt'>): Entry['raw'] {
  return Object.fromEntries(Object.entries(page).filter(([, value]) => value !== null))
}

const titleOf = (pages: readonly SitemapPage[]) => pages.find(({ publisher }) => publisher !== null)?.publisher?.slice(0, 200) ?? null
