// Reading feeds: dialects, texts, dates, people, addresses, limits, and what is hostile.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Feed, FeedOrigin } from '../../../src/adapters/sources/feed-content.ts'
import { parseFeed } from '../../../src/adapters/sources/feed-parse.ts'

const rss = (inside: string) => `<rss version="2.0"><channel><title>The Daily River</title>${inside}</channel></rss>`
const atom = (inside: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>River wire</title>${inside}</feed>`

function read(text: string | Uint8Array, origin: FeedOrigin = {}): Feed {
  const parsed = parseFeed({ bytes: typeof text === 'string' ? Buffer.from(text) : text, origin })
  if (parsed.kind === 'rejected') throw new Error(parsed.reason)
  return parsed.feed
}

const refusal = (text: string) => parseFeed({ bytes: Buffer.from(text), origin: {} })

describe('texts of a feed', () => {
  it('stand for themselves in Atom unless the feed says otherwise, and are markup in RSS', () => {
    expect(read(atom('<entry><title>A &lt;b&gt; C</title></entry>')).entries[0]?.title).toMatchObject({ value: 'A <b> C', type: 'text' })
    expect(read(atom('<entry><title type="html">A &lt;b>C&lt;/b></title></entry>')).entries[0]?.title).toMatchObject({
      value: 'A <b>C</b>',
      type: 'html',
    })
    expect(read(rss('<item><description>&lt;p&gt;x&lt;/p&gt;</description></item>')).entries[0]?.summary).toMatchObject({
      value: '<p>x</p>',
      type: 'html',
    })
  })

  it('lose the wrapper of XHTML and keep the markup in it', () => {
    const content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p></div></content>'
    expect(read(atom(`<entry>${content}</entry>`)).entries[0]?.contents).toMatchObject([{ value: '<p>One &amp; two</p>', type: 'html' }])
  })

  it('know the names HTML has for characters, and leave unknown ones standing', () => {
    expect(read(rss('<item><title>caf&eacute; &mdash; &nosuch; &#8364; &#x20AC;</title></item>')).entries[0]?.title?.value).toBe(
      'café — &nosuch; € €',
    )
  })

  it('take CDATA as it stands', () => {
    expect(read(rss('<item><title><![CDATA[a &amp; b]]></title></item>')).entries[0]?.title?.value).toBe('a &amp; b')
  })

  it('of pictures and of the form beside the channel are not the channel', () => {
    const feed = read(
      rss('<image><title>Logo</title><link>https://x.example/logo</link></image><textInput><description>Search</description></textInput>'),
    )
    expect([feed.title?.value, feed.about, feed.link]).toEqual(['The Daily River', null, null])
  })

  it('come from media only where the entry itself says nothing', () => {
    const media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    const group = '<media:group><media:title>Clip</media:title><media:description>What it shows</media:description></media:group>'
    const feed = read(atom(`<entry>${group}</entry><entry><title>Own</title>${group}</entry>`, media))
    expect(feed.entries.map(({ title, summary }) => [title?.value, summary?.value])).toEqual([
      ['Clip', 'What it shows'],
      ['Own', 'What it shows'],
    ])
  })
})

describe('addresses, people and languages', () => {
  it('are relative to xml:base, element by element, and to where the feed was read from', () => {
    const feed = read(atom('<link href="/"/><entry xml:base="news/"><link href="one"/></entry>', 'xml:base="https://r.example/en/"'))
    expect([feed.link, feed.entries[0]?.link]).toEqual(['https://r.example/', 'https://r.example/en/news/one'])
    expect(read(rss('<item><link>/a</link></item>'), { address: 'https://q.example/feed' }).entries[0]?.link).toBe('https://q.example/a')
  })

  it('take no base that is no web address', () => {
    expect(read(atom('<entry><link href="x"/></entry>', 'xml:base="javascript:alert(1)//"')).entries[0]?.link).toBe('x')
  })

  it.each([
    ['<author>jo@r.example (Jo Roe)</author>', { name: 'Jo Roe', email: 'jo@r.example' }],
    ['<author>Jo Roe &lt;jo@r.example&gt;</author>', { name: 'Jo Roe', email: 'jo@r.example' }],
    ['<dc:creator>Jo Roe</dc:creator>', { name: 'Jo Roe', email: null }],
    ['<author><name>Jo Roe</name><uri>https://r.example/jo</uri></author>', { name: 'Jo Roe', url: 'https://r.example/jo' }],
  ])('read a person from %s', (author, person) => {
    expect(read(rss(`<item>${author}</item>`)).entries[0]?.authors).toMatchObject([person])
  })

  it('take the permanent address for the link only where there is none', () => {
    const feed = read(
      rss(
        '<item><guid>https://r.example/g</guid></item><item><guid isPermaLink="false">17</guid></item><item><link>https://r.example/l</link><guid>https://r.example/g</guid></item>',
      ),
    )
    expect(feed.entries.map(({ link, id }) => [link, id])).toEqual([
      ['https://r.example/g', 'https://r.example/g'],
      [null, '17'],
      ['https://r.example/l', 'https://r.example/g'],
    ])
  })

  it('inherit a language until it is taken back', () => {
    const feed = read(atom('<entry><title xml:lang="">x</title></entry><entry xml:lang="my"><title>y</title></entry>', 'xml:lang="en_GB"'))
    expect(feed.entries.map(({ title }) => title?.language)).toEqual([null, 'my'])
    expect([feed.language, feed.entries[0]?.language]).toEqual(['en-GB', 'en-GB'])
  })
})

describe('dates of a feed', () => {
  it.each([
    ['Tue, 05 Mar 2024 10:00:00 GMT', '2024-03-05T10:00:00Z'],
    ['Wed, 5 Mar 24 10:00 EST', '2024-03-05T15:00:00Z'],
    ['2024-03-05T16:30:00+06:30', '2024-03-05T10:00:00Z'],
    ['2024-03-05 10:00:00', '2024-03-05T10:00:00'],
    ['5 mars 2024 10:00 CET', '2024-03-05T09:00:00Z'],
    ['2024-03-05', '2024-03-05'],
    ['March 5, 2024', '2024-03-05'],
    ['2024-03', null],
    ['05/03/2024', null],
    ['Sat, 31 Feb 2024 10:00:00 GMT', null],
    ['yesterday', null],
  ])('%s', (words, date) => {
    expect(read(rss(`<item><pubDate>${words}</pubDate></item>`)).entries[0]?.published).toBe(date)
  })

  it('never throw, whatever stands in their place', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d:TZ+ ./-]{0,40}$/)), (words) => {
        const escaped = words.replace(/[&<>]/g, '')
        const date = read(rss(`<item><pubDate>${escaped}</pubDate></item>`)).entries[0]?.published ?? null
        return date === null || /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?$/.test(date)
      }),
    )
  })
})

describe('what is broken or hostile', () => {
  it('is read as far as it goes: tags that do not match, a feed cut short, prefixes nobody declared', () => {
    expect(
      read('<rss><channel><item><title>One</title><description><b>x</description></item><item><title>Two').entries.map(
        ({ title }) => title?.value,
      ),
    ).toEqual(['One', 'Two'])
    expect(read(rss('<item><dc:title>Undeclared</dc:title></item>')).entries[0]?.title?.value).toBe('Undeclared')
  })

  it('is refused where it declares entities, and read where it names a document type alone', () => {
    expect(refusal('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss/>')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('entities'),
    })
    expect(refusal('<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><rss/>')).toMatchObject({ kind: 'rejected' })
    const doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    expect(read(`<?xml version="1.0"?>${doctype}<rss version="0.91"><channel><title>Old</title></channel></rss>`).title?.value).toBe('Old')
  })

  it('passes no limit: depth, attributes, entries, length of a field', () => {
    expect(refusal(`<rss>${'<a>'.repeat(100_000)}`)).toMatchObject({ reason: 'it is nested too deeply' })
    expect(refusal(`<rss ${Array.from({ length: 65 }, (_, at) => `a${at}="1"`).join(' ')}/>`)).toMatchObject({
      reason: expect.stringContaining('attributes'),
    })
    const many = read(rss('<item><title>x</title></item>'.repeat(503)))
    expect([many.entries.length, many.beyond]).toEqual([500, 3])
    const long = read(rss(`<item><title>x</title><description>${'a'.repeat(1_100_000)}</description></item><item><title>y</title></item>`))
    expect(long.entries.map(({ isCut }) => isCut)).toEqual([true, false])
  })

  it('of any bytes is a feed or a reason, never a throw', () => {
    const pieces = fc.constantFrom(
      '<rss>',
      '<channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&#0;',
      '&#x110000;',
      '&amp;',
      '<link href="',
      '"',
      '/>',
      '<entry',
      ' xmlns="http://www.w3.org/2005/Atom"',
      ' __proto__="x"',
      '{"items":[',
      '{}',
      'null',
      ']',
      '\ufffe',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        expect(['feed', 'rejected']).toContain(parseFeed({ bytes: Buffer.from(parts.join('')), origin: {} }).kind)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => ['feed', 'rejected'].includes(parseFeed({ bytes, origin: {} }).kind)),
    )
  })
})

describe('JSON Feed', () => {
  it('is read in both versions, with authors, languages and relative addresses', () => {
    const feed = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'River',
        home_page_url: 'https://r.example/',
        language: 'en',
        items: [
          {
            id: 7,
            url: '/a',
            title: 'A',
            content_html: '<p>x</p>',
            date_published: '2024-03-05T10:00:00+01:00',
            authors: [{ name: 'Jo' }],
          },
          { id: 'https://r.example/b', content_text: 'plain', author: { name: 'Old' }, language: 'my' },
          'no item',
        ],
      }),
    )
    expect(feed.entries).toMatchObject([
      { id: '7', link: 'https://r.example/a', published: '2024-03-05T09:00:00Z', authors: [{ name: 'Jo' }], language: 'en' },
      { link: 'https://r.example/b', contents: [{ value: 'plain', type: 'text' }], authors: [{ name: 'Old' }], language: 'my' },
      { id: null, title: null, contents: [] },
    ])
  })

  it('of other JSON is refused with the reason', () => {
    expect(refusal('{"items": []}')).toEqual({ kind: 'rejected', reason: 'it is JSON, but no JSON Feed' })
    expect(refusal('[1, 2')).toEqual({ kind: 'rejected', reason: 'it begins like JSON and is no valid JSON' })
  })
})

describe('character sets', () => {
  it.each([
    ['UTF-16 by its mark', Buffer.from(`\ufeff${rss('<item><title>é</title></item>')}`, 'utf16le'), {}],
    [
      'what the document declares',
      Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${rss('<item><title>é</title></item>')}`, 'latin1'),
      {},
    ],
    ['what the host says', Buffer.from(rss('<item><title>é</title></item>'), 'latin1'), { contentType: 'text/xml; charset=ISO-8859-1' }],
    ['windows-1252 where nothing tells', Buffer.from(rss('<item><title>é</title></item>'), 'latin1'), {}],
    ['UTF-8 whatever the host says', Buffer.from(rss('<item><title>é</title></item>')), { contentType: 'text/xml; charset=ISO-8859-1' }],
  ])('%s', (_name, bytes, origin) => {
    expect(read(bytes, origin).entries[0]?.title?.value).toBe('é')
  })
})
