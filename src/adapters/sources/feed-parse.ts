// Bytes of a feed → what it says, whatever its dialect and character set (pure).
import { Buffer } from 'node:buffer'
import { decodeFetched } from './charset.ts'
import type { FeedOrigin, ParsedFeed } from './feed-content.ts'
import { parseXmlFeed } from './feed-xml.ts'
import { parseJsonFeed } from './json-feed.ts'
import { baseWithin, languageWithin } from './xml-stream.ts'

export type FeedBytes = Readonly<{ bytes: Uint8Array; origin: FeedOrigin }>

/** Never throws; linear in the length of the bytes. */
export function parseFeed({ bytes, origin }: FeedBytes): ParsedFeed {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (given.length === 0) return { kind: 'rejected', reason: 'it is empty' }
  const decoded = decodeFetched(given, origin.contentType)
  return decoded.kind === 'rejected' ? decoded : parseFeedText(decoded.text, origin)
}

/** The same for text that is already decoded. */
export function parseFeedText(text: string, origin: FeedOrigin): ParsedFeed {
  const start = {
    base: baseWithin(origin.address ?? null, origin.contentLocation ?? undefined),
    language: languageWithin(null, origin.contentLanguage ?? undefined),
  }
  const begin = /^[\s\ufeff]{0,1000}([[{]?)/.exec(text)
  return begin?.[1] ? parseJsonFeed(text.slice((begin[0]?.length ?? 1) - 1), start) : parseXmlFeed(text, start)
}
