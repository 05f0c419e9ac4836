// Run as a process of its own by data-file.test.ts: writes pairs of articles in transactions until it is killed.
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { anArticleOf } from './an-article.ts'

const stores = openSqliteStores({ dataDir: process.argv[2] ?? '' })
for (let i = 0; ; i++) {
  await stores.transact(async () => {
    await stores.articles.put(anArticleOf(`left-${i}`))
    await new Promise((resolve) => setImmediate(resolve))
    await stores.articles.put(anArticleOf(`right-${i}`))
  })
  await stores.articles.put(anArticleOf(`told-${i}`))
  process.stdout.write(`${i}\n`) // said only after the commit
}
