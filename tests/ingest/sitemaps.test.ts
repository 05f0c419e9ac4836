// Sitemaps as sources, against a host on loopback: what is read of them, when, and what is left out.
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Product } from '../../src/main.ts'
import { deskFolder, type Host, hostOf, MINUTE, MovedClock, STORY } from '../polled.ts'

const SCOPE = ['operator']
const HOUR = 60 * MINUTE
type Page = Readonly<{ path: string; lastmod?: string; published?: string; title?: string }>
type Answer = Readonly<{ status?: number; headers?: Readonly<Record<string, string>>; body?: string | Buffer }>

let folder: ReturnType<typeof deskFolder>
let clock: MovedClock
let product: Product
let host: Host
let site: Record<string, Answer | undefined>

beforeEach(async () => {
  folder = deskFolder()
  clock = new MovedClock()
  site = { '/robots.txt': { status: 404 } }
  host = await hostOf((request, response) => {
    const { url = '' } = request
    const given = site[url] ?? (url.endsWith('.html') || url.startsWith('/story') ? { body: pageAt(url) } : { status: 404 })
    const etag = given.headers?.['etag']
    if (etag !== undefined && request.headers['if-none-match'] === etag) response.writeHead(304, given.headers).end()
    else response.writeHead(given.status ?? 200, { 'content-type': 'text/html', ...given.headers }).end(given.body ?? '')
  }, clock)
  product = await folder.open(host.port, clock)
})
afterEach(async () => {
  await product.close()
  await host.close()
  folder.clear()
})

const NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
const newsOf = ({ published, title }: Page) =>
  published === undefined
    ? ''
    : `<news:news><news:publication><news:name>Hill Post</news:name><news:language>en</news:language></news:publication><news:publication_date>${published}</news:publication_date><news:title>${title ?? 'A report from Brenna'}</news:title></news:news>`
const sitemapOf = (pages: readonly Page[]) =>
  `<urlset ${NAMESPACES}>${pages
    .map(
      (page) =>
        `<url><loc>${host.origin}${page.path}</loc>${page.lastmod === undefined ? '' : `<lastmod>${page.lastmod}</lastmod>`}${newsOf(page)}</url>`,
    )
    .join('')}</urlset>`
const indexOf = (sitemaps: readonly Readonly<{ path: string; lastmod?: string }>[]) =>
  `<sitemapindex ${NAMESPACES}>${sitemaps
    .map(
      ({ path, lastmod }) =>
        `<sitemap><loc>${host.origin}${path}</loc>${lastmod === undefined ? '' : `<lastmod>${lastmod}</lastmod>`}</sitemap>`,
    )
    .join('')}</sitemapindex>`
const pageAt = (path: string, more = '') =>
  `<html><body><article><h1>Port of Brenna flooded</h1><p>${STORY} Told at ${path}. ${more}</p></article></body></html>`
const news = (n: number, more: Partial<Page> = {}): Page => ({
  path: `/story-${n}`,
  published: `2026-11-20T0${n % 8}:00:00Z`,
  title: `Report ${n} from Brenna`,
  ...more,
})
const add = (path: string, as?: 'sitemap') => product.sources.add({ url: `${host.origin}${path}`, workspace: 'operator', as })
const later = async (ms = 8 * HOUR) => {
  clock.ms += ms
  host.asked.length = 0
  await product.sources.tick()
  return host.asked.map(({ path }) => path).filter((path) => path !== '/robots.txt')
}
const last = async () => {
  const [health] = await product.sources.list(SCOPE)
  const reading = health?.state.last
  if (!reading) throw new Error('nothing was read')
  const { read, added, updated, unchanged, rejected } = reading
  // Every entry in is stored, known or left out for a reason.
  expect(added + updated + unchanged + Object.values(rejected).reduce((all, one) => all + one, 0)).toBe(read)
  return reading
}

describe('a sitemap', () => {
  it('is read when it is added, is no news at first, and what comes later is', async () => {
    site['/news.xml'] = { headers: { etag: '"1"' }, body: sitemapOf([news(1), news(2)]) }
    const { mark } = await product.articles.addedSince(null, SCOPE)
    expect(await add('/news.xml')).toMatchObject({ kind: 'added', articles: 2, source: { kind: 'sitemap', label: 'Hill Post' } })
    expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toEqual([])
    expect(await later()).toEqual(['/news.xml'])
    site['/news.xml'] = { headers: { etag: '"2"' }, body: sitemapOf([news(3), news(1), news(2)]) }
    expect(await later()).toEqual(['/news.xml', '/story-3'])
    expect((await product.articles.addedSince(mark, SCOPE)).articleIds).toHaveLength(1)
    expect(await last()).toMatchObject({ read: 3, added: 1, unchanged: 2, rejected: {} })
  })

  it('that says when a page was changed has it read again, as a new version of the same article', async () => {
    const pages = (lastmod: string) => sitemapOf([news(1, { lastmod }), news(2, { lastmod: '2026-11-20T07:00:00Z' })])
    site['/news.xml'] = { body: pages('2026-11-20T07:00:00Z') }
    await add('/news.xml')
    site['/news.xml'] = { body: pages('2026-11-20T12:00:00Z') }
    site['/story-1'] = { body: pageAt('/story-1', 'The water is falling again, the harbour master said.') }
    expect(await later()).toEqual(['/news.xml', '/story-1'])
    expect(await last()).toMatchObject({ read: 2, updated: 1, unchanged: 1 })
    expect(await product.articles.count(SCOPE)).toBe(2)
  })

  it('has few pages read at a time, newest first; the rest wait and are counted, and none is lost', async () => {
    site['/news.xml'] = { headers: { etag: '"1"' }, body: sitemapOf([news(0)]) }
    await add('/news.xml')
    const many = Array.from({ length: 45 }, (_, n) => news(100 + n, { published: `2026-11-20T09:${10 + n}:00Z` }))
    site['/news.xml'] = { headers: { etag: '"2"' }, body: sitemapOf([...many, news(0)]) }
    const asked = await later()
    expect(asked.slice(0, 3)).toEqual(['/news.xml', '/story-144', '/story-143'])
    expect(await last()).toMatchObject({ read: 46, added: 20, unchanged: 1, rejected: { 'its page is read at the next poll': 25 } })
    await later()
    await later()
    expect(await last()).toMatchObject({ added: 5, unchanged: 41, rejected: {} })
    expect(await product.articles.count(SCOPE)).toBe(46)
    expect(await later()).toEqual(['/news.xml'])
  })

  it('that was long before it was added brings its newest pages, and the others only when they change while they are news', async () => {
    const old = Array.from({ length: 30 }, (_, n) => news(n, { published: '2026-11-10T08:00:00Z', lastmod: '2026-11-10T08:00:00Z' }))
    const recent = news(99, { published: '2026-11-09T09:00:00Z', lastmod: '2026-11-09T09:00:00Z' })
    site['/news.xml'] = { body: sitemapOf([...old, recent]) }
    await add('/news.xml')
    expect(await last()).toMatchObject({ read: 31, added: 10, rejected: { 'it was there before its sitemap was added': 21 } })
    expect(await later()).toEqual(['/news.xml'])
    const dressed = old.map((page) => ({ ...page, lastmod: '2026-11-20T09:00:00Z' }))
    const changed = { ...recent, published: '2026-11-20T09:00:00Z' }
    site['/news.xml'] = { body: sitemapOf([...dressed, changed]) }
    const asked = await later()
    expect(asked).toContain('/story-99')
    expect(asked).toHaveLength(1 + 1 + 10)
  })

  it('packed as a .gz file is read; one that unpacks to too much, or is broken, is refused in a sentence', async () => {
    site['/news.xml.gz'] = { headers: { 'content-type': 'application/x-gzip' }, body: gzipSync(sitemapOf([news(1)])) }
    expect(await add('/news.xml.gz')).toMatchObject({ kind: 'added', articles: 1 })
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    site['/bomb.xml.gz'] = { headers: { 'content-type': 'application/x-gzip' }, body: bomb }
    expect(await add('/bomb.xml.gz', 'sitemap')).toMatchObject({ kind: 'refused', reason: expect.stringContaining('does not unpack') })
  })

  it('has only addresses of articles on its own site read, where robots.txt lets them', async () => {
    site['/robots.txt'] = { body: 'User-agent: *\nDisallow: /closed' }
    const plain = (path: string) => ({ path, lastmod: '2026-11-20T08:00:00Z' })
    const elsewhere = `<url><loc>https://elsewhere.example/2026/a-long-story-of-it</loc></url>`
    const all = sitemapOf([plain('/about'), plain('/2026/flood.html'), plain('/closed/2026-flood.html')])
    site['/sitemap.xml'] = { body: all.replace('</urlset>', `${elsewhere}</urlset>`) }
    expect(await add('/sitemap.xml')).toMatchObject({ kind: 'added', articles: 1, source: { label: new URL(host.origin).host } })
    expect((await last()).rejected).toEqual({
      'its address is not that of an article': 1,
      'its address is none of the sitemap’s own site': 1,
      [`${new URL(host.origin).host} asks programs not to fetch this page (robots.txt).`]: 1,
    })
    expect(await later()).toEqual(['/sitemap.xml'])
  })

  it('whose page is gone later withdraws the article; a page that fails is tried three times', async () => {
    const pages = (lastmod: string) => sitemapOf([news(1, { lastmod }), news(2, { lastmod })])
    site['/news.xml'] = { headers: { etag: '"1"' }, body: pages('2026-11-20T07:00:00Z') }
    site['/story-2'] = { status: 500 }
    expect(await add('/news.xml')).toMatchObject({ articles: 1 })
    expect(await later()).toEqual(['/news.xml', '/story-2'])
    expect(await later()).toEqual(['/news.xml', '/story-2'])
    expect(await later()).toEqual(['/news.xml'])
    expect(await later()).toEqual(['/news.xml'])
    site['/news.xml'] = { body: pages('2026-11-21T07:00:00Z') }
    site['/story-1'] = { status: 410 }
    site['/story-2'] = undefined
    await later()
    const articles: string[] = []
    for await (const { url, withdrawnAt } of product.articles.all(SCOPE))
      articles.push(`${url?.replace(host.origin, '')} ${withdrawnAt === null ? 'stands' : 'withdrawn'}`)
    expect(articles.sort()).toEqual(['/story-1 withdrawn', '/story-2 stands'])
  })
})

describe('a list of sitemaps', () => {
  it('has those of news read first, three at a poll; what was left out is counted', async () => {
    const dated = (path: string, day: number) => ({ path, lastmod: `2026-11-${day}T08:00:00Z` })
    site['/index.xml'] = {
      body: indexOf([
        dated('/images.xml', 20),
        dated('/archive-1.xml', 10),
        dated('/archive-2.xml', 19),
        dated('/archive-3.xml', 18),
        dated('/news.xml', 12),
      ]),
    }
    for (const [at, path] of ['/archive-2.xml', '/archive-3.xml', '/news.xml'].entries()) site[path] = { body: sitemapOf([news(at)]) }
    await add('/index.xml')
    expect(host.asked.map(({ path }) => path).filter((path) => path.endsWith('.xml'))).toEqual([
      ...['/index.xml', '/news.xml', '/archive-2.xml', '/archive-3.xml'],
    ])
    expect(await last()).toMatchObject({ read: 5, added: 3, rejected: { 'it is a sitemap beyond the 3 that are read of a list': 2 } })
  })

  it('is asked with what it said of itself, and so is each that it names, unless it says that nothing of it changed', async () => {
    const news1 = { path: '/news-1.xml', lastmod: '2026-11-20T08:00:00Z' }
    const tagged = (body: string, etag: string) => ({ headers: { etag }, body })
    site['/index.xml'] = tagged(indexOf([news1, { path: '/news-2.xml' }]), '"i1"')
    site['/news-1.xml'] = tagged(sitemapOf([news(1)]), '"a1"')
    site['/news-2.xml'] = tagged(sitemapOf([news(2)]), '"b1"')
    await add('/index.xml')
    expect(await later()).toEqual(['/index.xml', '/news-2.xml'])
    expect(host.asked.map(({ etag }) => etag)).toEqual(['"i1"', '"b1"'])
    // The list is as it was, and one that it names is not.
    site['/news-2.xml'] = tagged(sitemapOf([news(3), news(2)]), '"b2"')
    expect(await later()).toEqual(['/index.xml', '/news-2.xml', '/story-3'])
    site['/index.xml'] = tagged(indexOf([{ ...news1, lastmod: '2026-11-21T08:00:00Z' }, { path: '/news-2.xml' }]), '"i2"')
    site['/news-1.xml'] = tagged(sitemapOf([news(4), news(1)]), '"a2"')
    expect(await later()).toEqual(['/index.xml', '/news-1.xml', '/news-2.xml', '/story-4'])
    expect(await product.articles.count(SCOPE)).toBe(4)
  })

  it('of which one cannot be read is read without it', async () => {
    site['/index.xml'] = { body: indexOf([{ path: '/news-1.xml' }, { path: '/news-2.xml' }, { path: '/index.xml' }]) }
    site['/news-2.xml'] = { body: sitemapOf([news(2)]) }
    expect(await add('/index.xml')).toMatchObject({ kind: 'added', articles: 1 })
    expect((await last()).rejected).toEqual({ 'it is a sitemap of the list that cannot be read': 2 })
  })
})

describe('a site without a feed', () => {
  it('is read by the sitemap of news that its robots.txt names', async () => {
    site['/robots.txt'] = { body: `Sitemap: ${host.origin}/sitemap.xml\nSitemap: ${host.origin}/news-of-it.xml` }
    site['/'] = { body: '<html><body>News</body></html>' }
    site['/news-of-it.xml'] = { body: sitemapOf([news(1)]) }
    expect(await add('/')).toMatchObject({ kind: 'added', articles: 1, source: { kind: 'sitemap', url: `${host.origin}/news-of-it.xml` } })
  })

  it('is read by one at an address that publishing systems use, and refused where none names an article', async () => {
    site['/'] = { body: '<html><body>News</body></html>' }
    site['/sitemap.xml'] = { body: sitemapOf([{ path: '/about' }]) }
    expect(await add('/')).toMatchObject({ kind: 'refused', reason: expect.stringContaining('No feed and no sitemap was found') })
    site['/sitemap.xml'] = { body: sitemapOf([{ path: '/2026/11/20/flood-in-brenna' }, { path: '/story-1-of-2026' }]) }
    expect(await add('/')).toMatchObject({ kind: 'added', source: { kind: 'sitemap' } })
  })
})
