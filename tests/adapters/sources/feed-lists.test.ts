// Finding feeds: OPML in and out, what a page names, what a sitemap lists.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discoverFeeds, usualFeeds } from '../../../src/adapters/sources/discovery.ts'
import { type ListedFeed, readOpml, writeOpml } from '../../../src/adapters/sources/opml.ts'
import { readSitemap } from '../../../src/adapters/sources/sitemap.ts'

describe('a list of feeds', () => {
  it('gives each feed once, under the folder it stands in', () => {
    const outlines = `<outline text="Border"><outline text="River &amp; road" type="rss" xmlUrl="https://r.example/feed" htmlUrl="https://r.example/"/>
      <outline title="Mail" xmlUrl="mailto:x@r.example"/></outline><outline text="Top" xmlURL="feed:https://t.example/rss"/><outline xmlUrl="https://r.example/feed"/>`
    expect(readOpml(`<?xml version="1.0"?><opml version="1.0"><body>${outlines}</body></opml>`)).toEqual({
      kind: 'list',
      feeds: [
        { title: 'River & road', feedUrl: 'https://r.example/feed', siteUrl: 'https://r.example/', folder: 'Border' },
        { title: 'Top', feedUrl: 'https://t.example/rss', siteUrl: null, folder: null },
      ],
      beyond: 0,
      unread: 1,
    })
  })

  it('is refused when it is none, or declares entities', () => {
    expect(readOpml('<rss/>')).toMatchObject({ kind: 'rejected' })
    expect(readOpml('<!DOCTYPE x [<!ENTITY a "b">]><opml/>')).toMatchObject({ kind: 'rejected' })
  })

  it('is read back as it was written, whatever the names', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    const path = fc.stringMatching(/^[a-z&=?%]{1,20}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(path, name, fc.option(name, { nil: null })), {
          selector: ([at]) => URL.parse(at, 'https://x.example/')?.href,
        }),
        (rows) => {
          const feeds = rows.map(
            ([at, title, folder]): ListedFeed => ({ title, folder, feedUrl: new URL(at, 'https://x.example/').href, siteUrl: null }),
          )
          const back = readOpml(writeOpml('All', feeds))
          expect(back.kind === 'list' && new Set(back.feeds.map(({ feedUrl }) => feedUrl))).toEqual(
            new Set(feeds.map(({ feedUrl }) => feedUrl)),
          )
        },
      ),
    )
  })
})

describe('the feeds of a page', () => {
  const page = `<html><head><base href="/en/">
    <link rel="alternate" type="application/rss+xml" title="River &raquo; Feed" href="feed/">
    <link rel="alternate" type="application/rss+xml" title="River &raquo; Comments Feed" href="comments/feed/">
    <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
    <link rel="alternate" hreflang="my" href="/my/"><link rel="stylesheet" href="x.css">
    </head><body><a href="/world/rss.xml">World</a><a href="/story">Story</a><a href="javascript:feed">x</a></body></html>`

  it('are what it names, then what it links to, then the usual addresses', () => {
    const found = discoverFeeds(page, 'https://r.example/en/news')
    expect(found.slice(0, 3)).toEqual([
      { url: 'https://r.example/en/feed/', title: 'River » Feed', how: 'named' },
      { url: 'https://r.example/world/rss.xml', title: null, how: 'linked' },
      { url: 'https://r.example/en/news/feed/', title: null, how: 'usual' },
    ])
    expect(found.filter(({ how }) => how !== 'usual')).toHaveLength(2)
  })

  it('never lie on another scheme, and none are usual where the address is none', () => {
    const hostile = '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"><link rel=feed href="data:text/xml,x">'
    expect(discoverFeeds(hostile, 'https://r.example/').every(({ url }) => url.startsWith('https://r.example/'))).toBe(true)
    expect(usualFeeds('ftp://r.example/')).toEqual([])
    expect(discoverFeeds('<a href="/rss">', 'not an address')).toEqual([])
  })
})

describe('a sitemap', () => {
  const namespaces =
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'

  it('of a news site gives pages with headline, publisher, language and date', () => {
    const news =
      '<n:news><n:publication><n:name>The Daily River</n:name><n:language>en</n:language></n:publication><n:publication_date>2024-03-05T10:00+06:30</n:publication_date><n:title>Road &amp; bridge closed</n:title></n:news>'
    const xml = `<urlset ${namespaces}><url><loc> https://www.r.example/road </loc><lastmod>2024-03-06</lastmod>${news}<image:image><image:loc>https://cdn.example/p.jpg</image:loc></image:image></url><url><loc>https://elsewhere.example/x</loc></url></urlset>`
    expect(readSitemap(xml, 'https://r.example/news.xml')).toEqual({
      kind: 'pages',
      pages: [
        {
          url: 'https://www.r.example/road',
          headline: 'Road & bridge closed',
          publisher: 'The Daily River',
          language: 'en',
          publishedAt: '2024-03-05T03:30:00Z',
          changedAt: '2024-03-06',
        },
      ],
      beyond: 0,
      unread: 1,
    })
  })

  it('that lists sitemaps gives their addresses; other XML is refused', () => {
    expect(
      readSitemap(`<sitemapindex ${namespaces}><sitemap><loc>https://r.example/1.xml</loc></sitemap></sitemapindex>`, 'https://r.example/'),
    ).toEqual({
      kind: 'sitemaps',
      sitemaps: [{ url: 'https://r.example/1.xml', changedAt: null }],
      ...{ beyond: 0, unread: 0 },
    })
    expect(readSitemap('<rss/>', 'https://r.example/')).toMatchObject({ kind: 'rejected' })
  })
})
