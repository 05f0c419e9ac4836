// All that a workspace owns, in SQLite: read out, deleted, and wiped from the file.
import type { OwnedRow, WorkspaceData } from '../../../ports/workspace-data.ts'
import { forgetLeftHosts } from './left-hosts.ts'
import { OWNED, type OwnedTable } from './owned-tables.ts'
import { jsonOf, textOf } from './rows.ts'
import { scrubFile } from './scrub.ts'
import type { Database, Row, Sql, Values } from './transact.ts'

const PAGE = 100 // rows read, or deleted, at once: articles hold tens of kilobytes
const PASSES = 5
const COPY_AFTER_PAGES = 1_000 // SQLite's own
const ENDINGS_KEPT_MS = 24 * 3_600_000
const ENDED =
  'INSERT INTO workspace_endings (workspace, at_ms) VALUES (:key, :atMs) ON CONFLICT (workspace) DO UPDATE SET at_ms = excluded.at_ms'

/** `dataDir`: null when everything is in memory. */
export function createWorkspaceData(database: Database, dataDir: string | null): WorkspaceData {
  return {
    rows: (workspace) => allRows(database, namesOf(workspace)),
    purge: (workspace, at) => purge(database, namesOf(workspace), Temporal.Instant.from(at).epochMilliseconds),
    scrub: async () => (dataDir === null ? undefined : scrubbed(database, dataDir)),
    endedSince: (at) =>
      database.read((sql) => {
        const atMs = Temporal.Instant.from(at).epochMilliseconds
        return sql.all('SELECT workspace FROM workspace_endings WHERE at_ms >= :atMs', { atMs }).map((row) => textOf(row, 'workspace'))
      }),
  }
}

let scrubs = 0

/** Meanwhile nothing else of this process copies the long log into the file: that would hold the event loop for as long as it takes. */
async function scrubbed(database: Database, dataDir: string): Promise<void> {
  scrubs += 1
  // Such a statement takes effect when it is prepared, and what was prepared is kept: each needs words of its own.
  const copyAfter = (pages: number) => database.write((sql) => void sql.get(`PRAGMA wal_autocheckpoint = ${pages} -- ${scrubs}`))
  await copyAfter(0)
  try {
    await scrubFile(dataDir)
  } finally {
    await copyAfter(COPY_AFTER_PAGES)
  }
}

type Names = Readonly<{ key: string; platform: string; workspace: string; after: string; before: string }>

/** `;` is the character after `:`, so what begins with `slack:T1:` stands between the two. */
function namesOf(key: string): Names {
  const at = key.indexOf(':')
  return { key, platform: key.slice(0, at), workspace: key.slice(at + 1), after: `${key}:`, before: `${key};` }
}

/** SQLite refuses names that a statement does not mention. */
function valuesFor(where: string, names: Names): Values {
  return Object.fromEntries(Object.entries(names).filter(([name]) => new RegExp(`:${name}\\b`).test(where)))
}

async function* allRows(database: Database, names: Names): AsyncIterable<OwnedRow> {
  for (const owned of OWNED.filter(({ derived }) => derived !== true)) {
    for (let from = 0; ; from += PAGE) {
      const { table } = owned
      const where = owned.shown ?? owned.where
      const order = await database.read((sql) => keyColumns(sql, table).join(', '))
      const page = `SELECT * FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ${PAGE} OFFSET ${from}`
      const rows = await database.read((sql) => sql.all(page, valuesFor(where, names)))
      for (const row of rows) yield { table, row: readable(row, owned) }
      if (rows.length < PAGE) break
    }
  }
}

function readable(row: Row, { json = [], secret = [] }: OwnedTable): Readonly<Record<string, unknown>> {
  const shown = Object.entries(row).filter(([name, value]) => !secret.includes(name) && !(value instanceof Uint8Array))
  return Object.fromEntries(shown.map(([name, value]) => [name, json.includes(name) && value !== null ? jsonOf(row, name) : value]))
}

/** What names a row of a table: its primary key. */
function keyColumns(sql: Sql, table: string): readonly string[] {
  const columns = sql.all(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`).map((row) => textOf(row, 'name'))
  return columns.length === 0 ? ['rowid'] : columns
}

async function purge(database: Database, names: Names, atMs: number): Promise<number> {
  await database.write((sql) => {
    sql.run('DELETE FROM workspace_endings WHERE at_ms < :old', { old: atMs - ENDINGS_KEPT_MS })
    sql.run(ENDED, { key: names.key, atMs })
  })
  let total = 0
  for (let pass = 0; pass < PASSES; pass++) {
    let gone = 0
    for (const owned of OWNED) gone += await deleteAll(database, owned, names)
    total += gone
    if (gone === 0) break
  }
  return total + (await forgetLeftHosts(database))
}

async function deleteAll(database: Database, { table, where }: OwnedTable, names: Names): Promise<number> {
  let gone = 0
  for (;;) {
    const deleted = await database.write((sql) => {
      const key = keyColumns(sql, table).join(', ')
      const some = `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${PAGE})`
      return sql.run(some, valuesFor(where, names))
    })
    gone += deleted
    if (deleted === 0) return gone
    await new Promise(setImmediate)
  }
}
