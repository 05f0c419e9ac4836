// The durable record of every delivery in SQLite: what each part of each occurrence has come to, and its frozen edition.
import type { PlatformName } from '../../../domain/address.ts'
import { type Delivery, type DeliveryState, FIRST_ASKED_SLOT, type Occurrence } from '../../../domain/subscription.ts'
import type { DeliveryChange, DeliveryLog, MoveOnlyIf, OpenDelivery } from '../../../ports/delivery-log.ts'
import { createDeliveryPruning, LOOK_BACK_MS } from './delivery-pruning.ts'
import { createEditionStore } from './edition-store.ts'
import { integerOf, listOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row, Values } from './transact.ts'

const OCCURRENCE = 'subscription_id, version, local_date, slot, due_at'
const OPEN_COLUMNS = `id, ${OCCURRENCE}, platform, workspace, channel, part, parts, state, attempts, first_attempt_at, attempted_at,
  not_before, lease_until, doubts, twins, absences, blind_resends, message_id, reason`
const COLUMNS = `${OPEN_COLUMNS}, payload`
const PLAN = `INSERT INTO deliveries (${COLUMNS}, due_at_ms)
  SELECT :id, :subscriptionId, :version, :localDate, :slot, :dueAt, :platform, :workspace, :channel, :part, :parts, :state,
    :attempts, :firstAttemptAt, :attemptedAt, :notBefore, :leaseUntil, :doubts, :twins, :absences, :blindResends, :messageId, :reason,
    :payload, :dueAtMs
  WHERE :slot >= ${FIRST_ASKED_SLOT} OR :dueAtMs > coalesce((
    SELECT until_ms FROM pruned_occurrences AS pruned WHERE pruned.subscription_id = :subscriptionId), :dueAtMs - 1)
  ON CONFLICT DO NOTHING`
/** Nobody else holds it, and nothing else of its channel is on its way in a process that may still live. */
const IS_FREE = `(lease_until IS NULL OR julianday(lease_until) <= julianday(:freeAt)) AND NOT EXISTS (
  SELECT 1 FROM deliveries AS other WHERE other.state = 'attempting' AND other.platform = deliveries.platform
    AND other.workspace = deliveries.workspace AND other.channel = deliveries.channel AND other.id <> deliveries.id
    AND julianday(other.lease_until) > julianday(:freeAt))`
/** Its subscription is as it was when it was planned. */
const STANDS = `EXISTS (SELECT 1 FROM subscriptions AS own WHERE own.id = deliveries.subscription_id AND own.version = deliveries.version
  AND own.paused = 0 AND own.platform = deliveries.platform AND own.workspace = deliveries.workspace AND own.channel = deliveries.channel)`
const RECENT = `SELECT ${OCCURRENCE} FROM deliveries, json_each(:ids) AS wanted
  WHERE subscription_id = wanted.value AND part = 1 AND slot < ${FIRST_ASKED_SLOT} AND due_at_ms >= coalesce((
    SELECT max(newest.due_at_ms) FROM deliveries AS newest
    WHERE newest.subscription_id = wanted.value AND newest.due_at_ms <= :now AND newest.slot < ${FIRST_ASKED_SLOT}), 0) - ${LOOK_BACK_MS}`
const SUPERSEDE = `UPDATE deliveries SET state = 'skipped', reason = 'superseded', lease_until = NULL
  WHERE subscription_id = :subscriptionId AND due_at_ms < :dueAtMs AND slot < ${FIRST_ASKED_SLOT}
    AND state IN ('planned', 'claimed', 'rendered') AND EXISTS (
      SELECT 1 FROM deliveries AS first WHERE first.subscription_id = deliveries.subscription_id AND first.version = deliveries.version
        AND first.local_date = deliveries.local_date AND first.slot = deliveries.slot AND first.part = 1 AND first.attempts = 0)`
const PAGE = 1_000
const START: Row = { due_at_ms: Number.MIN_SAFE_INTEGER, part: 0, id: '' }
const OPEN_AFTER = `SELECT ${OPEN_COLUMNS}, due_at_ms FROM deliveries
  WHERE state NOT IN ('sent', 'dead', 'skipped') AND (due_at_ms, part, id) > (:dueAtMs, :part, :id)
  ORDER BY due_at_ms, part, id LIMIT ${PAGE}`
const OF_OCCURRENCE = 'subscription_id = :subscriptionId AND version = :version AND local_date = :localDate AND slot = :slot'

const CHANGEABLE: Readonly<Record<keyof DeliveryChange, string>> = {
  parts: 'parts',
  attempts: 'attempts',
  payload: 'payload',
  firstAttemptAt: 'first_attempt_at',
  attemptedAt: 'attempted_at',
  notBefore: 'not_before',
  leaseUntil: 'lease_until',
  doubts: 'doubts',
  twins: 'twins',
  absences: 'absences',
  blindResends: 'blind_resends',
  messageId: 'message_id',
  reason: 'reason',
}

export function createDeliveryLog(database: Database): DeliveryLog {
  return {
    ...createEditionStore(database),
    ...createDeliveryPruning(database),
    plan: (delivery) => database.write((sql) => sql.run(PLAN, rowOf(delivery)) === 1),
    supersede: ({ subscriptionId, dueAt }) =>
      database.write((sql) => {
        sql.run(SUPERSEDE, { subscriptionId, dueAtMs: Temporal.Instant.from(dueAt).epochMilliseconds })
      }),
    move: (id, from, to, change = {}, onlyIf = {}) =>
      database.write((sql) => {
        const { sets, values } = setsOf(change)
        const { where, given } = conditionsOf(onlyIf)
        const states = from.map((state, at) => [`from${at}`, state] as const)
        const isFrom = `state IN (${states.map(([name]) => `:${name}`).join(', ')})`
        const text = `UPDATE deliveries SET ${['state = :to', ...sets].join(', ')} WHERE ${['id = :id', isFrom, ...where].join(' AND ')}`
        return sql.run(text, { ...values, ...given, id, to, ...Object.fromEntries(states) }) === 1
      }),
    get: (id) =>
      database.read((sql) => {
        const row = sql.get(`SELECT ${COLUMNS} FROM deliveries WHERE id = :id`, { id })
        return row === null ? null : deliveryOf(row)
      }),
    progress: (id) =>
      database.read((sql) => {
        const row = sql.get(`SELECT ${OPEN_COLUMNS} FROM deliveries WHERE id = :id`, { id })
        return row === null ? null : openDeliveryOf(row)
      }),
    payload: (id) =>
      database.read((sql) => {
        const row = sql.get('SELECT payload FROM deliveries WHERE id = :id', { id })
        return row === null ? null : textOrNullOf(row, 'payload')
      }),
    open: async () => {
      const all: OpenDelivery[] = []
      for (let from: Row | undefined = START; from !== undefined; ) {
        const after = { dueAtMs: integerOf(from, 'due_at_ms'), part: integerOf(from, 'part'), id: textOf(from, 'id') }
        const rows: readonly Row[] = await database.read((sql) => sql.all(OPEN_AFTER, after))
        all.push(...rows.map(openDeliveryOf))
        from = rows.length === PAGE ? rows.at(-1) : undefined
        // A morning has thousands: others get a turn in between.
        if (from !== undefined) await new Promise(setImmediate)
      }
      return all
    },
    parts: (occurrence) =>
      database.read((sql) =>
        sql.all(`SELECT ${OPEN_COLUMNS} FROM deliveries WHERE ${OF_OCCURRENCE} ORDER BY part`, keyOf(occurrence)).map(openDeliveryOf),
      ),
    recent: (subscriptionIds, now) =>
      database.read((sql) => sql.all(RECENT, { ids: listOf(subscriptionIds), now: now.epochMilliseconds }).map(occurrenceOf)),
    ofSubscription: (subscriptionId, limit) =>
      database.read((sql) => {
        const newest = 'ORDER BY due_at_ms DESC, part LIMIT :limit'
        const rows = sql.all(`SELECT ${COLUMNS} FROM deliveries WHERE subscription_id = :subscriptionId ${newest}`, {
          subscriptionId,
          limit,
        })
        return rows.map(deliveryOf)
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

function conditionsOf({ attempts, freeAt, stands }: MoveOnlyIf): Readonly<{ where: readonly string[]; given: Values }> {
  const where = [
    ...(attempts === undefined ? [] : ['attempts = :ofAttempt']),
    ...(freeAt === undefined ? [] : [IS_FREE]),
    ...(stands ? [STANDS] : []),
  ]
  const given: Values = {}
  if (attempts !== undefined) given['ofAttempt'] = attempts
  if (freeAt !== undefined) given['freeAt'] = freeAt
  return { where, given }
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
  return { ...openDeliveryOf(row), payload: textOrNullOf(row, 'payload') }
}

function occurrenceOf(row: Row): Occurrence {
  return {
    subscriptionId: textOf(row, 'subscription_id'),
    version: integerOf(row, 'version'),
    localDate: textOf(row, 'local_date'),
    slot: integerOf(row, 'slot'),
    dueAt: textOf(row, 'due_at'),
  }
}

function openDeliveryOf(row: Row): OpenDelivery {
  return {
    id: textOf(row, 'id'),
    occurrence: occurrenceOf(row),
    channel: { platform: textOf(row, 'platform') as PlatformName, workspace: textOf(row, 'workspace'), channel: textOf(row, 'channel') },
    part: integerOf(row, 'part'),
    parts: integerOf(row, 'parts'),
    state: textOf(row, 'state') as DeliveryState, // the table's CHECK allows nothing else
    attempts: integerOf(row, 'attempts'),
    firstAttemptAt: textOrNullOf(row, 'first_attempt_at'),
    attemptedAt: textOrNullOf(row, 'attempted_at'),
    notBefore: textOrNullOf(row, 'not_before'),
    leaseUntil: textOrNullOf(row, 'lease_until'),
    doubts: integerOf(row, 'doubts'),
    twins: integerOf(row, 'twins'),
    absences: integerOf(row, 'absences'),
    blindResends: integerOf(row, 'blind_resends'),
    messageId: textOrNullOf(row, 'message_id'),
    reason: textOrNullOf(row, 'reason'),
  }
}
