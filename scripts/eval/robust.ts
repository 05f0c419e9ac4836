// What becomes of hostile strings and broken files as feeds: how many items were accounted for, how many threw.
import { readFileSync } from 'node:fs'
import { feedItems } from '../../src/adapters/sources/feed-articles.ts'
import { parseFeed } from '../../src/adapters/sources/feed-parse.ts'
import { makeArticle } from '../../src/ingest/make-article.ts'

type Row = Readonly<{ set?: string; s?: string; b64?: string }>
export type RobustScore = Readonly<{ files: number; items: number; stored: number; rejected: number; refused: number; threw: number }>

const provenance = { workspace: 'operator', source: 'eval', ingestedAt: '2024-01-01T00:00:00Z' }
const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Each string in every field of three dialects, escaped and raw; each broken file as a feed by itself. */
export async function scoreRobust(path: string): Promise<RobustScore> {
  // biome-ignore format: one pipeline
  const rows = readFileSync(path, 'utf8').split('\n').slice(1).filter((line) => line !== '').map((line) => JSON.parse(line) as Row)
  const score = { files: 0, items: 0, stored: 0, rejected: 0, refused: 0, threw: 0 }
  for (const bytes of rows.flatMap(({ s, b64 }) => (s === undefined ? [Buffer.from(b64 ?? '', 'base64')] : feedsWith(s)))) {
    score.files += 1
    try {
      const read = parseFeed({ bytes, origin: {} })
      if (read.kind === 'rejected') score.refused += 1
      else await countItems(score, [...feedItems(read.feed, 'x')])
    } catch {
      score.threw += 1
    }
  }
  return score
}

async function countItems(
  score: { items: number; stored: number; rejected: number },
  items: ReturnType<typeof feedItems> extends Generator<infer Item> ? Item[] : never,
) {
  for (const item of items) {
    score.items += 1
    const end = item.kind === 'article' ? await makeArticle(item.raw, provenance) : item
    if (end.kind === 'made') score.stored += 1
    else if (end.kind === 'rejected' && end.reason !== '') score.rejected += 1
  }
}

function feedsWith(words: string): Buffer[] {
  const item = (text: string) =>
    `<item><title>${text}</title><link>${text}</link><pubDate>${text}</pubDate><author>${text}</author><description>${text}</description></item>`
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    items: [{ id: words, url: words, title: words, content_html: words, date_published: words, language: words }],
  }
  return [
    `<rss><channel>${item(escaped(words))}${item('One')}</channel></rss>`,
    `<rss><channel>${item(words)}${item('One')}</channel></rss>`,
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:lang="${escaped(words).replaceAll('"', '&quot;')}"><title type="html">${escaped(words)}</title><content type="html">${escaped(words)}</content></entry></feed>`,
    JSON.stringify(json),
  ].map((text) => Buffer.from(text))
}
