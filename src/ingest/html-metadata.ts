// What a page says of itself in JSON-LD and meta tags: headline, date, author, publisher, language, address (pure).
import { Parser } from 'htmlparser2'
import { foldLine } from './lines.ts'
import { plainLine } from './plain-line.ts'
import { readPublishedAt } from './read-date.ts'

export type HtmlMetadata = Readonly<{
  headline: string | null
  publishedAt: string | null
  author: string | null
  publisher: string | null
  language: string | null
  url: string | null
}>

type Found = {
  meta: Map<string, string>
  title: string
  headings: string[]
  canonical: string | null
  language: string | null
  json: string[]
}

type Attributes = Readonly<
  Partial<
    Record<'lang' | 'xml:lang' | 'rel' | 'href' | 'type' | 'property' | 'name' | 'itemprop' | 'http-equiv' | 'content' | 'datetime', string>
  >
>

const ARTICLE_TYPES = /(?:Article|Posting|Report|WebPage)$/
// Old systems hide scripts from older browsers.
const WRAPPING = /^\s*(?:<!--|(?:\/\/\s*)?<!\[CDATA\[)|(?:\/\/\s*)?(?:-->|\]\]>)\s*$/g
const MOST_HEADINGS = 5
const LONGEST_JSON = 200_000

/** Reads the tags as they come; of several for one thing the first wins. Never throws. */
export function readHtmlMetadata(html: string): HtmlMetadata {
  const found = collect(html)
  const linked = found.json.flatMap(articlesIn)[0] ?? {}
  const meta = (...names: readonly string[]) => names.map((name) => found.meta.get(name)).find((value) => value !== undefined) ?? null
  const publisher = namesOf(linked.publisher) ?? plainLine(meta('og:site_name', 'dc.publisher', 'application-name'))
  const url = found.canonical ?? meta('og:url') ?? wordsOf(linked.url)
  const headline = plainLine(wordsOf(linked.headline) ?? meta('og:title', 'twitter:title') ?? (found.title.trim() || null))
  return {
    headline: headline === null ? null : withoutSite(headline, { site: publisher, url, headings: found.headings }),
    publishedAt:
      readPublishedAt(wordsOf(linked.datePublished)) ??
      readPublishedAt(
        meta('article:published_time', 'datepublished', 'pubdate', 'dc.date.issued', 'dc.date', 'date', 'publish-date', 'sailthru.date'),
      ),
    author: namesOf(linked.author) ?? nameOnly(meta('author', 'article:author', 'dc.creator', 'byl')),
    publisher,
    language: wordsOf(linked.inLanguage) ?? found.language ?? meta('content-language', 'og:locale', 'dc.language'),
    url,
  }
}

const LAST_PART = /^(\S.*?)\s+(?:[|–—·»:]|-{1,2})\s+([^|–—·»]{2,60})$/u

/** Drops the name of the site behind a headline: where the page says it is one, its address has it, or its own heading goes without. */
function withoutSite(
  headline: string,
  { site, url, headings }: Readonly<{ site: string | null; url: string | null; headings: readonly string[] }>,
): string {
  const [, words = '', last = ''] = LAST_PART.exec(headline.trim()) ?? []
  if (words === '') return headline.trim()
  const [name, shown] = [squeezed(last), foldLine(words)]
  const host = URL.parse(url ?? '')?.hostname.replace(/^www\./, '') ?? ''
  const isSite =
    (site !== null && name === squeezed(site)) ||
    (name.length > 2 && [host, ...host.split('.')].some((part) => squeezed(part).replace(/^the/, '') === name)) ||
    headings.some((heading) => foldLine(heading) === shown)
  return isSite ? words : headline.trim()
}

/** Letters and digits alone, without the article: `The Daily River` is `dailyriver`. */
const squeezed = (text: string) =>
  text
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')

function collect(html: string): Found {
  const found: Found = { meta: new Map(), title: '', headings: [], canonical: null, language: null, json: [] }
  let reading: 'title' | 'json' | 'heading' | null = null
  const parser = new Parser({
    onopentag(name, attributes: Attributes) {
      if (name === 'html') found.language ??= attributes.lang ?? attributes['xml:lang'] ?? null
      else if (name === 'link' && attributes.rel?.toLowerCase() === 'canonical') found.canonical ??= attributes.href ?? null
      else if (name === 'meta') noteMeta(found, attributes)
      else if (name === 'time') noteTime(found, attributes)
      else if (name === 'title' && found.title === '') reading = 'title'
      else if (name === 'h1' && found.headings.length < MOST_HEADINGS) {
        reading = 'heading'
        found.headings.push('')
      } else if (name === 'script' && /^application\/ld\+json/i.test(attributes.type ?? '')) {
        reading = 'json'
        found.json.push('')
      }
    },
    ontext(text) {
      if (reading === 'title') found.title += text
      if (reading === 'heading') found.headings[found.headings.length - 1] += text
      // What is longer is not read, so it is not held.
      if (reading === 'json' && (found.json.at(-1)?.length ?? 0) <= LONGEST_JSON) found.json[found.json.length - 1] += text
    },
    onclosetag(name) {
      if (name === 'title' || name === 'script' || name === 'h1') reading = null
    },
  })
  parser.write(html)
  parser.end()
  return found
}

function noteMeta(found: Found, attributes: Attributes): void {
  const name = (attributes.property ?? attributes.name ?? attributes.itemprop ?? attributes['http-equiv'])?.toLowerCase()
  const content = attributes.content?.trim()
  if (name && content && !found.meta.has(name)) found.meta.set(name, content)
}

/** A date marked as that of publication; any other date in a page may be of anything. */
function noteTime(found: Found, { itemprop, datetime }: Attributes): void {
  if (datetime && itemprop?.toLowerCase().includes('datepublished') && !found.meta.has('datepublished'))
    found.meta.set('datepublished', datetime)
}

/** A JSON-LD object: only what is read here, of whatever type the page made it. */
type Linked = Readonly<
  Partial<Record<'@type' | '@graph' | 'name' | 'headline' | 'datePublished' | 'author' | 'publisher' | 'inLanguage' | 'url', unknown>>
>

/** Articles among JSON-LD objects, inside `@graph` and lists too. */
function articlesIn(json: string): Linked[] {
  if (json.length > LONGEST_JSON) return []
  try {
    return flatten(JSON.parse(json.replace(WRAPPING, '')), 0).filter((node) =>
      [node['@type']].flat().some((type) => typeof type === 'string' && ARTICLE_TYPES.test(type)),
    )
  } catch {
    return []
  }
}

function flatten(value: unknown, depth: number): Linked[] {
  if (depth > 4 || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((entry) => flatten(entry, depth + 1))
  const node = value as Linked
  return [node, ...flatten(node['@graph'], depth + 1)]
}

function wordsOf(value: unknown): string | null {
  const first = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first.trim() !== '' ? plainLine(first.trim()) : null
}

/** `{ name }`, `[{ name }, …]` or plain strings, as names in a row. */
function namesOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .slice(0, 10)
    .map((entry) => nameOnly(typeof entry === 'object' && entry !== null ? wordsOf((entry as Linked).name) : wordsOf(entry)))
  return names.filter((name) => name !== null).join(', ') || null
}

/** Some pages put the author's address where the name belongs. */
function nameOnly(value: string | null): string | null {
  return value === null || /^https?:\/\//i.test(value) ? null : value.replace(/^by\s+/i, '')
}
