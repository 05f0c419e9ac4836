// What search keeps of many articles at once, in SQLite.
import { crc32 } from 'node:zlib'
import type { SegmentStore } from '../../../ports/segment-store.ts'
import { bytesOf, integerOf, textOf } from './rows.ts'
import type { Database } from './transact.ts'

const ADD = 'INSERT INTO search_segments (workspace, format, checksum, bytes) VALUES (:workspace, :format, :checksum, :bytes)'

export function createSegmentStore(database: Database): SegmentStore {
  return {
    add: (workspace, format, bytes) =>
      database.write((sql) => {
        sql.run(ADD, { workspace, format, checksum: crc32(bytes), bytes })
      }),
    list: (workspace) =>
      database.read((sql) =>
        sql
          .all('SELECT n, format FROM search_segments WHERE workspace = :workspace ORDER BY n', { workspace })
          .map((row) => ({ id: integerOf(row, 'n'), format: textOf(row, 'format') })),
      ),
    read: (id) =>
      database.read((sql) => {
        const row = sql.get('SELECT checksum, bytes FROM search_segments WHERE n = :id', { id })
        const bytes = row && bytesOf(row, 'bytes')
        return bytes && crc32(bytes) === integerOf(row, 'checksum') ? bytes : null
      }),
    drop: (ids) =>
      database.write((sql) => {
        sql.run('DELETE FROM search_segments WHERE n IN (SELECT value FROM json_each(:ids))', { ids: JSON.stringify(ids) })
      }),
  }
}
