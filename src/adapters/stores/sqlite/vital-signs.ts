// How the data file stands: counts that indexes hold, its sizes, whether it takes writes, whether it is sound.
import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { FAILING_FROM } from '../../../domain/source.ts'
import type { Vitals, VitalSigns } from '../../../ports/vitals.ts'
import { offLoop } from '../../off-loop.ts'
import { FILE_NAME } from './open-database.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Sql } from './transact.ts'

const LIMIT_MS = 600_000
const HEAP_MB = 128
const OPEN = "SELECT state AS name, COUNT(*) AS n FROM deliveries WHERE state NOT IN ('sent', 'dead', 'skipped') GROUP BY state"
const SUBSCRIPTIONS = "SELECT iif(paused = 1, 'paused', 'running') AS name, COUNT(*) AS n FROM subscriptions GROUP BY 1"
const SOURCES = `SELECT CASE WHEN gone = 1 THEN 'gone' WHEN coalesce(state ->> '$.failures', 0) >= ${FAILING_FROM} THEN 'failing' ELSE 'well' END AS name,
  COUNT(*) AS n FROM sources WHERE removed = 0 GROUP BY 1`
const WRITE = "INSERT INTO delivery_marks (name, value) VALUES ('last-probe', :at) ON CONFLICT (name) DO UPDATE SET value = excluded.value"

/** `dataDir`: null when everything is in memory. */
export function createVitalSigns(database: Database, dataDir: string | null): VitalSigns {
  return {
    read: (day) =>
      database.read((sql): Vitals => {
        const [subscriptions, sources] = [countsOf(sql, SUBSCRIPTIONS), countsOf(sql, SOURCES)]
        return {
          articles: numberOf(sql, 'SELECT COUNT(*) AS n FROM articles'),
          subscriptions: { running: subscriptions['running'] ?? 0, paused: subscriptions['paused'] ?? 0 },
          openDeliveries: countsOf(sql, OPEN),
          sources: { well: sources['well'] ?? 0, failing: sources['failing'] ?? 0, gone: sources['gone'] ?? 0 },
          tokensToday: numberOf(sql, 'SELECT coalesce(sum(tokens), 0) AS n FROM model_use WHERE day = :day', { day }),
          bytes: dataDir === null ? null : bytesIn(dataDir),
        }
      }),
    write: (at) => database.write((sql) => void sql.run(WRITE, { at })),
    isSound: async () => {
      if (dataDir === null) return true
      const checking = offLoop<string, boolean>({
        module: new URL(import.meta.url),
        name: isSoundFile.name,
        limitMs: LIMIT_MS,
        heapMb: HEAP_MB,
      })
      const result = await checking.run(join(dataDir, FILE_NAME))
      await checking.close()
      return result.kind === 'done' && result.value
    },
  }
}

function countsOf(sql: Sql, text: string): Readonly<Record<string, number>> {
  return Object.fromEntries(sql.all(text).map((row) => [textOf(row, 'name'), integerOf(row, 'n')]))
}

function numberOf(sql: Sql, text: string, values = {}): number {
  const row = sql.get(text, values)
  return row === null ? 0 : integerOf(row, 'n')
}

function bytesIn(dataDir: string): NonNullable<Vitals['bytes']> {
  const sizeOf = (name: string) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0
  const disk = statfsSync(dataDir)
  return { file: sizeOf(FILE_NAME), log: sizeOf(`${FILE_NAME}-wal`), free: disk.bavail * disk.bsize }
}

/** Called on the thread. */
export function isSoundFile(file: string): boolean {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    const row = db.prepare('PRAGMA integrity_check(1)').get()
    return row !== undefined && textOf(row, 'integrity_check') === 'ok'
  } finally {
    db.close()
  }
}
