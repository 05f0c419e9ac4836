// A saved feed (RSS, Atom, RDF, JSON Feed) → its entries, in the order of the file.
import type { SourceItem } from '../../ports/article-source.ts'
import { feedItems } from './feed-articles.ts'
import { createFeedReader } from './feed-reader.ts'

export type FeedRead = Readonly<{ kind: 'feed'; items: Iterable<SourceItem> }> | Readonly<{ kind: 'rejected'; reason: string }>

const reader = createFeedReader()

/** Reads the bytes of a file; `name` begins the place of each of its entries. Never throws. */
export async function readFeedFile(bytes: Uint8Array, name: string): Promise<FeedRead> {
  const read = await reader.read(bytes, {})
  if (read.kind === 'rejected') return read.reason.includes('list of feeds') ? { ...read, reason: OPML_REASON } : read
  const { entries, beyond } = read.feed
  if (entries.length + beyond === 0) return { kind: 'rejected', reason: 'it is a feed without entries' }
  return { kind: 'feed', items: feedItems(read.feed, name) }
}

/** Why a list of feeds brings in nothing by itself. */
export const OPML_REASON = 'it lists the addresses of feeds, and nothing is fetched here: save the feeds as .xml files beside it'
