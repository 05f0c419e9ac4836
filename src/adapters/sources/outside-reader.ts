// Sources over the guarded fetch: asks a feed, a sitemap or a page, reads what it says, finds what a site has.
import { Buffer } from 'node:buffer'
import type { SourceKind } from '../../domain/source.ts'
import type { Fetched, OutsideFetch } from '../../ports/outside-fetch.ts'
import type { Entry, LeftOut, Looked, PageRead, Place, Polled, SourceReader } from '../../ports/source-reader.ts'
import { decodeFetched } from './charset.ts'
import { discoverFeeds, usualFeeds, usualSitemaps } from './discovery.ts'
import { beyondFirst, feedItems } from './feed-articles.ts'
import type { FeedText } from './feed-content.ts'
import type { FeedReader } from './feed-reader.ts'
import { failed, type Ok, type Said, saidBy, unanswered } from './polled-answer.ts'
import { isArticlePath, pollSitemap, type SitemapParts, sitemapPolled } from './sitemap-source.ts'

/** `named`: the sitemaps that the robots.txt of an address's host names. */
type Parts = SitemapParts & Readonly<{ fetch: OutsideFetch; feeds: FeedReader; named: (url: URL) => Promise<readonly string[]> }>

const TRIES = 6 // addresses looked at when a site's feed is searched for, and as many for its sitemap
const ARTICLE_PAGE = /<meta[^>]{0,200}property=["']og:type["'][^>]{0,100}content=["']article["']/i
const OF_NEWS = /news/i

export function outsideReader(parts: Parts): SourceReader {
  return {
    poll: async ({ url, kind }, before, signal) => {
      if (kind === 'sitemap') return pollSitemap(url, before, parts, signal)
      const fetched = await parts.fetch({ url, purpose: kind, headers: before, signal })
      return polledOf(fetched, { url, kind }, parts)
    },
    look: (url, as) => look(url, as, parts),
    page: async (url, signal) => pageOf(await parts.fetch({ url, purpose: 'page', signal })),
  }
}

function pageOf(fetched: Fetched): PageRead {
  const none = (reason: string, when: 'never' | 'gone' | 'later', leaveMs: number | null = null): PageRead => {
    return { kind: 'none', reason, when, leaveMs }
  }
  if (fetched.kind === 'refused') return none(fetched.reason, 'never')
  if (fetched.kind === 'not-modified') return none('Nothing was said there.', 'later')
  if (fetched.kind === 'ok') {
    const html = htmlOf(fetched)
    return html === null ? none('What stands there is no web page that can be read.', 'never') : { kind: 'html', html }
  }
  const { status, reason, retryAfterMs, gone, redirects } = fetched
  if (gone || status === 404) return none(reason, 'gone')
  const mayWork = status === null || status === 429 || status >= 500
  // Another host to which a page leads speaks for itself alone.
  return none(reason, mayWork ? 'later' : 'never', redirects.length === 0 ? retryAfterMs : null)
}

type Kind = Exclude<SourceKind, 'sitemap'>

async function polledOf(
  fetched: Fetched,
  { url, kind }: Readonly<{ url: string; kind: Kind }>,
  { feeds }: Pick<Parts, 'feeds'>,
): Promise<Polled> {
  if (fetched.kind === 'refused' || fetched.kind === 'failed') return unanswered(fetched)
  if (fetched.kind === 'not-modified') return { kind: 'not-modified', ...saidBy(fetched, null, url) }
  const said = saidBy(fetched, kind === 'feed' ? fetched.body : null, url)
  return kind === 'page' ? pageRead(fetched, said) : feedRead(fetched, said, feeds)
}

async function feedRead(fetched: Ok, said: Said, feeds: FeedReader): Promise<Polled> {
  const { finalUrl, headers, body } = fetched
  const parsed = await feeds.read(body, { contentType: headers.contentType, address: finalUrl })
  if (parsed.kind === 'rejected') return failed(`What stands there cannot be read as a feed: ${parsed.reason}.`)
  const guids = parsed.feed.entries.map(({ id }) => id)
  const { beyond } = parsed.feed
  // A feed may have a million of them.
  const left: readonly LeftOut[] = beyond === 0 ? [] : [{ kind: 'rejected', from: finalUrl, reason: beyondFirst(), count: beyond }]
  const entries = [...feedItems({ ...parsed.feed, beyond: 0 }, finalUrl)].map((item, at): Entry | LeftOut => {
    if (item.kind === 'article') return { ...item, guid: guids[at] ?? null }
    return { kind: 'rejected', from: item.from, reason: item.kind === 'rejected' ? item.reason : 'it is no article' }
  })
  return { kind: 'read', ...said, title: titleOf(parsed.feed.title), entries: [...entries, ...left] }
}

function pageRead(fetched: Ok, said: Said): Polled {
  const html = htmlOf(fetched)
  if (html === null) return failed('What stands there is no web page that can be read.')
  const raw = { url: fetched.finalUrl, html }
  return { kind: 'read', ...said, title: null, entries: [{ kind: 'article', from: fetched.finalUrl, guid: null, raw }] }
}

function htmlOf({ body, headers }: Ok): string | null {
  if (headers.contentType !== null && !/html|text\/plain|xml/i.test(headers.contentType)) return null
  const decoded = decodeFetched(Buffer.from(body.buffer, body.byteOffset, body.byteLength), headers.contentType)
  return decoded.kind === 'text' ? decoded.text : null
}

const titleOf = (title: FeedText | null) =>
  title?.value
    .replace(/<[^>]{0,500}>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200) || null

/** A feed or a sitemap by its address; else the page there, which is an article, or names the feed of its site, which may have a sitemap alone. */
async function look(url: string, as: SourceKind | undefined, parts: Parts): Promise<Looked> {
  if (as === 'page') return lookAtPage(url, parts)
  const fetched = await parts.fetch({ url, purpose: 'feed' })
  if (fetched.kind === 'refused') return { kind: 'none', reason: fetched.reason }
  if (as === 'sitemap') return lookedAt({ url, kind: 'sitemap' }, await asSitemap(url, fetched, parts))
  const polled = await polledOf(fetched, { url, kind: 'feed' }, parts)
  if (polled.kind === 'read' || as === 'feed') return lookedAt({ url, kind: 'feed' }, polled)
  const html = fetched.kind === 'ok' ? htmlOf(fetched) : null
  const sitemap = fetched.kind === 'ok' ? await asSitemap(url, fetched, parts) : null
  if (sitemap?.kind === 'read') return lookedAt({ url, kind: 'sitemap' }, sitemap)
  const path = URL.parse(url)?.pathname ?? '/'
  if (html !== null && path !== '/' && (isArticlePath(path) || ARTICLE_PAGE.test(html))) return lookAtPage(url, parts)
  if (fetched.kind === 'failed' && (fetched.status === null || fetched.status === 429)) return { kind: 'none', reason: fetched.reason }
  const address = fetched.kind === 'ok' ? fetched.finalUrl : url
  const looked = await lookForFeed(html === null ? usualFeeds(address) : discoverFeeds(html, address), address, parts)
  return looked.kind === 'none' && fetched.kind === 'failed' ? { kind: 'none', reason: `${fetched.reason} ${looked.reason}` } : looked
}

async function asSitemap(url: string, fetched: Fetched, parts: Parts): Promise<Polled> {
  return fetched.kind === 'refused' || fetched.kind === 'failed' ? unanswered(fetched) : sitemapPolled(fetched, { url, before: {}, parts })
}

async function lookForFeed(candidates: readonly Readonly<{ url: string }>[], address: string, parts: Parts): Promise<Looked> {
  for (const { url } of candidates.slice(0, TRIES)) {
    const polled = await polledOf(await parts.fetch({ url, purpose: 'feed' }), { url, kind: 'feed' }, parts)
    if (polled.kind === 'read') return lookedAt({ url, kind: 'feed' }, polled)
  }
  return lookForSitemap(address, parts)
}

/** Those that robots.txt names, of news before others, then the addresses that publishing systems use. One that names no article is of no use. */
async function lookForSitemap(address: string, parts: Parts): Promise<Looked> {
  const page = URL.parse(address)
  const named = page === null ? [] : await parts.named(page)
  const ranked = named.toSorted((a, b) => Number(OF_NEWS.test(b)) - Number(OF_NEWS.test(a)))
  for (const url of new Set([...ranked, ...usualSitemaps(address)].slice(0, TRIES))) {
    const polled = await pollSitemap(url, {}, parts)
    if (polled.kind === 'read' && polled.entries.some(({ kind }) => kind === 'article')) return lookedAt({ url, kind: 'sitemap' }, polled)
  }
  const reason =
    'No feed and no sitemap was found there: give the address of the feed itself, or say “add page” and the address of one article.'
  return { kind: 'none', reason }
}

async function lookAtPage(url: string, parts: Parts): Promise<Looked> {
  const place = { url, kind: 'page' } as const
  return lookedAt(place, await polledOf(await parts.fetch({ url, purpose: 'page' }), place, parts))
}

/** What is added by an address that has moved for good is added by the new one. */
function lookedAt({ url, kind }: Place, polled: Polled): Looked {
  if (polled.kind !== 'read') return { kind: 'none', reason: polled.kind === 'failed' ? polled.reason : 'Nothing was said there.' }
  const { movedTo, title } = polled
  const place = { url: kind === 'page' ? url : (movedTo ?? url), kind }
  return { kind: 'found', place, title, polled: kind === 'page' ? polled : { ...polled, movedTo: null } }
}
