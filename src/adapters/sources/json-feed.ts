// JSON Feed 1.0 and 1.1 → the same shape as the other dialects (pure).
import { z } from 'zod'
import { FEED_LIMITS, type FeedEntry, type FeedPerson, type FeedText, type ParsedFeed } from './feed-content.ts'
import { readFeedDate } from './feed-dates.ts'
import { languageWithin, type XmlStart } from './xml-stream.ts'

const words = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
const Person = z.object({ name: words, url: words }).optional().catch(undefined)
const People = { author: Person, authors: z.array(Person).optional().catch(undefined) }
const Attachment = z.object({ url: z.string(), mime_type: words }).optional().catch(undefined)
const Item = z
  .object({
    id: words,
    url: words,
    external_url: words,
    title: words,
    content_html: words,
    content_text: words,
    summary: words,
    date_published: words,
    date_modified: words,
    language: words,
    attachments: z.array(Attachment).optional().catch(undefined),
    ...People,
  })
  .nullable()
  .catch(null)
const JsonFeed = z.object({
  version: words,
  title: words,
  description: words,
  home_page_url: words,
  feed_url: words,
  language: words,
  items: z.array(Item),
  ...People,
})

const MOST_PARTS = 50_000
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125] as const

type Item = NonNullable<z.infer<typeof Item>>
type People = Readonly<{ author?: z.infer<typeof Person>; authors?: readonly z.infer<typeof Person>[] | undefined }>

/** Never throws; one item that is no object is an entry without anything, which is counted where it is read. */
export function parseJsonFeed(json: string, { base, language }: XmlStart): ParsedFeed {
  const shape = shapeOf(json)
  if (shape !== null) return { kind: 'rejected', reason: shape }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return { kind: 'rejected', reason: 'it begins like JSON and is no valid JSON' }
  }
  const parsed = JsonFeed.safeParse(value)
  if (!parsed.success || !isFeed(parsed.data)) return { kind: 'rejected', reason: 'it is JSON, but no JSON Feed' }
  const feed = parsed.data
  const home = address(feed.home_page_url, base)
  const own = { base: address(feed.feed_url, base) ?? base, language: languageWithin(language, feed.language) }
  const within = { ...own, base: home ?? own.base }
  const most = FEED_LIMITS.entries
  return {
    kind: 'feed',
    feed: {
      dialect: 'json',
      id: feed.feed_url ?? null,
      title: plain(feed.title, own),
      about: plain(feed.description, own),
      link: home,
      links: home === null ? [] : [{ href: home, rel: 'alternate', type: null }],
      published: null,
      updated: null,
      created: null,
      authors: peopleOf(feed),
      language: own.language,
      entries: feed.items.slice(0, most).map((item) => entryOf(item ?? {}, within)),
      beyond: Math.max(0, feed.items.length - most),
    },
  }
}

/** Why a parser should not be given it: nesting and parts cost it many times their length. */
function shapeOf(json: string): string | null {
  let depth = 0
  let parts = 0
  let inText = false
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (inText) {
      if (code === BACKSLASH) at += 1
      else if (code === QUOTE) inText = false
    } else if (code === QUOTE) inText = true
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1
      parts += 1
      if (depth > FEED_LIMITS.depth) return 'it is nested too deeply'
      if (parts > MOST_PARTS) return 'it has too many parts'
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1
  }
  return null
}

/** Any object with a list called `items` is not yet a feed. */
function isFeed({ version, items }: z.infer<typeof JsonFeed>): boolean {
  return /jsonfeed\.org\/version/i.test(version ?? '') || items.some((item) => item?.content_html ?? item?.content_text ?? item?.title)
}

function entryOf(item: Item, start: XmlStart): FeedEntry {
  const within = { ...start, language: item.language === undefined ? start.language : languageWithin(null, item.language) }
  const link = address(item.url, start.base) ?? address(item.external_url, start.base) ?? webAddress(item.id)
  const contents = [html(item.content_html, within), plain(item.content_text, within)].filter((text) => text !== null)
  const files = (item.attachments ?? []).slice(0, FEED_LIMITS.fields).flatMap((file) => file ?? [])
  return {
    id: item.id ?? null,
    title: plain(item.title, within),
    link,
    links: [
      ...(link === null ? [] : [{ href: link, rel: 'alternate', type: null }]),
      ...files.map(({ url, mime_type }) => ({ href: address(url, start.base) ?? url, rel: 'enclosure', type: mime_type ?? null })),
    ],
    published: readFeedDate(item.date_published),
    updated: readFeedDate(item.date_modified),
    created: null,
    summary: plain(item.summary, within),
    contents,
    authors: peopleOf(item),
    origin: null,
    language: within.language,
    isCut: [item.content_html, item.content_text, item.title, item.summary].some(
      (text) => (text?.length ?? 0) > FEED_LIMITS.fieldCharacters,
    ),
  }
}

function peopleOf({ author, authors }: People): FeedPerson[] {
  return [...(authors ?? []), author]
    .flatMap((person) => person ?? [])
    .slice(0, FEED_LIMITS.fields)
    .map(({ name, url }) => ({ name: name?.trim() || null, email: null, url: url ?? null }))
    .filter((person, at, all) => all.findIndex((other) => other.name === person.name && other.url === person.url) === at)
}

const plain = (value: string | undefined, within: XmlStart) => text(value, 'text', within)
const html = (value: string | undefined, within: XmlStart) => text(value, 'html', within)

function text(value: string | undefined, type: FeedText['type'], { language, base }: XmlStart): FeedText | null {
  const kept = value?.slice(0, FEED_LIMITS.fieldCharacters).trim()
  return kept ? { value: kept, type, language, base } : null
}

function address(given: string | undefined, base: string | null): string | null {
  return given?.trim() ? (URL.parse(given.trim(), base ?? undefined)?.href ?? null) : null
}

function webAddress(id: string | undefined): string | null {
  return id !== undefined && /^https?:\/\//i.test(id) ? address(id, null) : null
}
