// What is known and still owed about deliveries after their posts, in SQLite.
import type { Channel, PlatformName } from '../../../domain/address.ts'
import type { Aftercare, Chore, ChoreKind, OwnerNotice } from '../../../ports/aftercare.ts'
import { createFileMark } from './file-mark.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const OWE = `INSERT INTO delivery_chores (delivery_id, kind, due_at, due_at_ms, tries) VALUES (:deliveryId, :kind, :dueAt, :dueAtMs, 0)
  ON CONFLICT (delivery_id, kind) DO UPDATE SET due_at = excluded.due_at, due_at_ms = excluded.due_at_ms
  WHERE excluded.due_at_ms < due_at_ms`
const OF_CHORE = 'delivery_id = :deliveryId AND kind = :kind'
const NOTIFY = `INSERT INTO owner_notices (id, platform, workspace, channel, person, words, at)
  VALUES (:id, :platform, :workspace, :channel, :person, :words, :at) ON CONFLICT DO NOTHING`
const UNTOLD = 'SELECT id, platform, workspace, channel, person, words, at FROM owner_notices WHERE told_at IS NULL'

export function createAftercare(database: Database, dataDir: string): Aftercare {
  return { ...sightingsIn(database), ...choresIn(database), ...noticesIn(database), ...createFileMark(database, dataDir) }
}

function sightingsIn(database: Database): Pick<Aftercare, 'sighted' | 'sightings' | 'removed' | 'counts'> {
  return {
    sighted: (deliveryId, messageId, at) =>
      database.write(
        (sql) =>
          sql.run(
            'INSERT INTO delivery_sightings (delivery_id, message_id, seen_at) VALUES (:deliveryId, :messageId, :at) ON CONFLICT DO NOTHING',
            { deliveryId, messageId, at },
          ) === 1,
      ),
    sightings: (deliveryId) =>
      database.read((sql) =>
        sql
          .all('SELECT message_id, removed_at IS NOT NULL AS is_removed FROM delivery_sightings WHERE delivery_id = :deliveryId', {
            deliveryId,
          })
          .map((row) => ({ messageId: textOf(row, 'message_id'), isRemoved: integerOf(row, 'is_removed') === 1 })),
      ),
    removed: (deliveryId, messageId, at) =>
      database.write((sql) => {
        sql.run('UPDATE delivery_sightings SET removed_at = :at WHERE delivery_id = :deliveryId AND message_id = :messageId', {
          ...{ deliveryId, messageId, at },
        })
      }),
    counts: (of) =>
      database.read((sql) => {
        const where = of === undefined ? '' : 'WHERE platform = :platform AND workspace = :workspace'
        const given = of === undefined ? {} : { platform: of.platform, workspace: of.workspace }
        const row = sql.get(
          `SELECT coalesce(sum(twins), 0) AS twins, coalesce(sum((state = 'dead' AND reason = 'ambiguous') OR blind_resends > 0), 0) AS ambiguous FROM deliveries ${where}`,
          given,
        )
        return row === null ? { twins: 0, ambiguous: 0 } : { twins: integerOf(row, 'twins'), ambiguous: integerOf(row, 'ambiguous') }
      }),
  }
}

function choresIn(database: Database): Pick<Aftercare, 'owe' | 'owed' | 'nextOwed' | 'done' | 'later'> {
  return {
    owe: (deliveryId, kind, dueAt) => database.write((sql) => void sql.run(OWE, { deliveryId, kind, dueAt, dueAtMs: msOf(dueAt) })),
    owed: (by, limit) =>
      database.read((sql) =>
        sql
          .all('SELECT delivery_id, kind, due_at, tries FROM delivery_chores WHERE due_at_ms <= :by ORDER BY due_at_ms LIMIT :limit', {
            ...{ by: msOf(by), limit },
          })
          .map(choreOf),
      ),
    nextOwed: () =>
      database.read((sql) => {
        const row = sql.get('SELECT due_at FROM delivery_chores ORDER BY due_at_ms LIMIT 1')
        return row === null ? null : textOf(row, 'due_at')
      }),
    done: ({ deliveryId, kind }) =>
      database.write((sql) => void sql.run(`DELETE FROM delivery_chores WHERE ${OF_CHORE}`, { deliveryId, kind })),
    later: ({ deliveryId, kind }, dueAt) =>
      database.write((sql) => {
        const text = `UPDATE delivery_chores SET due_at = :dueAt, due_at_ms = :dueAtMs, tries = tries + 1 WHERE ${OF_CHORE}`
        sql.run(text, { deliveryId, kind, dueAt, dueAtMs: msOf(dueAt) })
      }),
  }
}

function noticesIn(database: Database): Pick<Aftercare, 'notify' | 'untold' | 'told'> {
  return {
    notify: ({ channel, ...notice }) => database.write((sql) => sql.run(NOTIFY, { ...notice, ...placeOf(channel) }) === 1),
    untold: (of) =>
      database.read((sql) => {
        const order = 'ORDER BY at, id'
        if (of === undefined) return sql.all(`${UNTOLD} ${order}`).map(noticeOf)
        const { platform, workspace } = of.channel
        const whose = 'AND platform = :platform AND workspace = :workspace AND person = :person'
        return sql.all(`${UNTOLD} ${whose} ${order}`, { platform, workspace, person: of.person }).map(noticeOf)
      }),
    told: (id, at) =>
      database.write((sql) => sql.run('UPDATE owner_notices SET told_at = :at WHERE id = :id AND told_at IS NULL', { id, at }) === 1),
  }
}

function placeOf({ platform, workspace, channel }: Channel) {
  return { platform, workspace, channel }
}

function choreOf(row: Row): Chore {
  return {
    deliveryId: textOf(row, 'delivery_id'),
    kind: textOf(row, 'kind') as ChoreKind, // the table's CHECK allows nothing else
    dueAt: textOf(row, 'due_at'),
    tries: integerOf(row, 'tries'),
  }
}

function noticeOf(row: Row): OwnerNotice {
  return {
    id: textOf(row, 'id'),
    channel: { platform: textOf(row, 'platform') as PlatformName, workspace: textOf(row, 'workspace'), channel: textOf(row, 'channel') },
    person: textOf(row, 'person'),
    words: textOf(row, 'words'),
    at: textOf(row, 'at'),
  }
}

function msOf(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds
}
