// Asks a source over the guarded fetch and reads what it says; never throws.
import type { RawArticle } from '../domain/article.ts'
import type { SourceKind } from '../domain/source.ts'
import type { Validators } from './outside-fetch.ts'

/** `guid`: what the feed itself calls it; `from` its place. */
export type Entry = Readonly<{ kind: 'article'; from: string; guid: string | null; raw: RawArticle }>
export type LeftOut = Readonly<{ kind: 'rejected'; from: string; reason: string }>

type Answered = Readonly<{
  validators: Readonly<{ etag: string | null; lastModified: string | null }>
  /** the least milliseconds between two requests, as the host (max-age) and the feed (ttl, updatePeriod) wish it; 0: no wish */
  wishMs: number
  /** where it says it has moved for good */
  movedTo: string | null
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
    }>

export type Place = Readonly<{ url: string; kind: SourceKind }>
export type Looked =
  | Readonly<{ kind: 'found'; place: Place; title: string | null; polled: Extract<Polled, { kind: 'read' }> }>
  | Readonly<{ kind: 'none'; reason: string }>

export type SourceReader = {
  readonly poll: (place: Place, validators: Validators, signal?: AbortSignal) => Promise<Polled>
  /** What an address that somebody wrote is: a feed, a site that has one, or a page. `as` says it where that is known. */
  readonly look: (url: string, as?: SourceKind) => Promise<Looked>
  /** The page behind an entry that only announces it; null where it may not or cannot be had. */
  readonly page: (url: string, signal?: AbortSignal) => Promise<string | null>
}
