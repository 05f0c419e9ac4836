// Run as a process of its own by data-file.test.ts: holds a write transaction for the milliseconds given, then lets go.
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { anArticleOf } from './an-article.ts'

const stores = openSqliteStores({ dataDir: process.argv[2] ?? '' })
await stores.transact(async () => {
  await stores.articles.put(anArticleOf('held'))
  process.stdout.write('holding\n')
  await new Promise((resolve) => setTimeout(resolve, Number(process.argv[3])))
})
await stores.close()
