// What each channel has been told, fact by fact, in SQLite.
import type { ToldFact } from '../../../domain/subscription.ts'
import type { ChannelMemory } from '../../../ports/subscription-store.ts'
import { textOf } from './rows.ts'
import type { Database } from './transact.ts'

/** Telling the same value again moves its time: the value told last is the one an update starts from. */
const REMEMBER = `INSERT INTO told_facts (channel_key, key, value, article_id, told_at)
  VALUES (:channelKey, :key, :value, :articleId, :toldAt)
  ON CONFLICT (channel_key, key, value) DO UPDATE SET article_id = excluded.article_id, told_at = excluded.told_at
  WHERE excluded.told_at > told_at`

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
        for (const { key, value, articleId, toldAt } of facts) sql.run(REMEMBER, { channelKey, key, value, articleId, toldAt })
      }),
  }
}
