// Tells a data file that was put back from a backup, or copied, from the one that was last in use.
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Aftercare } from '../../../ports/aftercare.ts'
import { FILE_NAME } from './open-database.ts'
import { textOf } from './rows.ts'
import type { Database } from './transact.ts'

/** Beside the data file, so that a file put in its place does not bring its own. */
const SIDE_FILE = 'last-use'
const [USE, FILE] = ['last-use', 'file']
const SET = 'INSERT INTO delivery_marks (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value'

/** How often the file was marked, and when last. */
type Use = Readonly<{ count: number; at: string }>

/** In memory nothing can be put back. */
export function createFileMark(database: Database, dataDir: string): Pick<Aftercare, 'restoredSince' | 'inUse'> {
  const inMemory = dataDir === ':memory:'
  const sideFile = join(dataDir, SIDE_FILE)
  const markOf = (name: string) =>
    database.read((sql) => {
      const row = sql.get('SELECT value FROM delivery_marks WHERE name = :name', { name })
      return row === null ? null : textOf(row, 'value')
    })
  return {
    restoredSince: async () => {
      const last = useOf(await markOf(USE))
      if (inMemory || last === null) return null
      const outside = useOf(contentOf(sideFile))
      const isOlder = outside !== null && outside.count > last.count
      return isOlder || (await markOf(FILE)) !== identityOf(dataDir) ? last.at : null
    },
    inUse: async (now) => {
      const use = await database.write((sql) => {
        const row = sql.get('SELECT value FROM delivery_marks WHERE name = :name', { name: USE })
        const value = `${(useOf(row === null ? null : textOf(row, 'value'))?.count ?? 0) + 1} ${now}`
        sql.run(SET, { name: USE, value })
        if (!inMemory) sql.run(SET, { name: FILE, value: identityOf(dataDir) })
        return value
      })
      if (!inMemory) write(sideFile, use)
    },
  }
}

function useOf(value: string | null): Use | null {
  const [, count, at] = /^(\d{1,15}) (\S+)$/.exec(value ?? '') ?? []
  return count === undefined || at === undefined ? null : { count: Number(count), at }
}

/** A file that was copied or unpacked elsewhere is another one. Its dates say nothing: not every file system keeps them. */
function identityOf(dataDir: string): string {
  return String(statSync(join(dataDir, FILE_NAME)).ino)
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null // a new folder has none
  }
}

/** Written whole or not at all. The count may fall behind the data file's, never run ahead of it. */
function write(file: string, value: string): void {
  try {
    writeFileSync(`${file}.new`, value, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // A folder that cannot be written to is told of when the data file is.
  }
}
