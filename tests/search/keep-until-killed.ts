// Run as a process of its own by segments.test.ts: adds articles in transactions, changes some, and keeps segments until it is killed.
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { shardsOf } from '../../src/search/shards.ts'
import { putRecord } from './put-record.ts'

const [dataDir = '', life = ''] = process.argv.slice(2)
const stores = openSqliteStores({ dataDir })
const shards = shardsOf(stores, 3)
for (let i = 0; ; i++) {
  await stores.transact(async () => {
    for (const id of [`new-${life}-${i}`, `changing-${i % 5}`]) {
      const before = await stores.articles.get(id, ['operator'])
      const version = (before?.version ?? 0) + 1
      const { article, annotated } = await putRecord(
        stores,
        id,
        version,
        `Bridge ${i} of ${life} in Harlow reopened on Sunday. Ferry ${id} went on.`,
      )
      await shards.add(article, annotated)
    }
  })
  await shards.keep()
  if (i === 5) process.stdout.write('going\n')
}
