// Feeds as they break on the way: cut short, bytes changed, any words in any field; every item is an article or a rejection with its reason.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedItems } from '../../../src/adapters/sources/feed-articles.ts'
import { parseFeed } from '../../../src/adapters/sources/feed-parse.ts'
import { makeArticle } from '../../../src/ingest/make-article.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/feeds')
const files = readdirSync(FOLDER)
  .filter((name) => name !== 'shapes.jsonl')
  .map((name) => readFileSync(join(FOLDER, name)))
const provenance = { workspace: 'operator', source: 'test', ingestedAt: '2024-04-01T00:00:00Z' }

/** How many items a feed's bytes gave, and how many of them are accounted for. */
async function accountFor(bytes: Uint8Array) {
  const read = parseFeed({ bytes, origin: {} })
  if (read.kind === 'rejected') return read.reason === '' ? [1, 0] : [0, 0]
  const items = [...feedItems(read.feed, 'x')]
  const ends = await Promise.all(items.map((item) => (item.kind === 'article' ? makeArticle(item.raw, provenance) : item)))
  const told = ends.filter((end) => end.kind === 'made' || (end.kind === 'rejected' && end.reason !== ''))
  return [read.feed.entries.length + read.feed.beyond, told.length]
}

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

describe('a feed that broke on the way', () => {
  it('cut anywhere loses nothing that was whole, and throws nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), async (bytes, part) => {
        const [items, told] = await accountFor(bytes.subarray(0, Math.floor(bytes.length * part)))
        expect(told).toBe(items)
      }),
      { numRuns: 60 },
    )
  })

  it('with bytes changed is read or refused with a reason', async () => {
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, async (bytes, all) => {
        const broken = Buffer.from(bytes)
        for (const [part, byte] of all) broken[Math.floor(part * broken.length)] = byte
        const [items, told] = await accountFor(broken)
        expect(told).toBe(items)
      }),
      { numRuns: 60 },
    )
  })

  it('with an item that is nonsense keeps the items beside it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (words) => {
        const item = (title: string) =>
          `<item><title>${title}</title><description>The river rose by two metres at ${title}.</description></item>`
        const read = parseFeed({
          bytes: Buffer.from(`<rss><channel>${item('One')}${item(escaped(words))}${item('Two')}</channel></rss>`),
          origin: {},
        })
        expect(read.kind === 'feed' && read.feed.entries.map(({ title }) => title?.value)).toMatchObject({ 0: 'One', 2: 'Two', length: 3 })
      }),
      { numRuns: 100 },
    )
  })

  it('in JSON with members of any type is read item by item', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (one, other) => {
        const items = [
          { title: 'One', content_text: 'The river rose.' },
          one,
          { title: other, content_html: other, url: other, date_published: other, authors: other, attachments: other },
        ]
        const bytes = Buffer.from(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: other, items }))
        expect(await accountFor(bytes)).toEqual([3, 3])
      }),
      { numRuns: 60 },
    )
  })
})
