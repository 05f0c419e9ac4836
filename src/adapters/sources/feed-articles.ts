// Entries of a feed → articles as they came, and for each that is none the reason why (pure).
import type { RawArticle } from '../../domain/article.ts'
import type { SourceItem } from '../../ports/article-source.ts'
import { FEED_LIMITS, type Feed, type FeedEntry, type FeedText } from './feed-content.ts'

const MARKUP = /<[a-z/!][^<>]*>|&(?:#x?[\da-f]+|[a-z\d]+);/i
const NAMES = 10

export const beyondFirst = () => `it is beyond the first ${FEED_LIMITS.entries} entries of its feed`

/** Every entry of the feed, counted: as an article or as a rejection. */
export function* feedItems(feed: Feed, from: string): Generator<SourceItem> {
  for (const [at, entry] of feed.entries.entries()) {
    const place = `${from}#${at + 1}`
    if (entry.isCut)
      yield { kind: 'rejected', from: place, reason: 'a field of it is larger than 1 MiB, or it has more fields than are read' }
    else yield { kind: 'article', from: place, raw: rawArticle(entry, feed) }
  }
  for (let at = 0; at < feed.beyond; at += 1)
    yield {
      kind: 'rejected',
      from: `${from}#${FEED_LIMITS.entries + at + 1}`,
      reason: beyondFirst(),
    }
}

/** What the entry says of itself, and of the feed what an entry leaves unsaid. */
export function rawArticle(entry: FeedEntry, feed: Feed): RawArticle {
  const publisher = entry.origin?.name ?? (feed.title === null ? null : wordsOf(feed.title))
  return {
    ...said('headline', headlineOf(entry)),
    ...said('url', addressOf(entry.link, feed.link)),
    ...said('publisher', publisher),
    ...said('author', namesOf(entry)),
    ...said('publishedAt', entry.published ?? entry.created ?? entry.updated),
    ...said('language', bodyOf(entry)?.language ?? entry.language),
    ...bodyFields(bodyOf(entry)),
  }
}

function said(field: keyof RawArticle, value: string | null | undefined): RawArticle {
  return value ? { [field]: value } : {}
}

/** The fullest text: of several contents the longest, and the summary where that says more. */
function bodyOf(entry: FeedEntry): FeedText | null {
  const texts = [...entry.contents, ...(entry.summary ? [entry.summary] : [])]
  return texts.reduce<FeedText | null>((best, text) => (best === null || text.value.length > best.value.length ? text : best), null)
}

function bodyFields(body: FeedText | null): RawArticle {
  if (body === null) return {}
  // Plain words in a field for markup keep their line breaks.
  return body.type === 'text' || !MARKUP.test(body.value) ? { text: body.value } : { html: body.value }
}

/** Aggregators print the publisher behind the headline, which has a field of its own. */
function headlineOf({ title, origin }: FeedEntry): string | null {
  const words = title === null ? null : wordsOf(title)
  const tail = origin?.name ? ` - ${origin.name}` : null
  return words !== null && tail !== null && words.length > tail.length && words.endsWith(tail) ? words.slice(0, -tail.length) : words
}

function wordsOf({ value, type }: FeedText): string {
  return type === 'text' ? value.replace(/\s+/g, ' ') : value
}

function namesOf({ authors }: FeedEntry): string | null {
  const names = authors.slice(0, NAMES).map(({ name }) => name)
  return names.filter((name) => name !== null).join(', ') || null
}

function addressOf(link: string | null, home: string | null): string | null {
  return link === null ? null : (URL.parse(link, home ?? undefined)?.href ?? null)
}
