// Frozen editions in SQLite: what many channels are sent alike is stored once, and read once.
import { sha256 } from '../../../base/hash.ts'
import type { Edition, Occurrence } from '../../../domain/subscription.ts'
import type { DeliveryLog, EditionTold } from '../../../ports/delivery-log.ts'
import { jsonOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Sql } from './transact.ts'

const OF_OCCURRENCE = 'subscription_id = :subscriptionId AND version = :version AND local_date = :localDate AND slot = :slot'
const FREEZE = `INSERT INTO editions (subscription_id, version, local_date, slot, content, record)
  VALUES (:subscriptionId, :version, :localDate, :slot, :content, :record) ON CONFLICT DO NOTHING`
const KEEP_CONTENT = 'INSERT INTO edition_contents (id, shown, told) VALUES (:id, :shown, :told) ON CONFLICT DO NOTHING'
const REFERENCE = `SELECT content, record FROM editions WHERE ${OF_OCCURRENCE}`
/** A first edition may tell thousands of facts. */
const MOST_READ = 16

type Shown = Pick<Edition, 'kind' | 'document' | 'claims'>
type Told = Omit<EditionTold, 'record'>
type Written = Readonly<{ parts: readonly unknown[]; id: string; shown: string; told: string }>

export function createEditionStore(database: Database): Pick<DeliveryLog, 'edition' | 'told' | 'freeze'> {
  const writtenOf = createWriter()
  const read = new Map<string, Told>()
  const toldIn = (sql: Sql, content: string): Told => {
    const known = read.get(content)
    if (known !== undefined) return known
    const told = parsed<Told>(sql, 'told', content)
    read.set(content, told)
    if (read.size > MOST_READ) for (const oldest of read.keys()) if (read.delete(oldest)) break
    return told
  }
  const find = (sql: Sql, { subscriptionId, version, localDate, slot }: Occurrence) => {
    const row = sql.get(REFERENCE, { subscriptionId, version, localDate, slot })
    if (row === null) return null
    const record = textOrNullOf(row, 'record')
    return { content: textOf(row, 'content'), ...(record === null ? {} : { record }) }
  }
  return {
    edition: (occurrence) =>
      database.read((sql) => {
        const found = find(sql, occurrence)
        if (found === null) return null
        const { content, ...record } = found
        return { ...parsed<Shown>(sql, 'shown', content), ...toldIn(sql, content), ...record }
      }),
    told: (occurrence) =>
      database.read((sql) => {
        const found = find(sql, occurrence)
        if (found === null) return null
        const { content, ...record } = found
        return { ...toldIn(sql, content), ...record }
      }),
    freeze: ({ subscriptionId, version, localDate, slot }, edition) =>
      database.write((sql) => {
        const { id, shown, told } = writtenOf(edition)
        const key = { subscriptionId, version, localDate, slot }
        // Of an occurrence that was frozen before, no second content is kept.
        if (sql.run(FREEZE, { ...key, content: id, record: edition.record ?? null }) === 1) sql.run(KEEP_CONTENT, { id, shown, told })
      }),
  }
}

/** Frozen by us from verified claims: the citations were minted in verify/ before they were stored. */
function parsed<T>(sql: Sql, column: 'shown' | 'told', content: string): T {
  const row = sql.get(`SELECT ${column} FROM edition_contents WHERE id = :content`, { content })
  return jsonOf(row ?? {}, column) as T
}

/** Writes an edition as text, once for all channels that are given the same parts. */
function createWriter(): (edition: Edition) => Written {
  const known = new WeakMap<Edition['document'], Written>()
  return ({ kind, document, claims, facts, cited, mends, shows }) => {
    const parts = [kind, claims, facts, cited, mends, shows]
    const before = known.get(document)
    if (before?.parts.every((part, at) => part === parts[at])) return before
    const [shown, told] = [JSON.stringify({ kind, document, claims }), JSON.stringify({ facts, cited, mends, shows })]
    const written = { parts, shown, told, id: sha256(`${shown}\n${told}`) }
    known.set(document, written)
    return written
  }
}
