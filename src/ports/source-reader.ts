// Asks a source over the guarded fetch and reads what it says; never throws.
import type { RawArticle } from '../domain/article.ts'
import type { SitemapPart, SourceKind } from '../domain/source.ts'
import type { Validators } from './outside-fetch.ts'

/** `guid`: what the feed itself calls it; `from` its place; `stamp`: what changes when its page does, where the source says so. */
export type Entry = Readonly<{ kind: 'article'; from: string; guid: string | null; raw: RawArticle; stamp?: string | null }>
/** `count`: how many are left out for this reason; one where it is not said. */
export type LeftOut = Readonly<{ kind: 'rejected'; from: string; reason: string; count?: number }>

/** What a source said the last time. */
export type Before = Validators & Readonly<{ parts?: readonly SitemapPart[] }>

type Answered = Readonly<{
  validators: Readonly<{ etag: string | null; lastModified: string | null }>
  /** the least milliseconds between two requests, as the host (max-age) and the feed (ttl, updatePeriod) wish it; 0: no wish */
  wishMs: number
  /** where it says it has moved for good */
  movedTo: string | null
  /** of a list of sitemaps: those of it that were read, now or before */
  parts?: readonly SitemapPart[]
}>

export type Polled =
  | (Answered & Readonly<{ kind: 'read'; title: string | null; entries: readonly (Entry | LeftOut)[] }>)
  | (Answered & Readonly<{ kind: 'not-modified' }>)
  | Readonly<{
      kind: 'failed'
      /** a sentence for a person */
      reason: string
      retryAfterMs: number | null
      /** 410 */
      gone: boolean
      /** 404 or 410 */
      vanished: boolean
      /** the whole host is in trouble or asks for less */
      ofHost: boolean
      /** nothing was asked: the host wants to be left alone for `retryAfterMs` */
      tooSoon?: true
    }>

/** The page behind an entry. */
export type PageRead =
  | Readonly<{ kind: 'html'; html: string }>
  | Readonly<{
      kind: 'none'
      /** a sentence for a person */
      reason: string
      /** `never`: it may not or cannot be read, however often it is tried; `gone`: 404 or 410; `later`: it may work another time */
      when: 'never' | 'gone' | 'later'
      /** the host wants to be left alone for so long, in milliseconds; null where it said nothing of it */
      leaveMs: number | null
    }>

export type Place = Readonly<{ url: string; kind: SourceKind }>
export type Looked =
  | Readonly<{ kind: 'found'; place: Place; title: string | null; polled: Extract<Polled, { kind: 'read' }> }>
  | Readonly<{ kind: 'none'; reason: string }>

export type SourceReader = {
  readonly poll: (place: Place, before: Before, signal?: AbortSignal) => Promise<Polled>
  /** What an address that somebody wrote is: a feed, a sitemap, a site that has one, or a page. `as` says it where that is known. */
  readonly look: (url: string, as?: SourceKind) => Promise<Looked>
  readonly page: (url: string, signal?: AbortSignal) => Promise<PageRead>
}
