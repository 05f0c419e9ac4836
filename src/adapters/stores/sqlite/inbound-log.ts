// Ids of inbound events that were seen, kept for a day, in SQLite.
import type { InboundLog } from '../../../ports/conversation-store.ts'
import type { Database } from './transact.ts'

const KEPT_MS = 24 * 3_600_000

export function createInboundLog(database: Database): InboundLog {
  return {
    firstSight: (id, at) =>
      database.write((sql) => {
        const seenAt = Temporal.Instant.from(at).epochMilliseconds
        sql.run('DELETE FROM inbound_seen WHERE seen_at_ms <= :old', { old: seenAt - KEPT_MS })
        return sql.run('INSERT INTO inbound_seen (id, seen_at_ms) VALUES (:id, :seenAt) ON CONFLICT DO NOTHING', { id, seenAt }) === 1
      }),
    prune: (before) =>
      database.write((sql) =>
        sql.run('DELETE FROM inbound_seen WHERE seen_at_ms < :before', { before: Temporal.Instant.from(before).epochMilliseconds }),
      ),
  }
}
