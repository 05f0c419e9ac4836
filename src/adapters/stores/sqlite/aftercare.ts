// What is known and still owed about deliveries after their posts, in SQLite.
import type { Channel, PlatformName } from '../../../domain/address.ts'
import type { Aftercare, Chore, ChoreKind, KeptRemark, OwnerNotice, Remark } from '../../../ports/aftercare.ts'
import { createFileMark } from './file-mark.ts'
import { integerOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const OWE = `INSERT INTO delivery_chores (delivery_id, kind, due_at, due_at_ms, tries) VALUES (:deliveryId, :kind, :dueAt, :dueAtMs, 0)
  ON CONFLICT (delivery_id, kind) DO UPDATE SET asked = asked + 1,
    due_at = iif(excluded.due_at_ms < due_at_ms, excluded.due_at, due_at), due_at_ms = min(excluded.due_at_ms, due_at_ms)`
/** Not when it was asked for again since it was read. */
const OF_CHORE = 'delivery_id = :deliveryId AND kind = :kind AND asked = :asked'
const NOTIFY = `INSERT INTO owner_notices (id, platform, workspace, channel, person, words, at)
  VALUES (:id, :platform, :workspace, :channel, :person, :words, :at) ON CONFLICT DO NOTHING`
const UNTOLD = 'SELECT id, platform, workspace, channel, person, words, at FROM owner_notices WHERE told_at IS NULL'

export function createAftercare(database: Database, dataDir: string): Aftercare {
  return {
    ...sightingsIn(database),
    ...choresIn(database),
    ...remarksIn(database),
    ...noticesIn(database),
    ...createFileMark(database, dataDir),
  }
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

function choresIn(database: Database): Pick<Aftercare, 'owe' | 'owed' | 'nextOwed' | 'done' | 'later' | 'putOff'> {
  const move = ({ deliveryId, kind, asked }: Chore, dueAt: string, tried: 0 | 1) =>
    database.write((sql) => {
      const text = `UPDATE delivery_chores SET due_at = :dueAt, due_at_ms = :dueAtMs, tries = tries + :tried WHERE ${OF_CHORE}`
      sql.run(text, { deliveryId, kind, asked, tried, dueAt, dueAtMs: msOf(dueAt) })
    })
  return {
    owe: (deliveryId, kind, dueAt) => database.write((sql) => void sql.run(OWE, { deliveryId, kind, dueAt, dueAtMs: msOf(dueAt) })),
    owed: (by, limit) =>
      database.read((sql) =>
        sql
          .all(
            'SELECT delivery_id, kind, due_at, tries, asked FROM delivery_chores WHERE due_at_ms <= :by ORDER BY due_at_ms LIMIT :limit',
            {
              ...{ by: msOf(by), limit },
            },
          )
          .map(choreOf),
      ),
    nextOwed: () =>
      database.read((sql) => {
        const row = sql.get('SELECT due_at FROM delivery_chores ORDER BY due_at_ms LIMIT 1')
        return row === null ? null : textOf(row, 'due_at')
      }),
    done: ({ deliveryId, kind, asked }) =>
      database.write((sql) => void sql.run(`DELETE FROM delivery_chores WHERE ${OF_CHORE}`, { deliveryId, kind, asked })),
    later: (chore, dueAt) => move(chore, dueAt, 1),
    putOff: (chore, dueAt) => move(chore, dueAt, 0),
  }
}

const KEEP_REMARK = `INSERT INTO delivery_remarks (delivery_id, by_delivery, how, number)
  VALUES (:deliveryId, :by, :how, :number) ON CONFLICT DO NOTHING`
const SAID = `UPDATE delivery_remarks SET said_at = :at, reply_id = :replyId
  WHERE delivery_id = :deliveryId AND by_delivery = :by AND how = :how AND number = :number AND said_at IS NULL`

function remarksIn(database: Database): Pick<Aftercare, 'remark' | 'remarks' | 'said' | 'repliesTo'> {
  const rowOf = ({ deliveryId, by, how, number }: Remark) => ({ deliveryId, by, how, number })
  return {
    remark: (remark) => database.write((sql) => sql.run(KEEP_REMARK, rowOf(remark)) === 1),
    remarks: (deliveryId) =>
      database.read((sql) =>
        sql
          .all(
            'SELECT by_delivery, how, number, said_at IS NOT NULL AS is_said, reply_id FROM delivery_remarks WHERE delivery_id = :deliveryId ORDER BY rowid',
            { deliveryId },
          )
          .map((row) => ({
            ...{ deliveryId, by: textOf(row, 'by_delivery'), number: integerOf(row, 'number'), replyId: textOrNullOf(row, 'reply_id') },
            isSaid: integerOf(row, 'is_said') === 1,
            how: textOf(row, 'how') as KeptRemark['how'], // the table's CHECK allows nothing else
          })),
      ),
    said: (remarks, at, replyId) =>
      database.write((sql) => {
        for (const remark of remarks) sql.run(SAID, { ...rowOf(remark), at, replyId })
      }),
    repliesTo: (replyId) =>
      database.read((sql) => {
        const row = sql.get('SELECT delivery_id FROM delivery_remarks WHERE reply_id = :replyId LIMIT 1', { replyId })
        return row === null ? null : textOf(row, 'delivery_id')
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
    asked: integerOf(row, 'asked'),
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
