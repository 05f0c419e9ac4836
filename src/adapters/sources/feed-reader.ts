// Reads feeds off the main loop: bytes that a stranger sent are parsed on a thread that can be ended.
import { type OffLoop, offLoop } from '../off-loop.ts'
import type { FeedOrigin, ParsedFeed } from './feed-content.ts'
import type { FeedBytes } from './feed-parse.ts'

export type FeedReader = Readonly<{
  /** Says in a sentence why a feed is not read. Never throws. */
  read: (bytes: Uint8Array, origin: FeedOrigin) => Promise<ParsedFeed>
  close: () => Promise<void>
}>

const LIMIT_MS = 2_000
const HEAP_MB = 128

export function createFeedReader(limitMs = LIMIT_MS): FeedReader {
  const parsing: OffLoop<FeedBytes, ParsedFeed> = offLoop({
    module: new URL('./feed-parse.ts', import.meta.url),
    name: 'parseFeed',
    limitMs,
    heapMb: HEAP_MB,
  })
  return {
    read: async (bytes, origin) => {
      const result = await parsing.run({ bytes, origin })
      return result.kind === 'done' ? result.value : { kind: 'rejected', reason: result.reason }
    },
    close: parsing.close,
  }
}
