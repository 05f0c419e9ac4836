// The product without platforms and models on a data folder: real stores, index, search, ingest and brief.
import { join } from 'node:path'
import { loadSeeds } from '../../src/adapters/sources/seed-lexicon.ts'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { systemClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { type Brief, createBrief } from '../../src/brief/brief.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { createIngest, type Ingest } from '../../src/ingest/ingest.ts'
import { openSearch } from '../../src/search/search.ts'

export type Product = Readonly<{ ingest: Ingest; brief: Brief; close: () => Promise<void> }>

export async function openProduct(dataDir: string): Promise<Product> {
  const stores = openSqliteStores({ dataDir })
  const { articles, records, segments, transact } = stores
  const { lexicon } = loadSeeds(join(import.meta.dirname, '../../seeds'))
  const index = await openSummarizedIndex({ articles, records, lexicon, transact })
  const search = await openSearch({ articles, records, segments, lexicon })
  const ingest = createIngest({ articles, records, transact, index, search, clock: systemClock, log: silentLog })
  await ingest.open()
  const brief = createBrief({ search, index, model: null, elapsed: () => performance.now() })
  return { ingest, brief, close: stores.close }
}
