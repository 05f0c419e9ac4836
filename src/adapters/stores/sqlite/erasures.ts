// What was begun before its workspace or its person was erased is not kept when it ends later: asked in the statement that would keep it.
import type { Database, Sql } from './transact.ts'

/** Milliseconds for which it is known: nothing that was asked is under way for longer. */
const KEPT_MS = 24 * 3_600_000
const NOTE = `INSERT INTO erasures (workspace, person, at_ms) VALUES (:workspace, :person, :atMs)
  ON CONFLICT (workspace, person) DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)`

/** Condition on :workspace (`slack:T1`), :person (null: nobody's) and :begunMs. */
export const NOT_ERASED = `NOT EXISTS (SELECT 1 FROM workspace_endings WHERE workspace = :workspace AND at_ms > :begunMs)
  AND NOT EXISTS (SELECT 1 FROM erasures WHERE workspace = :workspace AND person IN ('', coalesce(:person, '')) AND at_ms > :begunMs)`

/** The same for what is kept by a :channelKey, which begins with the workspace's key and, where it is one person's, ends with the hash. */
export const NOT_ERASED_IN = `NOT EXISTS (SELECT 1 FROM workspace_endings
    WHERE :channelKey > workspace || ':' AND :channelKey < workspace || ';' AND at_ms > :begunMs)
  AND NOT EXISTS (SELECT 1 FROM erasures
    WHERE :channelKey > workspace || ':' AND :channelKey < workspace || ';' AND person <> '' AND :channelKey GLOB '*#' || person AND at_ms > :begunMs)`

/** `person`: null for everybody in the workspace. */
export function noteErasure(sql: Sql, workspace: string, person: string | null, atMs: number): void {
  sql.run('DELETE FROM erasures WHERE at_ms < :old', { old: atMs - KEPT_MS })
  sql.run(NOTE, { workspace, person: person ?? '', atMs })
}

/** Notes of erasures that are still known, as a store of its own. */
export type Erasures = Readonly<{
  note: (workspace: string, person: string | null, at: string) => Promise<void>
  /** How many of them there are since an ISO instant. */
  since: (at: string) => Promise<number>
  /** Forgets those before an ISO instant, and which workspaces ended before a day earlier. */
  prune: (before: string) => Promise<number>
}>

const msOf = (at: string) => Temporal.Instant.from(at).epochMilliseconds

export function createErasures(database: Database): Erasures {
  return {
    note: (workspace, person, at) => database.write((sql) => noteErasure(sql, workspace, person, msOf(at))),
    since: (at) => database.read((sql) => sql.all('SELECT 1 FROM erasures WHERE at_ms >= :atMs', { atMs: msOf(at) }).length),
    prune: (before) =>
      database.write((sql) => {
        sql.run('DELETE FROM workspace_endings WHERE at_ms < :old', { old: msOf(before) - KEPT_MS })
        return sql.run('DELETE FROM erasures WHERE at_ms < :old', { old: msOf(before) })
      }),
  }
}
