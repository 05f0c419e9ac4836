// Opens the one data file: pragmas, integrity, migrations, and a second connection that reads what is committed.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BorderBriefError } from '../../../base/error.ts'
import type { Log } from '../../../base/log.ts'
import { migrate, readMigrations } from './migrate.ts'

export const FILE_NAME = 'border-brief.sqlite'
/** While opening, another process may be migrating; SQLite itself waits this long for it. */
const OPEN_BUSY_MS = 15_000
/** Afterwards waiting is done by transactions.ts without holding the event loop; this only bridges a moment. */
const WRITE_BUSY_MS = 20
const READ_BUSY_MS = 5_000
const SQLITE_BUSY = 5
/** Holds the inner pages of all indexes of 100,000 articles; SQLite's own 2 MiB does not. */
const READ_CACHE_KIB = 32_768

/** `reader` sees what is committed while a transaction runs on `writer`; in memory there is only one connection. */
export type Connections = Readonly<{ writer: DatabaseSync; reader: DatabaseSync | null }>

export type OpenOptions = Readonly<{
  /** folder that holds the data file; made when absent. `:memory:` keeps everything in memory, for tests. */
  dataDir: string
  log: Log
  /** folder of numbered .sql files; another one only in tests */
  migrationsDir?: string | undefined
}>

/** Throws BorderBriefError, with the mend as its hint, for a file that is damaged, from a newer version, or changed by hand. */
export function openDatabase(options: OpenOptions): Connections {
  const inMemory = options.dataDir === ':memory:'
  const file = inMemory ? ':memory:' : join(options.dataDir, FILE_NAME)
  const isNew = inMemory || !existsSync(file)
  if (!inMemory) makeFolder(options.dataDir)
  // What SQLite writes on the side may be as large as the file, so it goes where there is room for that and nobody else reads. Read at the first opening.
  if (!inMemory) process.env['SQLITE_TMPDIR'] ??= options.dataDir
  const writer = connect(file, { timeout: OPEN_BUSY_MS })
  try {
    prepareFile(writer)
    migrate(writer, {
      migrations: readMigrations(options.migrationsDir),
      backupDir: isNew ? null : join(options.dataDir, 'backups'),
      log: options.log,
    })
    writer.exec(`PRAGMA busy_timeout = ${WRITE_BUSY_MS}`)
    return { writer, reader: inMemory ? null : openReader(file) }
  } catch (error) {
    writer.close()
    throw asReadableError(error)
  }
}

function openReader(file: string): DatabaseSync {
  const reader = connect(file, { timeout: READ_BUSY_MS, readOnly: true })
  reader.exec(`PRAGMA cache_size = -${READ_CACHE_KIB}`)
  return reader
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const hint =
      'The data folder cannot be made; check that its path is free for a folder and that this user may write there, or choose another with --data.'
    throw new BorderBriefError('no-data-folder', hint, { cause })
  }
}

function connect(file: string, options: Readonly<{ timeout: number; readOnly?: boolean }>): DatabaseSync {
  try {
    // `timeout` is set before the first statement: a fresh WAL file otherwise answers "database is locked".
    return new DatabaseSync(file, { ...options, enableForeignKeyConstraints: true })
  } catch (error) {
    throw asReadableError(error)
  }
}

function prepareFile(writer: DatabaseSync): void {
  waitWhileBusy(() => writer.exec('PRAGMA journal_mode = WAL'))
  // FULL: what a commit returned from survives a power cut; delivery rests on it.
  // Deleted is overwritten: what a workspace or a person had erased is not left lying in free pages.
  writer.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON')
}

/** Turning a file to WAL answers "busy" at once, whatever the timeout, when another process does the same; both end in WAL. */
function waitWhileBusy(work: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; ; waited += 10) {
    try {
      work()
      return
    } catch (error) {
      if (!isBusy(error) || waited >= OPEN_BUSY_MS) throw error
      Atomics.wait(pause, 0, 0, 10)
    }
  }
}

/** Whether another process held the file. */
export function isBusy(error: unknown): boolean {
  return errorNumber(error) === SQLITE_BUSY
}

function errorNumber(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff // the low byte is the primary result code
}

const HINTS: Readonly<Record<number, readonly [code: string, hint: string]>> = {
  5: ['database-busy', 'Another program has held the data file for long; stop it, or try again in a minute.'],
  8: ['database-read-only', 'The data folder cannot be written to; give this user write access to it, or choose another with --data.'],
  10: ['database-io', 'The disk failed while reading or writing the data file; check the disk and its free space, then start again.'],
  11: ['database-damaged', 'The data file is damaged; move it away and put the newest file from the backups folder in its place.'],
  13: ['database-full', 'The disk is full; free some space and start again, nothing was half written.'],
  14: ['database-unreachable', 'The data file cannot be opened; check that the data folder exists and that this user may write to it.'],
  26: [
    'database-not-ours',
    'The data file is not a database; move it away to start fresh, or put the newest file from the backups folder in its place.',
  ],
}

/** The same fault as a BorderBriefError that says the mend; what is none of SQLite's passes unchanged. */
export function asReadableError(error: unknown): unknown {
  const number = errorNumber(error)
  if (number === null) return error
  const known = HINTS[number]
  if (!known) return error
  return new BorderBriefError(known[0], known[1], { retryable: number === SQLITE_BUSY || number === 13, cause: error })
}
