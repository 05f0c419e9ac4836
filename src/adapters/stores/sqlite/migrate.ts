// Brings a data file forward by numbered .sql files, each recorded with its checksum, after a backup.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { BorderBriefError } from '../../../base/error.ts'
import { sha256 } from '../../../base/hash.ts'
import type { Log } from '../../../base/log.ts'
import { integerOf, textOf } from './rows.ts'

const BACKUPS_KEPT = 5
const NAME = /^(\d{4})_[a-z0-9-]+\.sql$/

type Migration = Readonly<{ number: number; name: string; sql: string; checksum: string }>
type Applied = Readonly<{ number: number; name: string; checksum: string }>

type MigrateOptions = Readonly<{
  migrations: readonly Migration[]
  /** where a copy goes before an existing file is changed; null for a new file */
  backupDir: string | null
  log: Log
}>

/** The migrations of this version, in order. Checksums ignore how a checkout ends its lines. */
export function readMigrations(folder: string = join(import.meta.dirname, 'migrations')): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name, i) => {
    const number = Number(NAME.exec(name)?.[1])
    if (number !== i + 1) throw new Error(`migration ${name} does not follow number ${i}`)
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { number, name, sql, checksum: sha256(sql) }
  })
}

/** The newest migration in a file this version can use; throws for a file that it cannot. */
export function readableVersion(db: DatabaseSync): string {
  const migrations = readMigrations()
  const pending = pendingOf(db, migrations).length
  const newest = migrations[migrations.length - pending - 1]
  if (newest) return newest.name
  throw new BorderBriefError(
    'database-not-ours',
    'The file is empty or no data file of border-brief; name one that border-brief backup wrote.',
  )
}

/** Applies what is missing, each migration in a transaction of its own. Another process doing the same is waited for. */
export function migrate(db: DatabaseSync, options: MigrateOptions): void {
  const pending = pendingOf(db, options.migrations)
  if (pending.length === 0) return
  if (options.backupDir !== null) {
    refuseDamaged(db)
    backUp(db, options.backupDir, pending[0]?.number ?? 0)
  }
  const applied = pending.filter((migration) => apply(db, migration, options.migrations))
  const newest = applied.at(-1)
  if (newest !== undefined) options.log.info('data file migrated', { migrations: applied.length, newest: newest.name })
}

function apply(db: DatabaseSync, migration: Migration, all: readonly Migration[]): boolean {
  db.exec('BEGIN IMMEDIATE')
  try {
    db.exec(
      'CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
    )
    const stillPending = pendingOf(db, all).some((one) => one.number === migration.number)
    if (stillPending) {
      db.exec(migration.sql)
      const record = db.prepare('INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)')
      record.run(migration.number, migration.name, migration.checksum, new Date().toISOString())
    }
    db.exec('COMMIT')
    return stillPending
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** What this file still needs; refuses one that this version cannot have written. */
function pendingOf(db: DatabaseSync, migrations: readonly Migration[]): readonly Migration[] {
  const applied = appliedIn(db)
  for (const one of applied) {
    const ours = migrations[one.number - 1]
    if (!ours) {
      throw new BorderBriefError(
        'database-newer',
        `The data file was written by a newer version (it has ${one.name}); start that version, or put an older file from the backups folder in its place.`,
      )
    }
    if (ours.checksum !== one.checksum) {
      throw new BorderBriefError(
        'database-altered',
        `The data file was made by another build (${one.name} differs); start the build that made it, or put a file from the backups folder in its place.`,
      )
    }
  }
  const done = new Set(applied.map((one) => one.number))
  return migrations.filter((one) => !done.has(one.number))
}

function appliedIn(db: DatabaseSync): readonly Applied[] {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  if (tables.length === 0) return []
  if (!tables.some((table) => textOf(table, 'name') === 'schema_migrations')) {
    throw new BorderBriefError(
      'database-not-ours',
      'The data file belongs to another program; move it away, or choose another folder with --data.',
    )
  }
  const rows = db.prepare('SELECT number, name, checksum FROM schema_migrations ORDER BY number').all()
  return rows.map((row) => ({ number: integerOf(row, 'number'), name: textOf(row, 'name'), checksum: textOf(row, 'checksum') }))
}

function refuseDamaged(db: DatabaseSync): void {
  const first = db.prepare('PRAGMA quick_check(1)').get()
  if (first && textOf(first, 'quick_check') === 'ok') return
  throw new BorderBriefError(
    'database-damaged',
    'The data file is damaged; move it away and put the newest file from the backups folder in its place.',
  )
}

function backUp(db: DatabaseSync, folder: string, nextNumber: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stamp = new Date().toISOString().replace(/[:.]/g, '-')
  const name = `${stamp}-before-${String(nextNumber).padStart(4, '0')}-${process.pid}.sqlite`
  db.prepare('VACUUM INTO ?').run(join(folder, name))
  const old = readdirSync(folder).filter((file) => file.endsWith('.sqlite'))
  for (const file of old.sort().slice(0, -BACKUPS_KEPT)) rmSync(join(folder, file), { force: true })
}
