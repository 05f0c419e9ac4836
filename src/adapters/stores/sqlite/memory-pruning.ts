// Forgets in SQLite what channels were told long ago, one channel at a time.
import { type ChannelMemory, MEMORY_DAYS, MEMORY_FACTS } from '../../../ports/subscription-store.ts'
import { integerOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Sql } from './transact.ts'

const BOUNDS = 'SELECT count(*) AS facts, min(told_at) AS oldest, max(told_at) AS newest FROM told_facts WHERE channel_key = :channelKey'
const FORGOTTEN = 'DELETE FROM told_facts WHERE channel_key = :channelKey AND told_at < :since'
const LEAST_KEPT = `SELECT told_at FROM told_facts WHERE channel_key = :channelKey ORDER BY told_at DESC LIMIT 1 OFFSET ${MEMORY_FACTS}`
const LOST_SIGHT = `DELETE FROM told_in WHERE channel_key = :channelKey AND told_at < max(:since, coalesce(
  (SELECT told_at FROM told_in WHERE channel_key = :channelKey ORDER BY told_at DESC LIMIT 1 OFFSET ${MEMORY_FACTS}), :since))`

export function createMemoryPruning(database: Database): Pick<ChannelMemory, 'forgetOld'> {
  return {
    forgetOld: async (now) => {
      let forgotten = 0
      for await (const channelKey of keysIn(database, 'told_facts')) forgotten += await forgetFacts(database, channelKey)
      const since = daysBefore(now)
      for await (const channelKey of keysIn(database, 'told_in'))
        await database.write((sql) => void sql.run(LOST_SIGHT, { channelKey, since }))
      return forgotten
    },
  }
}

/** Looked for one after the other, so that others get a turn in between. */
async function* keysIn(database: Database, table: 'told_facts' | 'told_in'): AsyncIterable<string> {
  const next = `SELECT channel_key FROM ${table} WHERE channel_key > :after ORDER BY channel_key LIMIT 1`
  for (let after = ''; ; ) {
    const from: string = after
    const row = await database.read((sql) => sql.get(next, { after: from }))
    if (row === null) return
    after = textOf(row, 'channel_key')
    yield after
    await new Promise(setImmediate)
  }
}

/** What nobody has said for so long before the newest of it is news when somebody says it again; and no channel's memory grows for ever. */
async function forgetFacts(database: Database, channelKey: string): Promise<number> {
  const since = await database.read((sql) => leastKept(sql, channelKey))
  return since === null ? 0 : database.write((sql) => sql.run(FORGOTTEN, { channelKey, since }))
}

/** From when on it is kept; null when all of it is. */
function leastKept(sql: Sql, channelKey: string): string | null {
  const row = sql.get(BOUNDS, { channelKey }) ?? {}
  const [oldest, newest] = [textOrNullOf(row, 'oldest'), textOrNullOf(row, 'newest')]
  if (oldest === null || newest === null) return null
  const since = daysBefore(newest)
  const most = integerOf(row, 'facts') <= MEMORY_FACTS ? null : sql.get(LEAST_KEPT, { channelKey })
  const least = most === null ? since : [since, textOf(most, 'told_at')].sort().at(-1)
  return least === undefined || oldest >= least ? null : least
}

const daysBefore = (iso: string): string =>
  Temporal.Instant.from(iso)
    .subtract({ hours: 24 * MEMORY_DAYS })
    .toString()
