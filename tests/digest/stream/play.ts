// Plays a half of the written stream day by day through the product: ingest, then the digest of one channel, remembered as posted.
import { loadSeeds } from '../../../src/adapters/sources/seed-lexicon.ts'
import { openSqliteStores } from '../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { silentLog } from '../../../src/base/log.ts'
import { createBrief } from '../../../src/brief/brief.ts'
import { createDigests, type DigestPreview } from '../../../src/digest/digest.ts'
import { OPERATOR } from '../../../src/domain/article.ts'
import type { Topic } from '../../../src/domain/topic.ts'
import { openSummarizedIndex } from '../../../src/index/summarized-index.ts'
import { createIngest } from '../../../src/ingest/ingest.ts'
import type { SourceItem } from '../../../src/ports/article-source.ts'
import { openSearch } from '../../../src/search/search.ts'
import type { Day, Stream } from './stream.ts'

const SEEDS = new URL('../../../seeds', import.meta.url).pathname
export const KEY = 'slack:T1:C1'

/** The digest of each day, in order. `days`: only the first so many. */
export async function play(stream: Stream, days = stream.days.length): Promise<readonly DigestPreview[]> {
  const stores = openSqliteStores({ dataDir: ':memory:' })
  const { articles, records } = stores
  const { lexicon } = loadSeeds(SEEDS)
  let now = Temporal.Instant.from('2026-01-01T00:00:00Z')
  const clock = { now: () => now }
  const index = await openSummarizedIndex({ articles, records, lexicon, transact: stores.transact })
  const search = await openSearch({ articles, records, lexicon })
  const ingest = createIngest({ ...stores, index, search, clock, log: silentLog })
  const brief = createBrief({ search, index, articles, model: null, elapsed: () => 0 })
  const topic = topicOf(stream)
  const digests = createDigests({
    ...{ ...stores, brief, index, clock, log: silentLog },
    platforms: new Map(),
    topicNamed: () => topic,
    readerLink: () => null,
  })
  const editions: DigestPreview[] = []
  for (const day of stream.days.slice(0, days)) {
    now = Temporal.PlainDateTime.from(`${day.day}T07:50`).toZonedDateTime(stream.zone).toInstant()
    await ingest.takeIn({ id: 'stream', read: () => arrivalsOf(day) }, OPERATOR)
    now = now.add({ minutes: 10 })
    editions.push(await digests.preview({ topic: topic.name, channelKey: KEY, scope: [OPERATOR], now, commit: true }))
  }
  await stores.close()
  return editions
}

function topicOf({ beat: { query, aliases } }: Stream): Topic {
  return { name: 'beat', title: query, query, aliases, workspace: OPERATOR }
}

async function* arrivalsOf({ arrivals }: Day): AsyncGenerator<SourceItem> {
  for (const { op, article } of arrivals) {
    if (op === 'withdraw') yield { kind: 'withdrawn', from: 'stream', id: article.id }
    else yield { kind: 'article', from: 'stream', raw: article }
  }
}
