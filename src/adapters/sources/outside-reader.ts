// Sources over the guarded fetch: asks a feed or a page, reads what it says, finds the feed of a site.
import { Buffer } from 'node:buffer'
import type { SourceKind } from '../../domain/source.ts'
import type { Fetched, OutsideFetch } from '../../ports/outside-fetch.ts'
import type { Entry, LeftOut, Looked, Place, Polled, SourceReader } from '../../ports/source-reader.ts'
import { decodeFetched } from './charset.ts'
import { discoverFeeds, usualFeeds } from './discovery.ts'
import { feedItems } from './feed-articles.ts'
import type { FeedText } from './feed-content.ts'
import type { FeedReader } from './feed-reader.ts'
import { wishOf } from './feed-wish.ts'

type Parts = Readonly<{ fetch: OutsideFetch; feeds: FeedReader }>
type Ok = Extract<Fetched, { kind: 'ok' }>
type Answer = Exclude<Fetched, { kind: 'refused' | 'failed' }>

const TRIES = 6 // addresses looked at when a site's feed is searched for
const ARTICLE_PATH = /(?:\/[^/]*\d{4,}[^/]*|\/(?:[\w%]+-){3,}[\w%]+|\/[^/]+\.(?:html?|php|aspx))\/?$/i
const ARTICLE_PAGE = /<meta[^>]{0,200}property=["']og:type["'][^>]{0,100}content=["']article["']/i

export function outsideReader(parts: Parts): SourceReader {
  return {
    poll: async (place, validators, signal) => {
      const fetched = await parts.fetch({ url: place.url, purpose: place.kind, headers: validators, signal })
      return polledOf(fetched, place, parts)
    },
    look: (url, as) => look(url, as, parts),
    page: async (url, signal) => {
      const fetched = await parts.fetch({ url, purpose: 'page', signal })
      return fetched.kind === 'ok' ? htmlOf(fetched) : null
    },
  }
}

async function polledOf(fetched: Fetched, place: Place, { feeds }: Pick<Parts, 'feeds'>): Promise<Polled> {
  if (fetched.kind === 'refused') return failed(fetched.reason)
  if (fetched.kind === 'failed') return unanswered(fetched)
  if (fetched.kind === 'not-modified') return { kind: 'not-modified', ...saidBy(fetched, null, place) }
  const said = saidBy(fetched, place.kind === 'feed' ? fetched.body : null, place)
  return place.kind === 'page' ? pageRead(fetched, said) : feedRead(fetched, said, feeds)
}

function saidBy(fetched: Answer, body: Uint8Array | null, { url }: Place) {
  const { etag, lastModified, cacheControl } = fetched.headers
  const forGood = fetched.redirects.length > 0 && fetched.redirects.every(({ status }) => status === 301 || status === 308)
  return {
    validators: { etag, lastModified },
    wishMs: wishOf(cacheControl, body),
    movedTo: forGood && fetched.finalUrl !== url ? fetched.finalUrl : null,
  }
}

function failed(reason: string): Extract<Polled, { kind: 'failed' }> {
  return { kind: 'failed', reason, retryAfterMs: null, gone: false, vanished: false, ofHost: false }
}

function unanswered({ reason, status, retryAfterMs, gone }: Extract<Fetched, { kind: 'failed' }>): Polled {
  const ofHost = status === null || status === 429 || status >= 500
  return { kind: 'failed', reason, retryAfterMs, gone, vanished: status === 404 || gone, ofHost }
}

type Said = ReturnType<typeof saidBy>

async function feedRead(fetched: Ok, said: Said, feeds: FeedReader): Promise<Polled> {
  const { finalUrl, headers, body } = fetched
  const parsed = await feeds.read(body, { contentType: headers.contentType, address: finalUrl })
  if (parsed.kind === 'rejected') return failed(`What stands there cannot be read as a feed: ${parsed.reason}.`)
  const guids = parsed.feed.entries.map(({ id }) => id)
  const entries = [...feedItems(parsed.feed, finalUrl)].map((item, at): Entry | LeftOut => {
    if (item.kind === 'article') return { ...item, guid: guids[at] ?? null }
    return { kind: 'rejected', from: item.from, reason: item.kind === 'rejected' ? item.reason : 'it is no article' }
  })
  return { kind: 'read', ...said, title: titleOf(parsed.feed.title), entries }
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

/** A feed by its address; else the page there, which is an article, or names the feed of its site. */
async function look(url: string, as: SourceKind | undefined, parts: Parts): Promise<Looked> {
  if (as === 'page') return lookAtPage(url, parts)
  const fetched = await parts.fetch({ url, purpose: 'feed' })
  if (fetched.kind === 'refused') return { kind: 'none', reason: fetched.reason }
  const polled = await polledOf(fetched, { url, kind: 'feed' }, parts)
  if (polled.kind === 'read') return found(url, polled)
  if (as === 'feed') return { kind: 'none', reason: polled.kind === 'failed' ? polled.reason : 'Nothing was said there.' }
  const html = fetched.kind === 'ok' ? htmlOf(fetched) : null
  const path = URL.parse(url)?.pathname ?? '/'
  if (html !== null && path !== '/' && (ARTICLE_PATH.test(path) || ARTICLE_PAGE.test(html))) return lookAtPage(url, parts)
  if (fetched.kind === 'failed' && fetched.status === null) return { kind: 'none', reason: fetched.reason }
  const address = fetched.kind === 'ok' ? fetched.finalUrl : url
  return lookForFeed(html === null ? usualFeeds(address) : discoverFeeds(html, address), parts)
}

async function lookForFeed(candidates: readonly Readonly<{ url: string }>[], parts: Parts): Promise<Looked> {
  for (const { url } of candidates.slice(0, TRIES)) {
    const polled = await polledOf(await parts.fetch({ url, purpose: 'feed' }), { url, kind: 'feed' }, parts)
    if (polled.kind === 'read') return found(url, polled)
  }
  const reason = 'No feed was found there: give the address of the feed itself, or say “add page” and the address of one article.'
  return { kind: 'none', reason }
}

async function lookAtPage(url: string, parts: Parts): Promise<Looked> {
  const place = { url, kind: 'page' } as const
  const polled = await polledOf(await parts.fetch({ url, purpose: 'page' }), place, parts)
  if (polled.kind === 'read') return { kind: 'found', place, title: null, polled }
  return { kind: 'none', reason: polled.kind === 'failed' ? polled.reason : 'Nothing was said there.' }
}

/** What is added by an address that has moved for good is added by the new one. */
function found(url: string, polled: Extract<Polled, { kind: 'read' }>): Looked {
  return { kind: 'found', place: { url: polled.movedTo ?? url, kind: 'feed' }, title: polled.title, polled: { ...polled, movedTo: null } }
}
