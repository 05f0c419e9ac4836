// A saved feed (RSS, Atom, RDF) → its entries as RawArticles.
import { parseFeed } from '@rowanmanning/feed-parser'
import type { RawArticle } from '../../domain/article.ts'

export type FeedRead = Readonly<{ kind: 'feed'; entries: readonly RawArticle[] }> | Readonly<{ kind: 'rejected'; reason: string }>

const MOST_ENTRIES = 2000
const DEEPEST = 64
// Entities can grow without end, and a document type can fetch: no feed needs either.
const DECLARATION = /<!(?:doctype|entity|element|attlist|notation)\b/i
const CDATA = /<!\[CDATA\[[\s\S]*?\]\]>/g
const COMMENT = /<!--[\s\S]*?-->/g

/** Reads a feed's text; an entry without title or text is left to the cleaning rules. Never throws. */
export function readFeed(xml: string): FeedRead {
  if (/^\s*(?:<\?xml[^>]*>\s*)?<!doctype html|^\s*<html/i.test(xml)) return rejected('it is a web page, not a feed')
  const bare = xml.replace(CDATA, '').replace(COMMENT, '')
  if (DECLARATION.test(bare)) return rejected('it declares a document type or entities, which no feed needs')
  if (/<opml\b/i.test(bare.slice(0, 4096))) return rejected(OPML_REASON)
  if (isTooDeep(bare)) return rejected('it is nested too deeply')
  try {
    const feed = parseFeed(xml)
    const entries = feed.items.slice(0, MOST_ENTRIES).map((item): RawArticle => {
      const body = item.content ?? item.description ?? undefined
      return {
        headline: item.title ?? undefined,
        url: item.url ?? undefined,
        publisher: feed.title ?? undefined,
        author:
          item.authors
            .map(({ name }) => name)
            .filter((name) => name !== null)
            .join(', ') || undefined,
        publishedAt: item.published?.toISOString(),
        language: feed.language ?? undefined,
        html: body,
      }
    })
    return entries.length > 0 ? { kind: 'feed', entries } : rejected('it is a feed without entries')
  } catch {
    return rejected('it is not a feed that can be read (RSS, Atom or RDF)')
  }
}

/** Why a list of feeds brings in nothing by itself. */
export const OPML_REASON = 'it lists the addresses of feeds, and nothing is fetched here: save the feeds as .xml files beside it'

function rejected(reason: string): FeedRead {
  return { kind: 'rejected', reason }
}

function isTooDeep(xml: string): boolean {
  let depth = 0
  for (const { 0: tag } of xml.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    if (depth > DEEPEST) return true
  }
  return false
}
