// Sitemaps of any shape and size: each page is read, too old or unread, and nothing of a hostile one takes long.
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSitemap } from '../../../src/adapters/sources/sitemap.ts'
import { parseSitemap } from '../../../src/adapters/sources/sitemap-parse.ts'
import { isArticlePath } from '../../../src/adapters/sources/sitemap-source.ts'

const ADDRESS = 'https://www.river.example/sitemap.xml'
const urlset = (urls: readonly string[]) => `<urlset>${urls.join('')}</urlset>`
const parsed = (text: string | Uint8Array) =>
  parseSitemap({ bytes: typeof text === 'string' ? Buffer.from(text) : text, contentType: null, address: ADDRESS })

describe('a sitemap', () => {
  it('has each of its pages counted once, the newest first', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-10-${String(n).padStart(2, '0')}`)
    const page = fc.record({ isOwn: fc.boolean(), day: fc.option(day) })
    fc.assert(
      fc.property(fc.array(page, { maxLength: 40 }), fc.boolean(), (pages, isPacked) => {
        const xml = urlset(
          pages.map(({ isOwn, day }, n) => {
            const lastmod = day === null ? '' : `<lastmod>${day}</lastmod>`
            return `<url><loc>https://${isOwn ? 'river' : 'other'}.example/${n}</loc>${lastmod}</url>`
          }),
        )
        const read = parsed(isPacked ? gzipSync(xml) : xml)
        if (read.kind !== 'pages') throw new Error(read.kind)
        expect(read.pages.length).toBe(pages.filter(({ isOwn }) => isOwn).length)
        expect(read.pages.length + read.beyond + read.unread).toBe(pages.length)
        const days = read.pages.map(({ changedAt }) => changedAt ?? '')
        expect(days).toEqual(days.toSorted().reverse())
      }),
    )
  })

  it('as large as the protocol lets it be gives its newest thousand', () => {
    const at = (n: number) => Temporal.Instant.from('2020-01-01T00:00:00Z').add({ hours: n }).toString()
    const xml = urlset(
      Array.from({ length: 50_000 }, (_, n) => `<url><loc>https://river.example/${n}</loc><lastmod>${at(n)}</lastmod></url>`),
    )
    const read = readSitemap(xml, ADDRESS)
    if (read.kind !== 'pages') throw new Error(read.kind)
    expect([read.pages.length, read.beyond, read.pages[0]?.url]).toEqual([1_000, 49_000, 'https://river.example/49999'])
  })

  it.each([
    ['that unpacks to more than it may', gzipSync(Buffer.alloc(50 * 1024 * 1024)), 'it does not unpack, or to more than is read'],
    ['that is broken', gzipSync('<urlset/>').subarray(0, 12), 'it does not unpack, or to more than is read'],
    ['that is packed twice', gzipSync(gzipSync('<urlset/>')), 'it is a binary file under the ending of a text'],
    [
      'with entities of its own',
      '<!DOCTYPE u [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>',
      'it declares entities of its own, which no feed needs',
    ],
    ['nested without end', '<urlset>'.repeat(1_000), 'it is nested too deeply'],
    ['that is a web page', '<html><body>News</body></html>', 'it is no sitemap'],
    ['that is empty', '', 'it is no sitemap'],
  ])('%s is refused with the reason', (_, given, reason) => expect(parsed(given)).toEqual({ kind: 'rejected', reason }))

  it('is read whatever it holds', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<url>', '</url>', '<loc>', '</loc>', '<sitemap>', '<urlset>', '<![CDATA[', ']]>', '<!--', '&#0;'),
    )
    fc.assert(fc.property(fc.array(piece), (pieces) => ['pages', 'sitemaps', 'rejected'].includes(parsed(pieces.join('')).kind)))
  })
})

describe('the address of an article', () => {
  it.each([
    '/2026/11/flood',
    '/2026/11/20/flood',
    '/news/12345',
    '/flood-in-the-port',
    '/a.html',
    '/world/asia-67890123',
    '/story-2026-11/',
  ])('is like %s', (path) => expect(isArticlePath(path)).toBe(true))
  it.each(['/', '/about', '/news', '/2026/', '/2026/11/', '/2026/11/20/', '/news/2026', '/category/world-news', '/tag/port'])(
    'is not like %s',
    (path) => expect(isArticlePath(path)).toBe(false),
  )
})
