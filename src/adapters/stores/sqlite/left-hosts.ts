// Hosts that nobody's sources and articles name any more: what is remembered of them goes with the workspace that was the last to name them.
import { listOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 2_000 // addresses looked through in one turn of the event loop
/** Where addresses stand, a page at a time in the order of a key of two parts. */
const NAMED = [
  `SELECT rowid AS a, '' AS b, url FROM article_versions WHERE rowid > CAST(:a AS INTEGER) AND :b = '' ORDER BY rowid LIMIT ${PAGE}`,
  `SELECT source_id AS a, entry_key AS b, url FROM source_entries WHERE (source_id, entry_key) > (:a, :b)
    ORDER BY source_id, entry_key LIMIT ${PAGE}`,
]

/** Forgets them; returns how many rows that were. */
export async function forgetLeftHosts(database: Database): Promise<number> {
  const left = await hostsBesideSources(database)
  for (const page of NAMED) {
    let rows: readonly Row[] = []
    let [a, b] = ['', '']
    do {
      if (left.size === 0) return 0
      rows = await database.read((sql) => sql.all(page, { a, b }))
      for (const row of rows) left.delete(hostIn(textOrNullOf(row, 'url') ?? ''))
      const last = rows.at(-1)
      ;[a, b] = [String(last?.['a'] ?? ''), String(last?.['b'] ?? '')]
      await new Promise(setImmediate)
    } while (rows.length === PAGE)
  }
  return database.write((sql) => {
    const hosts = listOf([...left])
    const origins = listOf([...left].flatMap((host) => [`http://${host}`, `https://${host}`]))
    return (
      sql.run('DELETE FROM hosts WHERE host IN (SELECT value FROM json_each(:hosts))', { hosts }) +
      sql.run('DELETE FROM robots_copies WHERE origin IN (SELECT value FROM json_each(:origins))', { origins })
    )
  })
}

/** Those that something is remembered of and that no source is asked at. */
function hostsBesideSources(database: Database): Promise<Set<string>> {
  return database.read((sql) => {
    const hosts = sql.all('SELECT host FROM hosts').map((row) => textOf(row, 'host'))
    const origins = sql.all('SELECT origin FROM robots_copies').map((row) => hostIn(textOf(row, 'origin')))
    const asked = new Set(sql.all('SELECT DISTINCT host FROM sources').map((row) => textOf(row, 'host')))
    return new Set([...hosts, ...origins].filter((host) => !asked.has(host)))
  })
}

const hostIn = (url: string) => URL.parse(url)?.host ?? ''
