// Installations of the app, and removals that are not over yet, in SQLite. Tokens come here sealed.
import type { PlatformName } from '../../../domain/address.ts'
import type { Installation, InstallationStore, RemovalLog } from '../../../ports/installation-store.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PLACE = 'platform = :platform AND workspace = :workspace'
const SELECT = 'SELECT platform, workspace, about, sealed, version, installed_at FROM installations'
const SAVE = `INSERT INTO installations (platform, workspace, about, sealed, version, installed_at)
  VALUES (:platform, :workspace, :about, :sealed, 1, :installedAt)
  ON CONFLICT (platform, workspace) DO UPDATE SET about = excluded.about, sealed = excluded.sealed, version = version + 1,
    installed_at = excluded.installed_at, claimed_until_ms = NULL`
const RESEAL = `UPDATE installations SET sealed = :sealed, version = version + 1, claimed_until_ms = NULL WHERE ${PLACE} AND version = :version`
const CLAIM = `UPDATE installations SET claimed_until_ms = :untilMs WHERE ${PLACE} AND (claimed_until_ms IS NULL OR claimed_until_ms <= :nowMs)`

export function createInstallationStore(database: Database): InstallationStore {
  return {
    save: (installation) => database.write((sql) => void sql.run(SAVE, { ...installation })),
    get: ({ platform, workspace }) =>
      database.read((sql) => {
        const row = sql.get(`${SELECT} WHERE ${PLACE}`, { platform, workspace })
        return row === null ? null : installationOf(row)
      }),
    list: (platform) =>
      database.read((sql) => sql.all(`${SELECT} WHERE platform = :platform ORDER BY workspace`, { platform }).map(installationOf)),
    reseal: ({ platform, workspace }, version, sealed) =>
      database.write((sql) => sql.run(RESEAL, { platform, workspace, version, sealed }) === 1),
    claim: ({ platform, workspace }, now, until) =>
      database.write((sql) => sql.run(CLAIM, { platform, workspace, nowMs: msOf(now), untilMs: msOf(until) }) === 1),
    remove: ({ platform, workspace }) =>
      database.write((sql) => sql.run(`DELETE FROM installations WHERE ${PLACE}`, { platform, workspace }) === 1),
  }
}

export function createRemovalLog(database: Database): RemovalLog {
  return {
    note: (workspace, at) =>
      database.write(
        (sql) =>
          void sql.run('INSERT INTO removals (workspace, at_ms) VALUES (:workspace, :atMs) ON CONFLICT DO NOTHING', {
            workspace,
            atMs: msOf(at),
          }),
      ),
    pending: () =>
      database.read((sql) => sql.all('SELECT workspace FROM removals ORDER BY at_ms, workspace').map((row) => textOf(row, 'workspace'))),
    done: (workspace) => database.write((sql) => void sql.run('DELETE FROM removals WHERE workspace = :workspace', { workspace })),
  }
}

const msOf = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds

function installationOf(row: Row): Installation {
  return {
    platform: textOf(row, 'platform') as PlatformName, // written by us
    workspace: textOf(row, 'workspace'),
    about: textOf(row, 'about'),
    sealed: textOf(row, 'sealed'),
    version: integerOf(row, 'version'),
    installedAt: textOf(row, 'installed_at'),
  }
}
