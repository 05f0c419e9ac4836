// Where a site's feeds are: what its page names as such, then the addresses that publishing systems use (pure).
import { Parser } from 'htmlparser2'

export type FoundFeed = Readonly<{
  url: string
  title: string | null
  /** `named`: the page says that it is a feed; `linked`: it links to what looks like one; `usual`: nothing says so, many sites have one there */
  how: 'named' | 'linked' | 'usual'
}>

const FEED_TYPE = /^(?:application|text)\/(?:(?:rss|atom|rdf)\+xml|feed\+json|rss|x-rss\+xml)\b/i
const MAYBE_TYPE = /^(?:application|text)\/(?:json|xml)\b/i
const FEED_ADDRESS =
  /(?:\.(?:rss|atom|rdf)|\/(?:feed|rss|atom)(?:\.xml|\.json)?|\/(?:feeds?|rss)\/[\w-]+(?:\.xml)?|[-_/](?:feed|rss|atom)\.(?:xml|php|aspx))\/?$/i
// Comments are no news.
const OF_COMMENTS = /comments?\b|\/comments\/feed/i
// WordPress; Hugo, Jekyll and Ghost; Drupal; Blogger; Substack and Medium; Arc and older systems.
// biome-ignore format: a list
const USUAL = ['/feed/', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/rss/', '/rss', '/feeds/posts/default', '/feed.json', '/news/rss.xml', '/?feed=rss2', '/arc/outboundfeeds/rss/']
const MOST = 20

/** Best first: named by the page, linked from it, then the usual addresses at the site's root and below the page's own folder. */
export function discoverFeeds(html: string, address: string): FoundFeed[] {
  const page = URL.parse(address)
  if (page === null) return []
  const { named, linked } = linksOf(html, page)
  const found = new Map<string, FoundFeed>()
  for (const feed of [...named, ...linked, ...usualFeeds(address)]) {
    const known = found.get(feed.url)
    if (!known && found.size < MOST) found.set(feed.url, feed)
  }
  return [...found.values()]
}

/** Where to look when a page names none, or cannot be had. */
export function usualFeeds(address: string): FoundFeed[] {
  const page = URL.parse(address)
  if (page === null || !/^https?:$/.test(page.protocol)) return []
  const below = page.pathname.replace(/\/+$/, '')
  const section = below === '' || /\.\w{2,5}$/.test(below) ? [] : [`${below}/feed/`, `${below}/rss.xml`]
  return [...section, ...USUAL].map((path) => ({ url: new URL(path, page.origin).href, title: null, how: 'usual' }))
}

// News plug-ins of WordPress, then what most systems write.
const SITEMAPS = ['/news-sitemap.xml', '/sitemap-news.xml', '/news_sitemap.xml', '/sitemap.xml', '/sitemap_index.xml']

/** Where to look for a sitemap when robots.txt names none. */
export function usualSitemaps(address: string): readonly string[] {
  const page = URL.parse(address)
  return page === null || !/^https?:$/.test(page.protocol) ? [] : SITEMAPS.map((path) => new URL(path, page.origin).href)
}

type Links = { named: FoundFeed[]; linked: FoundFeed[] }

function linksOf(html: string, page: URL): Links {
  const links: Links = { named: [], linked: [] }
  let base = page
  const note = (how: 'named' | 'linked', href: string | undefined, title: string | undefined) => {
    const url = href === undefined ? null : URL.parse(href.trim().replace(/^feed:(?:\/\/)?(?=https?:)/i, ''), base)
    const list = links[how]
    if (url === null || !/^https?:$/.test(url.protocol) || list.length >= MOST) return
    url.hash = ''
    const feed: FoundFeed = { url: url.href, title: title?.replace(/\s+/g, ' ').trim().slice(0, 200) || null, how }
    // A page names the feed of its comments beside that of its news.
    if (OF_COMMENTS.test(`${feed.url} ${feed.title ?? ''}`)) return
    list.push(feed)
  }
  const parser = new Parser({
    onopentag(name, { rel, type, href, title }: Readonly<Partial<Record<string, string>>>) {
      if (name === 'base' && href !== undefined) base = URL.parse(href, page) ?? base
      else if (name === 'link' && namesFeed(rel, type, href)) note('named', href, title)
      else if (name === 'a' && href !== undefined && (FEED_ADDRESS.test(pathOf(href)) || FEED_TYPE.test(type ?? '')))
        note('linked', href, title)
    },
  })
  parser.write(html)
  parser.end()
  return links
}

function namesFeed(rel = '', type = '', href = ''): boolean {
  const kinds = rel.toLowerCase().split(/\s+/)
  if (kinds.includes('feed')) return true
  // WordPress offers the data of the page itself as an alternate in JSON, which is no feed.
  return kinds.includes('alternate') && (FEED_TYPE.test(type.trim()) || (MAYBE_TYPE.test(type.trim()) && FEED_ADDRESS.test(pathOf(href))))
}

function pathOf(href: string): string {
  return href.split(/[?#]/, 1)[0] ?? ''
}
