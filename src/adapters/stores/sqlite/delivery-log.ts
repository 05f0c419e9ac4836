// The durable record of every delivery in SQLite: what each part of each occurrence has come to, and its frozen edition.
import type { PlatformName } from '../../../domain/address.ts'
import type { Delivery, DeliveryState, Edition, Occurrence } from '../../../domain/subscription.ts'
import type { DeliveryChange, DeliveryLog } from '../../../ports/delivery-log.ts'
import { integerOf, jsonOf, listOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row, Values } from './transact.ts'

const COLUMNS = `id, subscription_id, version, local_date, slot, due_at, platform, workspace, channel, part, parts, state,
  attempts, payload, first_attempt_at, attempted_at, not_before, absences, blind_resends, message_id, reason`
const PLAN = `INSERT INTO deliveries (${COLUMNS}, due_at_ms)
  VALUES (:id, :subscriptionId, :version, :localDate, :slot, :dueAt, :platform, :workspace, :channel, :part, :parts, :state,
    :attempts, :payload, :firstAttemptAt, :attemptedAt, :notBefore, :absences, :blindResends, :messageId, :reason, :dueAtMs)
  ON CONFLICT DO NOTHING`
const OF_OCCURRENCE = 'subscription_id = :subscriptionId AND version = :version AND local_date = :localDate AND slot = :slot'

const CHANGEABLE: Readonly<Record<keyof DeliveryChange, string>> = {
  parts: 'parts',
  attempts: 'attempts',
  payload: 'payload',
  firstAttemptAt: 'first_attempt_at',
  attemptedAt: 'attempted_at',
  notBefore: 'not_before',
  absences: 'absences',
  blindResends: 'blind_resends',
  messageId: 'message_id',
  reason: 'reason',
}

export function createDeliveryLog(database: Database): DeliveryLog {
  return {
    plan: (delivery) => database.write((sql) => sql.run(PLAN, rowOf(delivery)) === 1),
    move: (id, from, to, change = {}) =>
      database.write((sql) => {
        const { sets, values } = setsOf(change)
        const states = 'state IN (SELECT value FROM json_each(:from))'
        return (
          sql.run(`UPDATE deliveries SET ${['state = :to', ...sets].join(', ')} WHERE id = :id AND ${states}`, {
            ...values,
            id,
            to,
            from: listOf(from),
          }) === 1
        )
      }),
    open: () =>
      database.read((sql) => {
        const open = "state NOT IN ('sent', 'dead', 'skipped')"
        return sql.all(`SELECT ${COLUMNS} FROM deliveries WHERE ${open} ORDER BY due_at_ms, part, id`).map(deliveryOf)
      }),
    ofSubscription: (subscriptionId, limit) =>
      database.read((sql) => {
        const newest = 'ORDER BY due_at_ms DESC, part LIMIT :limit'
        const rows = sql.all(`SELECT ${COLUMNS} FROM deliveries WHERE subscription_id = :subscriptionId ${newest}`, {
          subscriptionId,
          limit,
        })
        return rows.map(deliveryOf)
      }),
    edition: (occurrence) =>
      database.read((sql) => {
        const row = sql.get(`SELECT edition FROM editions WHERE ${OF_OCCURRENCE}`, keyOf(occurrence))
        // Frozen by us from verified claims: the citations were minted in verify/ before they were stored.
        return row ? (jsonOf(row, 'edition') as Edition) : null
      }),
    freeze: (occurrence, edition) =>
      database.write((sql) => {
        sql.run(
          `INSERT INTO editions (subscription_id, version, local_date, slot, edition)
             VALUES (:subscriptionId, :version, :localDate, :slot, :edition) ON CONFLICT DO NOTHING`,
          { ...keyOf(occurrence), edition: JSON.stringify(edition) },
        )
      }),
  }
}

/** Column names come from the table above, never from the change itself. */
function setsOf(change: DeliveryChange): Readonly<{ sets: readonly string[]; values: Values }> {
  const sets: string[] = []
  const values: Values = {}
  for (const [name, column] of Object.entries(CHANGEABLE)) {
    const value = change[name as keyof DeliveryChange]
    if (value === undefined) continue
    sets.push(`${column} = :${name}`)
    values[name] = value
  }
  return { sets, values }
}

function keyOf({ subscriptionId, version, localDate, slot }: Occurrence) {
  return { subscriptionId, version, localDate, slot }
}

function rowOf(delivery: Delivery): Values {
  const { occurrence, channel: to, ...progress } = delivery
  const dueAtMs = Temporal.Instant.from(occurrence.dueAt).epochMilliseconds
  const where = { platform: to.platform, workspace: to.workspace, channel: to.channel }
  return { ...keyOf(occurrence), dueAt: occurrence.dueAt, dueAtMs, ...where, ...progress }
}

function deliveryOf(row: Row): Delivery {
  return {
    id: textOf(row, 'id'),
    occurrence: {
      subscriptionId: textOf(row, 'subscription_id'),
      version: integerOf(row, 'version'),
      localDate: textOf(row, 'local_date'),
      slot: integerOf(row, 'slot'),
      dueAt: textOf(row, 'due_at'),
    },
    channel: { platform: textOf(row, 'platform') as PlatformName, workspace: textOf(row, 'workspace'), channel: textOf(row, 'channel') },
    part: integerOf(row, 'part'),
    parts: integerOf(row, 'parts'),
    state: textOf(row, 'state') as DeliveryState, // the table's CHECK allows nothing else
    attempts: integerOf(row, 'attempts'),
    payload: textOrNullOf(row, 'payload'),
    firstAttemptAt: textOrNullOf(row, 'first_attempt_at'),
    attemptedAt: textOrNullOf(row, 'attempted_at'),
    notBefore: textOrNullOf(row, 'not_before'),
    absences: integerOf(row, 'absences'),
    blindResends: integerOf(row, 'blind_resends'),
    messageId: textOrNullOf(row, 'message_id'),
    reason: textOrNullOf(row, 'reason'),
  }
}
