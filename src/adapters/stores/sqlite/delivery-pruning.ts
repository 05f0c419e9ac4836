// Forgets deliveries of long ago in SQLite, a slice at a time, and only what nothing can ask after any more.
import { FIRST_ASKED_SLOT } from '../../../domain/subscription.ts'
import type { DeliveryLog } from '../../../ports/delivery-log.ts'
import { integerOf, textOf } from './rows.ts'
import type { Database, Row, Sql } from './transact.ts'

const SLICE = 100 // occurrences in one transaction
const MOST_SLICES = 200 // of one call: a stop waits for it
/** Whether occurrences were passed over is looked for so far behind the newest: an hour more than the planner looks. */
export const LOOK_BACK_MS = 49 * 3_600_000

const OLD = `SELECT id, subscription_id, version, local_date, slot, due_at_ms FROM deliveries
  WHERE part = 1 AND due_at_ms < :before AND (due_at_ms, id) > (:afterMs, :afterId) ORDER BY due_at_ms, id LIMIT ${SLICE}`
const OF_OCCURRENCE = 'subscription_id = :subscriptionId AND version = :version AND local_date = :localDate AND slot = :slot'
const PARTS = `SELECT id FROM deliveries WHERE ${OF_OCCURRENCE}`

/** Still under way, owed something, linked to by a correction to come, or named under a message that is kept. */
const IS_NEEDED = `SELECT 1 FROM deliveries AS d WHERE ${OF_OCCURRENCE} AND (
  state NOT IN ('sent', 'dead', 'skipped')
  OR EXISTS (SELECT 1 FROM delivery_chores AS c WHERE c.delivery_id = d.id)
  OR EXISTS (SELECT 1 FROM told_in AS t WHERE t.delivery_id = d.id)
  OR EXISTS (SELECT 1 FROM delivery_remarks AS r JOIN deliveries AS about ON about.id = r.delivery_id WHERE r.by_delivery = d.id OR r.reply_id = d.id))
  LIMIT 1`
/** By the newest of a schedule that stands, the planner knows what it has seen. */
const IS_AMONG_NEWEST = `SELECT 1 FROM subscriptions WHERE id = :subscriptionId AND :slot < ${FIRST_ASKED_SLOT} AND :dueAtMs >= coalesce((
  SELECT max(due_at_ms) FROM deliveries
  WHERE subscription_id = :subscriptionId AND due_at_ms <= :now AND slot < ${FIRST_ASKED_SLOT}), :dueAtMs) - ${LOOK_BACK_MS}`

const MARK = `INSERT INTO pruned_occurrences (subscription_id, until_ms) VALUES (:subscriptionId, :dueAtMs)
  ON CONFLICT (subscription_id) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)`
/** Of what is gone with all its deliveries nothing can be planned. */
const DROP_MARKS = `DELETE FROM pruned_occurrences WHERE NOT EXISTS (SELECT 1 FROM subscriptions AS s WHERE s.id = subscription_id)
  AND NOT EXISTS (SELECT 1 FROM deliveries AS d WHERE d.subscription_id = pruned_occurrences.subscription_id)`
const DROP_NOTICES = 'DELETE FROM owner_notices WHERE at < :before'

type Old = Readonly<{
  id: string
  key: Readonly<{ subscriptionId: string; version: number; localDate: string; slot: number }>
  dueAtMs: number
}>

export function createDeliveryPruning(database: Database): Pick<DeliveryLog, 'prune'> {
  return {
    prune: async (before, now) => {
      const until = Temporal.Instant.from(before).epochMilliseconds
      let pruned = 0
      let after = { afterMs: Number.MIN_SAFE_INTEGER, afterId: '' }
      for (let slices = 0; slices < MOST_SLICES; slices++) {
        const from = after
        const page = await database.read((sql) => sql.all(OLD, { before: until, ...from }).map(oldOf))
        const last = page.at(-1)
        if (last === undefined) break
        pruned += await database.write((sql) => page.filter((one) => pruneOne(sql, one, now.epochMilliseconds)).length)
        after = { afterMs: last.dueAtMs, afterId: last.id }
        await new Promise(setImmediate)
      }
      await database.write((sql) => {
        sql.run(DROP_MARKS)
        sql.run(DROP_NOTICES, { before })
      })
      return pruned
    },
  }
}

function pruneOne(sql: Sql, { key, dueAtMs }: Old, now: number): boolean {
  if (sql.get(IS_NEEDED, key) !== null) return false
  const { subscriptionId, slot } = key
  if (sql.get(IS_AMONG_NEWEST, { subscriptionId, slot, dueAtMs, now }) !== null) return false
  sql.run(`DELETE FROM delivery_sightings WHERE delivery_id IN (${PARTS})`, key)
  sql.run(`DELETE FROM delivery_remarks WHERE delivery_id IN (${PARTS})`, key)
  const edition = sql.get(`SELECT content FROM editions WHERE ${OF_OCCURRENCE}`, key)
  if (edition !== null) {
    sql.run(`DELETE FROM editions WHERE ${OF_OCCURRENCE}`, key)
    const isShared = 'EXISTS (SELECT 1 FROM editions WHERE content = :content)'
    sql.run(`DELETE FROM edition_contents WHERE id = :content AND NOT ${isShared}`, { content: textOf(edition, 'content') })
  }
  sql.run(`DELETE FROM deliveries WHERE ${OF_OCCURRENCE}`, key)
  if (slot < FIRST_ASKED_SLOT) sql.run(MARK, { subscriptionId, dueAtMs })
  return true
}

function oldOf(row: Row): Old {
  return {
    id: textOf(row, 'id'),
    key: {
      subscriptionId: textOf(row, 'subscription_id'),
      version: integerOf(row, 'version'),
      localDate: textOf(row, 'local_date'),
      slot: integerOf(row, 'slot'),
    },
    dueAtMs: integerOf(row, 'due_at_ms'),
  }
}
