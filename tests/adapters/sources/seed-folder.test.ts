// Folders of files in every form people have them in, broken and hostile ones too.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { folderSource } from '../../../src/adapters/sources/seed-folder.ts'
import type { RawArticle } from '../../../src/domain/article.ts'
import type { SourceItem } from '../../../src/ports/article-source.ts'
import { pdfOf } from './a-pdf.ts'

const TEXT = 'The army closed the road on Monday. It did not say why.'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

async function read(path = folder): Promise<SourceItem[]> {
  const items: SourceItem[] = []
  for await (const item of folderSource(path).read()) items.push(item)
  return items
}

async function rawOf(path = folder): Promise<RawArticle> {
  const [item] = await read(path)
  if (item?.kind !== 'article') throw new Error(JSON.stringify(item))
  return item.raw
}

const reasonOf = async (path: string) => (await read(path)).map((item) => (item.kind === 'rejected' ? item.reason : 'taken'))[0]

describe('a folder', () => {
  it('is read with all below it, in order of name, without what is hidden', async () => {
    for (const name of ['b.txt', 'a/z.txt', 'a/a.md', '.hidden.txt', '.git/config.txt', 'c.txt']) put(name, TEXT)
    expect((await read()).map(({ from }) => from)).toEqual(['a/a.md', 'a/z.txt', 'b.txt', 'c.txt'])
    expect((await rawOf()).fileName).toBe('a.md')
  })

  it('may be a single file', async () => {
    expect(await read(put('one.txt', TEXT))).toEqual([{ kind: 'article', from: 'one.txt', raw: { fileName: 'one.txt', text: TEXT } }])
    expect(folderSource(`${folder}/one.txt`).id).toBe('folder:one.txt')
  })

  it('that is not there is said so with the mend', async () => {
    await expect(read(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'no-such-path',
      hint: expect.stringContaining('check the path'),
    })
  })

  it('names what it leaves out and why, and reads the rest', async () => {
    put('good.txt', TEXT)
    put('empty.txt', '')
    put('picture.jpg', 'x')
    put('Makefile', 'all:')
    put('binary.txt', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2]))
    put('large.txt', '')
    truncateSync(join(folder, 'large.txt'), 5 * 1024 * 1024 + 1)
    expect((await read()).map((item) => [item.from, item.kind === 'rejected' ? item.reason : 'taken'])).toEqual([
      ['Makefile', 'a file without an ending is not read'],
      ['binary.txt', 'it is a binary file under the ending of a text'],
      ['empty.txt', 'it is empty'],
      ['good.txt', 'taken'],
      ['large.txt', 'it is larger than 5 MiB'],
      ['picture.jpg', 'files ending in .jpg are not read'],
    ])
  })

  // The superuser may read everything.
  it.skipIf(process.getuid?.() === 0)('says of what this user may not read that it is a matter of rights', async () => {
    chmodSync(put('a.txt', TEXT), 0)
    put('b/c.txt', TEXT)
    chmodSync(join(folder, 'b'), 0)
    const reasons = (await read()).map((item) => (item.kind === 'rejected' ? item.reason : 'taken'))
    chmodSync(join(folder, 'b'), 0o700)
    expect(reasons).toHaveLength(2)
    for (const reason of reasons) expect(reason).toContain('check that this user may read it')
  })

  it('follows no link out of itself and none in circles', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'))
    writeFileSync(join(outside, 'secret.txt'), TEXT)
    put('in/one.txt', TEXT)
    symlinkSync(outside, join(folder, 'out'))
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'secret.txt'))
    symlinkSync(folder, join(folder, 'in/circle'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'))
    expect((await read()).map((item) => [item.from, item.kind === 'rejected' ? item.reason : 'taken'])).toEqual([
      ['broken', 'it cannot be opened'],
      ['in/one.txt', 'taken'],
      ['out', 'it is a link that leads out of the folder'],
      ['secret.txt', 'it is a link that leads out of the folder'],
    ])
    rmSync(outside, { recursive: true })
  })
})

describe('front matter', () => {
  it('is read into fields, in .md and in .txt, and what is empty or null says nothing', async () => {
    const head =
      '---\nabout: road.txt\nkind: abstract\npublisher: null\nagency: "EFE"\nheadline:\npublishedAt: 2024-03-05\nmood: grim\n---\n'
    put('a.md', head + TEXT)
    expect(await rawOf()).toEqual({
      fileName: 'a.md',
      about: 'road.txt',
      kind: 'abstract',
      agency: 'EFE',
      publishedAt: '2024-03-05',
      text: TEXT,
    })
  })

  it('that is none stays text', async () => {
    const ruled = `---\nA line of text without any colon\n---\n${TEXT}`
    put('a.txt', ruled)
    expect(await rawOf()).toEqual({ fileName: 'a.txt', text: ruled })
  })
})

describe('a Markdown file', () => {
  it('is read as the text it shows', async () => {
    put(
      'a.md',
      `# Road closed\n\n![A bridge](b.jpg)\n\n**The army** closed [the road](https://example.org/a_(b)) on _Monday_.\n\n> It did \\*not\\* say why.\n\nWhy\n---\n\n\`\`\`\ncode\n\`\`\`\n`,
    )
    const text = (await rawOf()).text?.replace(/\n+/g, '\n').trim()
    expect(text).toBe('Road closed\nThe army closed the road on Monday.\nIt did *not* say why.\nWhy\ncode')
  })
})

describe('character sets', () => {
  const burmese = 'မြန်မာနိုင်ငံ တရုတ်နယ်စပ်'
  const chinese =
    '中国外交部发言人汪文斌6日表示，中方密切关注缅甸北部局势，呼吁各方立即停火，通过对话协商解决分歧，避免事态升级。这是他在例行记者会上说的。'
  const french =
    'Le ministère a été averti : les réfugiés étaient déjà à la frontière, près de la rivière, où l’armée avait fermé la route. Après l’été, tout était calme.'
  it.each([
    ['UTF-8', burmese, Buffer.from(burmese)],
    ['UTF-8 with its mark', burmese, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(burmese)])],
    ['UTF-16 with its mark', burmese, iconv.encode(burmese, 'utf-16le', { addBOM: true })],
    ['UTF-16, big end first', burmese, iconv.encode(burmese, 'utf-16be', { addBOM: true })],
    ['UTF-16 without its mark', TEXT, iconv.encode(TEXT, 'utf-16le')],
    ['GB 18030', chinese, iconv.encode(chinese, 'gb18030')],
    ['Windows-1252', french, iconv.encode(french, 'windows-1252')],
  ])('%s is told', async (_name, text, bytes) => {
    put('a.txt', bytes)
    expect((await rawOf()).text).toBe(text)
  })

  it('are taken from what a page declares of itself', async () => {
    const html = `<html><head><meta charset="windows-1251"></head><body>Армия закрыла дорогу</body></html>`
    put('a.html', iconv.encode(html, 'windows-1251'))
    expect((await rawOf()).html).toContain('Армия закрыла дорогу')
  })

  it('that cannot be told are said so, and a file cut inside a letter is read to there', async () => {
    expect(await reasonOf(put('odd.txt', Buffer.from([0x41, 0x42, 0xfe, 0x81, 0x43, 0xff, 0x99, 0x44, 0x8d, 0x8f, 0x45, 0xfc])))).toBe(
      'its character set cannot be told; save it as UTF-8',
    )
    const cut = Buffer.from(burmese).subarray(0, -1)
    expect((await rawOf(put('cut.txt', cut))).text).toBe(burmese.slice(0, -1))
  })
})

describe('a mail', () => {
  it('gives subject, date and body, whatever its encoding, and not its sender', async () => {
    const lines = [
      'From: Some Body <some@example.org>',
      'Subject: =?utf-8?B?Um9hZCBjbG9zZWQg4oCTIGFnYWlu?=',
      'Date: Tue, 05 Mar 2024 10:00:00 +0630',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'The army =E2=80=93 it said so =E2=80=93 closed the road.',
      '-- ',
      'Some Body',
      '--b',
      'Content-Type: text/html',
      '',
      '<p>Other</p>',
      '--b--',
    ]
    put('a.eml', lines.join('\r\n'))
    const raw = await rawOf()
    expect(raw).toMatchObject({
      headline: 'Road closed – again',
      publishedAt: '2024-03-05T03:30:00.000Z',
      text: expect.stringContaining('The army – it said so – closed the road.'),
    })
    expect(raw.text).not.toContain('Some Body')
    expect(raw.author).toBeUndefined()
  })
})

describe('a PDF', () => {
  it('gives its text without the lines of every page', async () => {
    put(
      'a.pdf',
      pdfOf([
        ['The Daily River 1', 'The army closed the road.'],
        ['The Daily River 2', 'It did not say why.'],
        ['The Daily River 3', 'Nobody asked.'],
      ]),
    )
    expect((await rawOf()).text?.replace(/\s+/g, ' ').trim()).toBe('The army closed the road. It did not say why. Nobody asked.')
  })

  it('without text, or broken, is said to be so', async () => {
    expect(await reasonOf(put('scan.pdf', pdfOf([[]])))).toBe('it holds no text, only pictures of it')
    expect(await reasonOf(put('broken.pdf', '%PDF-1.4 nothing follows'))).toBe('it is not a .pdf file that can be read')
  })
})

describe('JSON lines', () => {
  it('give one article a line, and each bad line its reason and number', async () => {
    const long = JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) })
    const lines = [
      JSON.stringify({ id: 7, url: null, text: TEXT, mood: 'grim', author: 3 }),
      '',
      '{"text": "cut',
      '[1]',
      '"text"',
      long,
      '   ',
      JSON.stringify({ id: 'last', text: TEXT, fileName: 'own.txt' }),
    ]
    put('a.jsonl', lines.join('\r\n'))
    put('b.jsonl', '{"id":7,"withdrawn":true}')
    expect(await read()).toEqual([
      { kind: 'article', from: 'a.jsonl:1', raw: { id: '7', text: TEXT, fileName: 'a.jsonl' } },
      { kind: 'rejected', from: 'a.jsonl:3', reason: 'the line is no valid JSON' },
      { kind: 'rejected', from: 'a.jsonl:4', reason: 'the line is no JSON object' },
      { kind: 'rejected', from: 'a.jsonl:5', reason: 'the line is no JSON object' },
      { kind: 'rejected', from: 'a.jsonl:6', reason: 'the line is larger than 5 MiB' },
      { kind: 'article', from: 'a.jsonl:8', raw: { id: 'last', text: TEXT, fileName: 'own.txt' } },
      { kind: 'withdrawn', from: 'b.jsonl:1', id: '7' },
    ])
  })

  it('are read with their mark and refused where they are no UTF-8', async () => {
    put(
      'a.jsonl',
      Buffer.concat([
        Buffer.from([0xef, 0xbb, 0xbf]),
        Buffer.from(`{"text":"${TEXT}"}\n{"text":"`),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}\n'),
      ]),
    )
    expect((await read()).map((item) => item.kind)).toEqual(['article', 'rejected'])
  })
})

describe('a saved feed', () => {
  it('gives its entries: RSS, Atom and RDF', async () => {
    put(
      'a.xml',
      `<?xml version="1.0"?><rss version="2.0"><channel><title>The Daily River</title><language>en</language><item><title>Road closed</title>
      <link>https://example.org/road</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;${TEXT}&lt;/p&gt;</description></item></channel></rss>`,
    )
    put(
      'b.atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>River wire</title><entry><title>Bridge</title><link href="https://example.org/bridge"/><published>2024-03-05T10:00:00Z</published><author><name>Jane Roe</name></author><content type="html">${TEXT}</content></entry></feed>`,
    )
    put(
      'c.rdf',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Old river</title></channel><item><title>Ferry</title><link>https://example.org/ferry</link><description>${TEXT}</description></item></rdf:RDF>`,
    )
    const items = await read()
    expect(items.map(({ from }) => from)).toEqual(['a.xml#1', 'b.atom#1', 'c.rdf#1'])
    expect(items.map((item) => (item.kind === 'article' ? item.raw : item.kind))).toMatchObject([
      {
        headline: 'Road closed',
        url: 'https://example.org/road',
        publisher: 'The Daily River',
        publishedAt: '2024-03-05T10:00:00Z',
        language: 'en',
        html: `<p>${TEXT}</p>`,
      },
      { headline: 'Bridge', publisher: 'River wire', author: 'Jane Roe' },
      { headline: 'Ferry', publisher: 'Old river', text: TEXT },
    ])
  })

  it.each([
    [
      'a document type',
      '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>',
      'it declares entities of its own, which no feed needs',
    ],
    ['a web page', '<!doctype html><html><body>x</body></html>', 'it is a web page, not a feed'],
    ['nesting without end', `<rss>${'<a>'.repeat(5000)}`, 'it is nested too deeply'],
    [
      'a list of feeds',
      '<opml version="2.0"><body><outline xmlUrl="https://example.org/feed"/></body></opml>',
      expect.stringContaining('save the feeds as .xml files'),
    ],
    ['other XML', '<catalog><book/></catalog>', 'it is not a feed that can be read (RSS, Atom, RDF or JSON)'],
    ['broken XML', '<rss><channel', 'it is a feed without entries'],
  ])('that is %s is refused with the reason', async (_name, xml, reason) => {
    expect(await reasonOf(put('a.xml', xml))).toEqual(reason)
  })

  it('of addresses alone brings nothing in and says the mend', async () => {
    expect(await reasonOf(put('a.opml', '<opml/>'))).toContain('nothing is fetched')
  })
})
