// Fetching an address that came from outside (chat, feed, page, redirect, OPML): the one way there is, and it is guarded.

export type FetchPurpose = 'feed' | 'page' | 'robots'

/** What the host said the last time, echoed byte for byte, so that it may answer "not modified". */
export type Validators = Readonly<{ etag?: string | null | undefined; lastModified?: string | null | undefined }>

export type OutsideRequest = Readonly<{
  url: string
  /** a `page` asks the host's robots.txt first; a `feed` was subscribed to by a person */
  purpose: FetchPurpose
  headers?: Validators | undefined
  signal?: AbortSignal | undefined
}>

/** One hop that was followed: the address that answered with `status` and sent us on. */
export type Redirect = Readonly<{ url: string; status: number }>

/** As the host wrote them; null where it did not. */
export type FetchedHeaders = Readonly<{
  contentType: string | null
  etag: string | null
  lastModified: string | null
  retryAfter: string | null
  cacheControl: string | null
}>

type Answered = Readonly<{
  status: number
  /** the address that answered in the end, without a fragment */
  finalUrl: string
  redirects: readonly Redirect[]
  headers: FetchedHeaders
}>

/** What forbids a fetch: the form of the address, its port, who is not on the list, what is not public, a way to somewhere else, robots.txt. */
export type FetchRule = 'address' | 'scheme' | 'credentials' | 'port' | 'list' | 'not-public' | 'downgrade' | 'robots'

export type Fetched =
  /** a status from 200 to 299; `body` is decompressed, never longer than the limits */
  | (Answered & Readonly<{ kind: 'ok'; body: Uint8Array }>)
  | (Answered & Readonly<{ kind: 'not-modified' }>)
  /** our own rules forbid it, before anything left for the forbidden place; `reason` is a sentence for a person */
  | Readonly<{ kind: 'refused'; rule: FetchRule; reason: string; redirects: readonly Redirect[] }>
  | Readonly<{
      kind: 'failed'
      /** a sentence for a person */
      reason: string
      /** what the host answered in the end; null where it did not answer */
      status: number | null
      /** milliseconds the host asked to be left alone; null where it did not ask */
      retryAfterMs: number | null
      /** the host says it is gone for good (410) */
      gone: boolean
      /** nothing was asked: the host wants to be left alone for `retryAfterMs` */
      tooSoon?: true
      redirects: readonly Redirect[]
    }>

/** Fetches by GET. Never throws; at most one request is in flight per host. */
export type OutsideFetch = (request: OutsideRequest) => Promise<Fetched>

/** A host's robots.txt, as far as it concerns us; times in epoch milliseconds. */
export type RobotsCopy = Readonly<{
  fetchedAtMs: number
  /** `rules`: what it says; `open`: it has none (4xx); `closed`: it could not be had, so nothing may be fetched */
  kind: 'rules' | 'open' | 'closed'
  rules: readonly Readonly<{ allow: boolean; path: string }>[]
  sitemaps: readonly string[]
  /** milliseconds between two requests, as it wishes them (Crawl-delay); 0 where it says nothing */
  delayMs: number
}>

/** Where copies of robots.txt are kept, by origin (`https://news.example`); they count for a day at most. */
export type RobotsCopies = {
  readonly get: (origin: string) => Promise<RobotsCopy | null>
  readonly put: (origin: string, copy: RobotsCopy) => Promise<void>
}

/** What is remembered of a host over restarts, in epoch milliseconds: until when it wants to be left alone, and when it was asked last. */
export type HostNote = Readonly<{ heldUntilMs: number; askedAtMs: number }>

/** By host and port (`news.example`, `news.example:8080`). */
export type HostNotes = {
  readonly get: (host: string) => Promise<HostNote | null>
  readonly put: (host: string, note: HostNote) => Promise<void>
}
