// Ids of inbound events that were seen, kept for a day, and who still waits for an answer, in SQLite.
import type { InboundLog, Unanswered } from '../../../ports/conversation-store.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const KEPT_MS = 24 * 3_600_000
const TAKEN_MS = 5 * 60_000
const AT_ONCE = 20
const TAKEN = `UPDATE unanswered SET taken_until_ms = :until WHERE id IN (
  SELECT id FROM unanswered WHERE platform = :platform AND asked_at_ms < :before AND taken_until_ms <= :now ORDER BY asked_at_ms LIMIT ${AT_ONCE})
  RETURNING id, workspace, person, asked_at_ms`

export function createInboundLog(database: Database): InboundLog {
  return {
    firstSight: (id, at, asker) =>
      database.write((sql) => {
        const seenAt = msOf(at)
        sql.run('DELETE FROM inbound_seen WHERE seen_at_ms <= :old', { old: seenAt - KEPT_MS })
        const isFirst =
          sql.run('INSERT INTO inbound_seen (id, seen_at_ms) VALUES (:id, :seenAt) ON CONFLICT DO NOTHING', { id, seenAt }) === 1
        if (isFirst && asker !== undefined)
          sql.run(
            `INSERT OR REPLACE INTO unanswered (id, platform, workspace, person, asked_at_ms) VALUES (:id, :platform, :workspace, :person, :seenAt)`,
            { id, seenAt, ...asker },
          )
        return isFirst
      }),
    answered: (id) => database.write((sql) => void sql.run('DELETE FROM unanswered WHERE id = :id', { id })),
    takeUnanswered: (platform, before, at) =>
      database.write((sql) => {
        const now = msOf(at)
        sql.run('DELETE FROM unanswered WHERE asked_at_ms <= :old', { old: now - KEPT_MS })
        const taken = [...sql.all(TAKEN, { platform, before: msOf(before), now, until: now + TAKEN_MS })]
        // they are returned in no order
        return taken.sort((a, b) => integerOf(a, 'asked_at_ms') - integerOf(b, 'asked_at_ms')).map(unansweredIn)
      }),
    forgetAsker: (asker) =>
      database.write(
        (sql) =>
          void sql.run('DELETE FROM unanswered WHERE platform = :platform AND workspace = :workspace AND person = :person', { ...asker }),
      ),
    prune: (before) =>
      database.write((sql) => {
        sql.run('DELETE FROM unanswered WHERE asked_at_ms < :before', { before: msOf(before) })
        return sql.run('DELETE FROM inbound_seen WHERE seen_at_ms < :before', { before: msOf(before) })
      }),
  }
}

const msOf = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds

const unansweredIn = (row: Row): Unanswered => ({
  id: textOf(row, 'id'),
  workspace: textOf(row, 'workspace'),
  person: textOf(row, 'person'),
  askedAt: Temporal.Instant.fromEpochMilliseconds(integerOf(row, 'asked_at_ms')).toString(),
})
