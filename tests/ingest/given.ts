// What the tests of ingest need around it: stores in memory, the real index and search, a source from a list.
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import type { RawArticle } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { createIngest, type IngestDeps } from '../../src/ingest/ingest.ts'
import type { ArticleSource, SourceItem } from '../../src/ports/article-source.ts'
import { openSearch } from '../../src/search/search.ts'

/** Everything ingest is wired with; `change` swaps parts of it. */
export async function desk(options: Readonly<{ dataDir?: string; change?: (deps: IngestDeps) => Partial<IngestDeps> }> = {}) {
  const stores = openSqliteStores({ dataDir: options.dataDir ?? ':memory:' })
  const { articles, records, transact } = stores
  const index = await openSummarizedIndex({ articles, records, lexicon: emptyLexicon })
  const search = await openSearch({ articles, records, lexicon: emptyLexicon })
  const deps: IngestDeps = { articles, records, transact, index, search, clock: fixedClock('2024-03-05'), log: silentLog }
  const ingest = createIngest({ ...deps, ...options.change?.(deps) })
  const hits = async (question: string, scope: readonly string[] = ['operator']) => {
    const found = await search.find({ question, scope, now: Temporal.Instant.from('2024-03-06T00:00:00Z'), limit: 10 })
    return [...new Set(found.hits.map((hit) => hit.article.id))]
  }
  return { ...deps, ingest, hits, close: stores.close }
}

/** A source that hands over these, in order; an Error is thrown where it stands. */
export function sourceOf(...items: readonly (RawArticle | SourceItem | Error)[]): ArticleSource {
  return {
    id: 'list:test',
    read: async function* () {
      for (const [at, item] of items.entries()) {
        if (item instanceof Error) throw item
        yield 'from' in item ? item : { kind: 'article', from: `item ${at + 1}`, raw: item }
      }
    },
  }
}
