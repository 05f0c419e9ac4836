// What each channel has been told, fact by fact, in SQLite.
import type { ToldFact } from '../../../domain/subscription.ts'
import { type ChannelMemory, MEMORY_DAYS, MEMORY_FACTS, type Telling } from '../../../ports/subscription-store.ts'
import { integerOf, listOf, textOf } from './rows.ts'
import type { Database } from './transact.ts'

/** A key holds what was told last: an edition that is known to stand only after a later one changes nothing of that. */
const FORGET = `DELETE FROM told_facts WHERE channel_key = :channelKey AND (key, value) IN (
  SELECT old.key, old.value FROM json_each(:facts) AS new CROSS JOIN told_facts AS old
  WHERE old.channel_key = :channelKey AND old.key = new.value ->> 'key' AND old.told_at <= new.value ->> 'toldAt')`
const REMEMBER = `INSERT INTO told_facts (channel_key, key, value, article_id, told_at)
  SELECT :channelKey, new.value ->> 'key', new.value ->> 'value', new.value ->> 'articleId', new.value ->> 'toldAt' FROM json_each(:facts) AS new
  WHERE NOT EXISTS (SELECT 1 FROM told_facts AS later WHERE later.channel_key = :channelKey AND later.key = new.value ->> 'key')`

/** A person's hash is 32 hexadecimal digits; no channel's own memory ends like that. */
const OF_PEOPLE = 'substr(channel_key, 1, length(:workspace) + 1) = :workspace || :colon AND channel_key GLOB :ending'

/** What nobody has said for so long is news when somebody says it again; and no channel's memory grows for ever. */
const FORGOTTEN = `DELETE FROM told_facts WHERE channel_key = :channelKey AND told_at < :since`
const TOO_MUCH = `DELETE FROM told_facts WHERE channel_key = :channelKey
  AND (SELECT count(*) FROM told_facts WHERE channel_key = :channelKey) > ${MEMORY_FACTS} AND told_at <
  (SELECT told_at FROM told_facts WHERE channel_key = :channelKey ORDER BY told_at DESC LIMIT 1 OFFSET ${MEMORY_FACTS})`

const KEEP_TELLINGS = `INSERT INTO told_in (channel_key, fact, delivery_id, number, told_at)
  SELECT :channelKey, value ->> 'fact', value ->> 'deliveryId', value ->> 'number', :toldAt FROM json_each(:tellings) WHERE true
  ON CONFLICT DO NOTHING`
const LOST_SIGHT = `DELETE FROM told_in WHERE channel_key = :channelKey AND told_at < max(:since, coalesce(
  (SELECT told_at FROM told_in WHERE channel_key = :channelKey ORDER BY told_at DESC LIMIT 1 OFFSET ${MEMORY_FACTS}), :since))`

function lastOfEachKey(facts: readonly ToldFact[]): readonly ToldFact[] {
  const last = new Map<string, ToldFact>()
  for (const fact of facts) if ((last.get(fact.key)?.toldAt ?? '') <= fact.toldAt) last.set(fact.key, fact)
  return [...last.values()]
}

export function createChannelMemory(database: Database): ChannelMemory {
  return {
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
        const single = JSON.stringify(lastOfEachKey(facts))
        sql.run(FORGET, { channelKey, facts: single })
        sql.run(REMEMBER, { channelKey, facts: single })
        const [newest] = facts
          .map(({ toldAt }) => toldAt)
          .toSorted()
          .slice(-1)
        if (newest === undefined) return
        const since = Temporal.Instant.from(newest)
          .subtract({ hours: 24 * MEMORY_DAYS })
          .toString()
        sql.run(FORGOTTEN, { channelKey, since })
        sql.run(TOO_MUCH, { channelKey })
      }),
    keepTellings: (channelKey, tellings, toldAt) =>
      database.write((sql) => {
        sql.run(KEEP_TELLINGS, { channelKey, tellings: JSON.stringify(tellings), toldAt })
        const since = Temporal.Instant.from(toldAt)
          .subtract({ hours: 24 * MEMORY_DAYS })
          .toString()
        sql.run(LOST_SIGHT, { channelKey, since })
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
        sql.run('DELETE FROM told_in WHERE channel_key = :channelKey', { channelKey })
      }),
    forgetPeople: (workspace, person) =>
      database.write((sql) => {
        const ending = `*#${person ?? '[0-9a-f]'.repeat(32)}`
        return sql.run(`DELETE FROM told_facts WHERE ${OF_PEOPLE}`, { workspace, colon: ':', ending })
      }),
  }
}
