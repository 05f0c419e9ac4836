// Files of watched folders in SQLite, so that a restart reads only what changed, and finds what vanished meanwhile.
import type { KnownFile, WatchStore } from '../../../ports/watched-folder.ts'
import { integerOf, jsonOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const REMEMBER = `INSERT INTO watched_files (folder, name, size, modified_ms, article_ids) VALUES (:folder, :name, :size, :modifiedMs, :articleIds)
  ON CONFLICT (folder, name) DO UPDATE SET size = excluded.size, modified_ms = excluded.modified_ms, article_ids = excluded.article_ids`

export function createWatchStore(database: Database): WatchStore {
  return {
    known: (folder) =>
      database.read((sql) => {
        const rows = sql.all('SELECT name, size, modified_ms, article_ids FROM watched_files WHERE folder = :folder', { folder })
        return new Map(rows.map(fileOf).map((file) => [file.name, file]))
      }),
    remember: (folder, { name, size, modifiedMs, articleIds }) =>
      database.write((sql) => {
        sql.run(REMEMBER, { folder, name, size, modifiedMs, articleIds: JSON.stringify(articleIds) })
      }),
    drop: (folder, name) =>
      database.write((sql) => {
        sql.run('DELETE FROM watched_files WHERE folder = :folder AND name = :name', { folder, name })
      }),
  }
}

function fileOf(row: Row): KnownFile {
  const articleIds = jsonOf(row, 'article_ids') as readonly string[] // written above
  return { name: textOf(row, 'name'), size: integerOf(row, 'size'), modifiedMs: integerOf(row, 'modified_ms'), articleIds }
}
