// What the tests of forgetting need: real stores, index and search, and ingest at two times.
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import type { RawArticle } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { Edition } from '../../src/domain/subscription.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { createIngest } from '../../src/ingest/ingest.ts'
import { openSearch } from '../../src/search/search.ts'

export const FORGET_NOW = Temporal.Instant.from('2024-06-01T03:00:00Z')
export const TOLD = 'Officials in the town said 40 lorries were waiting at the gate.'

export function report(id: string, publishedAt: string, what: string): RawArticle {
  const text = `${what} on Tuesday, traders in the border town said. ${TOLD} It was not clear when ${what} would change.`
  return { id, publishedAt, headline: what, publisher: `Paper of ${id}`, author: 'A. Writer', text }
}

type Options = Readonly<{ days: number | null; bySource?: readonly (readonly [string, number | null])[]; dataDir?: string }>

/** `old` takes in what is there from before anything was to be forgotten. */
export async function forgettingDesk({ days, bySource = [], dataDir = ':memory:' }: Options) {
  const stores = openSqliteStores({ dataDir })
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  const search = await openSearch({ ...stores, lexicon: emptyLexicon })
  const deps = { ...stores, index, search, log: silentLog }
  return {
    stores,
    index,
    old: createIngest({ ...deps, clock: fixedClock('2024-01-03') }),
    ingest: createIngest({ ...deps, clock: fixedClock(FORGET_NOW.toString()), keeping: { days, bySource: new Map(bySource) } }),
    hits: async (question: string) => {
      const found = await search.find({ question, scope: ['operator'], now: FORGET_NOW, limit: 10 })
      return [...new Set(found.hits.map((hit) => hit.article.id))]
    },
    /** A delivery `d1` whose edition tells a fact of the article, and which is not sent. */
    openEdition: async (articleId: string) => {
      const occurrence = { subscriptionId: 's', version: 1, localDate: '2024-06-01', slot: 0, dueAt: '2024-06-01T02:00:00Z' }
      await stores.deliveries.plan({
        ...{ id: 'd1', occurrence, channel: { platform: 'slack', workspace: 'T1', channel: 'C1' }, part: 1, parts: 1, state: 'planned' },
        ...{ attempts: 0, payload: null, firstAttemptAt: null, attemptedAt: null, notBefore: null, leaseUntil: null, doubts: 0, twins: 0 },
        ...{ absences: 0, blindResends: 0, messageId: null, reason: null },
      })
      const facts = [{ key: 'k', value: 'v', articleId, toldAt: '2024-06-01T02:00:00Z' }]
      const edition: Edition = { kind: 'digest', document: { preview: 'd', nodes: [] }, claims: [], facts, cited: [] }
      await stores.deliveries.freeze(occurrence, edition)
    },
  }
}
