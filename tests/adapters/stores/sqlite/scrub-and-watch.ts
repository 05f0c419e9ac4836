// Scrubs the data file of a folder, again until SQLite was seen to write on the side, and prints where that was.
import { readdirSync, readlinkSync } from 'node:fs'
import { openSqliteStores } from '../../../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { anArticleOf } from './an-article.ts'

const [dataDir = ''] = process.argv.slice(2)
const stores = openSqliteStores({ dataDir })
await stores.transact(async () => {
  for (let n = 0; n < 1_000; n += 1) await stores.articles.put({ ...anArticleOf(`a${n}`), text: 'x'.repeat(20_000) })
})
const seen = new Set<string>()
const watch = setInterval(() => {
  for (const open of readdirSync('/proc/self/fd')) {
    try {
      const path = readlinkSync(`/proc/self/fd/${open}`)
      if (path.includes('etilqs')) seen.add(path)
    } catch {} // closed since
  }
}, 1)
for (let tries = 0; seen.size === 0 && tries < 20; tries += 1) await stores.workspaceData.scrub()
clearInterval(watch)
await stores.close()
process.stdout.write(`${JSON.stringify([...seen])}\n`)
