// The index opened over what an earlier version of it wrote: everything is read anew, many articles to a commit.
import { expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import type { Transact } from '../../src/ports/article-store.ts'
import { articleOf } from './article-of.ts'

const ARTICLES = 40

it('an index of an earlier version is read anew in few transactions, and holds what it would hold from new', async () => {
  const stores = openSqliteStores({ dataDir: ':memory:' })
  const parts = { ...stores, lexicon: emptyLexicon }
  const first = await openSummarizedIndex(parts)
  for (let n = 0; n < ARTICLES; n += 1) {
    const article = articleOf({
      id: `a${String(n)}`,
      text: `Flood number ${String(n)} killed ${String(n + 2)} people in Kalora, the governor said.`,
    })
    await stores.articles.put(article)
    await first.add(article)
  }
  const ids = Array.from({ length: ARTICLES }, (_, n) => `a${String(n)}`)
  const before = await stores.records.many(ids, [OPERATOR])
  for (const record of before.values()) {
    await stores.records.save({ ...record, summary: [], fingerprint: { kind: 'of-an-earlier-version', values: [1, 2, 3] } })
  }
  let transactions = 0
  const transact: Transact = (work) => {
    transactions += 1
    return stores.transact(work)
  }
  await openSummarizedIndex({ ...parts, transact })
  const after = await stores.records.many(ids, [OPERATOR])
  for (const id of ids) {
    expect(after.get(id)?.fingerprint).toEqual(before.get(id)?.fingerprint)
    expect(after.get(id)?.summary).toEqual(before.get(id)?.summary)
  }
  expect(transactions).toBeGreaterThan(0)
  expect(transactions).toBeLessThan(ARTICLES / 8)
  await stores.close()
})
