// Sitemaps of news sites: the pages they name with headline and date, and the sitemaps that a list of sitemaps names (pure).
import { readFeedDate } from './feed-dates.ts'
import { readXml, type XmlElement } from './xml-stream.ts'

export type SitemapPage = Readonly<{
  url: string
  headline: string | null
  publisher: string | null
  language: string | null
  /** ISO date or instant */
  publishedAt: string | null
  /** when the page was last changed, which says nothing of when it was published */
  changedAt: string | null
}>
export type SitemapRead =
  /** newest first; `beyond`: older than the most that are read; `unread`: without an address on the sitemap's site */
  | Readonly<{ kind: 'pages'; pages: readonly SitemapPage[]; beyond: number; unread: number }>
  | Readonly<{ kind: 'sitemaps'; sitemaps: readonly Readonly<{ url: string; changedAt: string | null }>[]; beyond: number; unread: number }>
  | Readonly<{ kind: 'rejected'; reason: string }>

const MOST_PAGES = 1_000 // news sitemaps: their own rule
const MOST_HELD = 50_000 // pages of one sitemap: the protocol's own rule
const MOST_SITEMAPS = 500
const LONGEST = 5_000
const FIELDS = new Set(['loc', 'lastmod', 'news:title', 'news:name', 'news:language', 'news:publication_date'])

/** The address of a page must be of the sitemap's own site, or it counts as unread. Never throws. */
export function readSitemap(xml: string, address: string): SitemapRead {
  const reader = new SitemapReader(address)
  const read = readXml(xml, reader, { base: address, language: null })
  return read.kind === 'rejected' ? read : reader.result()
}

class SitemapReader {
  private readonly site: string | null
  private readonly pages: SitemapPage[] = []
  private readonly sitemaps: Readonly<{ url: string; changedAt: string | null }>[] = []
  private root: string | null = null
  private fields = new Map<string, string>()
  private field: string | null = null
  private beyond = 0
  private unread = 0

  constructor(address: string) {
    this.site = siteOf(address)
  }

  open({ name }: XmlElement): void {
    this.root ??= name
    if (name === 'url' || name === 'sitemap') this.fields = new Map()
    this.field = FIELDS.has(name) ? name : null
  }

  text(text: string): void {
    if (this.field === null) return
    const held = this.fields.get(this.field) ?? ''
    if (held.length < LONGEST) this.fields.set(this.field, held + text.slice(0, LONGEST))
  }

  close({ name }: XmlElement): void {
    this.field = null
    if (name !== 'url' && name !== 'sitemap') return
    const url = URL.parse(this.said('loc') ?? '')
    if (url === null || !/^https?:$/.test(url.protocol) || siteOf(url.href) !== this.site) this.unread += 1
    else if (name === 'sitemap' && this.sitemaps.length < MOST_SITEMAPS)
      this.sitemaps.push({ url: url.href, changedAt: readFeedDate(this.said('lastmod')) })
    else if (name === 'url' && this.pages.length < MOST_HELD) this.pages.push(this.page(url.href))
    else this.beyond += 1
  }

  result(): SitemapRead {
    const { beyond, unread } = this
    if (this.root === 'sitemapindex') return { kind: 'sitemaps', sitemaps: this.sitemaps, beyond, unread }
    if (this.root !== 'urlset') return { kind: 'rejected', reason: 'it is no sitemap' }
    const pages = newestFirst(this.pages)
    return { kind: 'pages', pages: pages.slice(0, MOST_PAGES), beyond: beyond + Math.max(0, pages.length - MOST_PAGES), unread }
  }

  private page(url: string): SitemapPage {
    return {
      url,
      headline: this.said('news:title'),
      publisher: this.said('news:name'),
      language: this.said('news:language'),
      publishedAt: readFeedDate(this.said('news:publication_date')),
      changedAt: readFeedDate(this.said('lastmod')),
    }
  }

  private said(field: string): string | null {
    return this.fields.get(field)?.replace(/\s+/g, ' ').trim() || null
  }
}

/** Those without a date come last, as they stand. */
export function newestFirst<T extends Readonly<{ publishedAt?: string | null; changedAt: string | null }>>(
  all: readonly T[],
): readonly T[] {
  const dateOf = ({ publishedAt, changedAt }: T) => publishedAt ?? changedAt ?? ''
  return all.toSorted((a, b) => (dateOf(a) === dateOf(b) ? 0 : dateOf(a) < dateOf(b) ? 1 : -1))
}

/** Host without `www.`: one site's sitemap does not speak for another. */
function siteOf(address: string): string | null {
  return URL.parse(address)?.hostname.replace(/^www\./, '') ?? null
}
