// What a feed says, before anything of it is an article: plain data, whatever the dialect it was written in (pure).

/** A text as its element gave it: `html` is markup to be read, `text` stands for itself. */
export type FeedText = Readonly<{ value: string; type: 'text' | 'html'; language: string | null; base: string | null }>
export type FeedLink = Readonly<{ href: string; rel: string; type: string | null }>
export type FeedPerson = Readonly<{ name: string | null; email: string | null; url: string | null }>
/** `published` and the like: an ISO date or instant, as precise as the feed said. */
export type FeedDates = Readonly<{ published: string | null; updated: string | null; created: string | null }>

export type FeedEntry = FeedDates &
  Readonly<{
    id: string | null
    title: FeedText | null
    link: string | null
    links: readonly FeedLink[]
    summary: FeedText | null
    contents: readonly FeedText[]
    authors: readonly FeedPerson[]
    /** whom it was taken over from, in the feeds of aggregators and agencies */
    origin: Readonly<{ name: string | null; url: string | null }> | null
    language: string | null
    /** a field was cut at its limit, or the entry had more elements than are read */
    isCut: boolean
  }>

export type Dialect = 'rss' | 'rdf' | 'atom' | 'cdf' | 'json'

export type Feed = FeedDates &
  Readonly<{
    dialect: Dialect
    id: string | null
    title: FeedText | null
    /** what it says it is about: description, subtitle, tagline, info */
    about: FeedText | null
    link: string | null
    links: readonly FeedLink[]
    authors: readonly FeedPerson[]
    language: string | null
    entries: readonly FeedEntry[]
    /** entries beyond the most that are read */
    beyond: number
  }>

export type ParsedFeed = Readonly<{ kind: 'feed'; feed: Feed }> | Readonly<{ kind: 'rejected'; reason: string }>

/** How a feed came: what the server said of it, and the address it was read from; all unsaid for a file. */
export type FeedOrigin = Readonly<{
  contentType?: string | null | undefined
  address?: string | null | undefined
  contentLocation?: string | null | undefined
  contentLanguage?: string | null | undefined
}>

export const FEED_LIMITS = { entries: 500, depth: 64, attributes: 64, fieldCharacters: 1024 * 1024, fields: 200 } as const
