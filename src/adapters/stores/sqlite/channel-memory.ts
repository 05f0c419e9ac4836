// What each channel has been told, fact by fact, in SQLite.
import type { ToldFact } from '../../../domain/subscription.ts'
import type { ChannelMemory, Telling } from '../../../ports/subscription-store.ts'
import { NOT_ERASED_IN } from './erasures.ts'
import { createMemoryPruning } from './memory-pruning.ts'
import { integerOf, listOf, textOf } from './rows.ts'
import type { Database } from './transact.ts'

/** A key holds what was told last: an edition that is known to stand only after a later one changes nothing of that. */
const REMEMBER = `INSERT INTO told_facts (channel_key, key, value, article_id, told_at) VALUES (:channelKey, :key, :value, :articleId, :toldAt)
  ON CONFLICT (channel_key, key) DO UPDATE SET value = excluded.value, article_id = excluded.article_id, told_at = excluded.told_at
  WHERE excluded.told_at >= told_at`
const MAY_KEEP = `SELECT 1 WHERE ${NOT_ERASED_IN}`

/** A person's hash is 32 hexadecimal digits; no channel's own memory ends like that. */
const OF_PEOPLE = 'substr(channel_key, 1, length(:workspace) + 1) = :workspace || :colon AND channel_key GLOB :ending'

const KEEP_TELLING = `INSERT INTO told_in (channel_key, fact, delivery_id, number, told_at)
  VALUES (:channelKey, :fact, :deliveryId, :number, :toldAt) ON CONFLICT DO NOTHING`

export function createChannelMemory(database: Database): ChannelMemory {
  return {
    ...createMemoryPruning(database),
    told: (channelKey) =>
      database.read((sql) => {
        const rows = sql.all(
          'SELECT key, value, article_id, told_at FROM told_facts WHERE channel_key = :channelKey ORDER BY told_at, key, value',
          { channelKey },
        )
        return rows.map(
          (row): ToldFact => ({
            key: textOf(row, 'key'),
            value: textOf(row, 'value'),
            articleId: textOf(row, 'article_id'),
            toldAt: textOf(row, 'told_at'),
          }),
        )
      }),
    remember: (channelKey, facts) =>
      database.write((sql) => {
        const newest = facts.reduce((last, { toldAt }) => (toldAt > last ? toldAt : last), '')
        const begunMs = newest === '' ? 0 : Temporal.Instant.from(newest).epochMilliseconds
        if (sql.get(MAY_KEEP, { channelKey, begunMs }) === null) return
        for (const { key, value, articleId, toldAt } of facts) sql.run(REMEMBER, { channelKey, key, value, articleId, toldAt })
      }),
    keepTellings: (channelKey, tellings, toldAt) =>
      database.write((sql) => {
        for (const { fact, deliveryId, number } of tellings) sql.run(KEEP_TELLING, { channelKey, fact, deliveryId, number, toldAt })
      }),
    tellings: (channelKey, facts) =>
      database.read((sql) =>
        sql
          .all(
            `SELECT fact, delivery_id, number FROM told_in, json_each(:facts) AS wanted
             WHERE channel_key = :channelKey AND fact = wanted.value ORDER BY told_at, delivery_id, number`,
            { channelKey, facts: listOf(facts) },
          )
          .map((row): Telling => ({ fact: textOf(row, 'fact'), deliveryId: textOf(row, 'delivery_id'), number: integerOf(row, 'number') })),
      ),
    forget: (channelKey) =>
      database.write((sql) => {
        sql.run('DELETE FROM told_facts WHERE channel_key = :channelKey', { channelKey })
        sql.run('DELETE FROM told_in WHERE channel_key = :channelKey', { channelKey })
      }),
    forgetPeople: (workspace, person) =>
      database.write((sql) => {
        const ending = `*#${person ?? '[0-9a-f]'.repeat(32)}`
        return sql.run(`DELETE FROM told_facts WHERE ${OF_PEOPLE}`, { workspace, colon: ':', ending })
      }),
  }
}
