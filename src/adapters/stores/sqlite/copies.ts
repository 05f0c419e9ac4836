// Copies of the data file: one made while others write it, and one put in its place while nobody does.
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BorderBriefError } from '../../../base/error.ts'
import { readableVersion } from './migrate.ts'
import { asReadableError, FILE_NAME, isBusy } from './open-database.ts'
import { integerOf, textOf } from './rows.ts'

const BUSY_MS = 15_000
const IN_USE_MS = 500
/** What a restore put aside, or was ended while writing. */
const PUT_ASIDE = /\.(?:before-restore-[\w-]+|restoring)$/
const BESIDE = ['-wal', '-shm'] as const

/** What a copy holds, told to whoever made it or puts it back. */
export type CopyFound = Readonly<{ articles: number; subscriptions: number; migration: string }>

/** Copies what is committed at this moment into a new file; writers go on meanwhile. Throws BorderBriefError with the mend. */
export function backUpData(dataDir: string, target: string): CopyFound {
  const source = join(dataDir, FILE_NAME)
  if (!existsSync(source)) throw absent(dataDir)
  if (existsSync(target))
    throw new BorderBriefError('backup-exists', `${target} is there already, and is not written over: name another file.`)
  const partial = `${target}.partial`
  try {
    mkdirSync(dirname(resolve(target)), { recursive: true, mode: 0o700 })
    rmSync(partial, { force: true })
    // Only its owner may read it, from the first byte.
    closeSync(openSync(partial, 'wx', 0o600))
    withDatabase(source, { timeout: BUSY_MS }, (db) => db.prepare('VACUUM INTO ?').run(partial))
    const found = soundCopy(partial)
    flush(partial)
    renameSync(partial, target)
    return found
  } catch (error) {
    rmSync(partial, { force: true })
    throw unwritable(error, target)
  }
}

/**
 * Puts a copy in the place of the data file, which stays beside it under `kept`. Refuses a copy that is damaged or of a newer version, and
 * a data file that somebody has open.
 */
export function restoreData(dataDir: string, copy: string, stamp: string): Readonly<{ found: CopyFound; kept: string | null }> {
  if (!existsSync(copy)) throw new BorderBriefError('no-backup', `There is no file ${copy}: name one that border-brief backup wrote.`)
  const found = soundCopy(copy)
  const place = join(dataDir, FILE_NAME)
  const [arriving, kept] = [`${place}.restoring`, `${place}.before-restore-${stamp.replace(/[:.]/g, '-')}`]
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const standing = existsSync(place)
    if (standing) settle(place)
    rmSync(arriving, { force: true })
    copyFileSync(copy, arriving)
    flush(arriving)
    if (standing) {
      renameSync(place, kept)
      utimesSync(kept, new Date(stamp), new Date(stamp)) // its age is counted from here
    }
    for (const ending of BESIDE) rmSync(`${place}${ending}`, { force: true })
    renameSync(arriving, place)
    return { found, kept: standing ? kept : null }
  } catch (error) {
    rmSync(arriving, { force: true })
    throw unwritable(error, dataDir)
  }
}

/** Deletes copies of the data file that were made before an epoch millisecond: those of migrations, and what restores put aside. */
export function deleteOldCopies(dataDir: string, beforeMs: number): number {
  const backups = join(dataDir, 'backups')
  const inBackups = existsSync(backups) ? readdirSync(backups).map((name) => join(backups, name)) : []
  const aside = existsSync(dataDir) ? readdirSync(dataDir).flatMap((name) => (PUT_ASIDE.test(name) ? [join(dataDir, name)] : [])) : []
  const old = [...inBackups.filter((path) => path.endsWith('.sqlite')), ...aside].filter((path) => statSync(path).mtimeMs < beforeMs)
  for (const path of old) rmSync(path, { force: true })
  return old.length
}

/** Brings everything from the log into the file; only possible while nobody else has it open. */
function settle(place: string): void {
  try {
    withDatabase(place, { timeout: IN_USE_MS }, (db) => {
      // A connection in WAL mode holds the file shared for as long as it is open.
      db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT')
      db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    })
  } catch (error) {
    if (isBusy(error))
      throw new BorderBriefError('data-in-use', 'The data folder is in use: stop border-brief, then restore, then start it again.')
    const damaged = asReadableError(error)
    // A damaged file is what one restores for: it is put aside as it is.
    if (!(damaged instanceof BorderBriefError && ['database-damaged', 'database-not-ours'].includes(damaged.code))) throw damaged
  }
}

/** Reads all of a copy; throws unless this version can use it. Leaves nothing beside it. */
function soundCopy(copy: string): CopyFound {
  try {
    return withDatabase(copy, { timeout: IN_USE_MS, readOnly: true }, (db) => {
      const migration = readableVersion(db)
      const sound = db.prepare('PRAGMA integrity_check(1)').get()
      if (!sound || textOf(sound, 'integrity_check') !== 'ok') throw damagedCopy(copy)
      return { articles: countIn(db, 'articles'), subscriptions: countIn(db, 'subscriptions'), migration }
    })
  } catch (error) {
    if (error instanceof BorderBriefError) throw error
    throw damagedCopy(copy, error)
  }
}

function countIn(db: DatabaseSync, table: string): number {
  const row = db.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()
  return row === undefined ? 0 : integerOf(row, 'n')
}

function withDatabase<T>(file: string, options: Readonly<{ timeout: number; readOnly?: boolean }>, work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, options)
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/** A rename is only as good as what was on the disk before it. */
function flush(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

function absent(dataDir: string): BorderBriefError {
  return new BorderBriefError('no-data', `There is no data file in ${dataDir}: name the data folder with --data.`)
}

function damagedCopy(copy: string, cause?: unknown): BorderBriefError {
  return new BorderBriefError('backup-damaged', `${copy} is damaged or no data file of border-brief: use an older backup.`, { cause })
}

function unwritable(error: unknown, where: string): unknown {
  const readable = asReadableError(error)
  if (readable instanceof BorderBriefError) return readable
  return new BorderBriefError(
    'copy-failed',
    `${where} cannot be written: check its folder, this user's right to write there, and the free space.`,
    {
      cause: error,
    },
  )
}
