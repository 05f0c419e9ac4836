// Forgets single people in SQLite.
import type { PeopleStore } from '../../../ports/people-store.ts'
import type { Database } from './transact.ts'

const OF_WORKSPACE = 'platform = :platform AND workspace = :workspace'
/** A turn of an earlier version does not say whose it is; the record of its answer does. */
const OWN = `SELECT platform, workspace, channel, thread, n FROM turns WHERE ${OF_WORKSPACE} AND (
  json_extract(turn, '$.person') = :key OR (json_extract(turn, '$.person') IS NULL AND json_extract(turn, '$.record') IN
    (SELECT id FROM answer_records WHERE workspace = :workspaceKey AND person = :key)))`
/** What others asked later in the thread was understood with the person's words in it. */
const CARRIED = `turns.platform = :platform AND turns.workspace = :workspace AND json_extract(turns.turn, '$.resolved') <> json_extract(turns.turn, '$.question') AND EXISTS (SELECT 1 FROM own
  WHERE own.platform = turns.platform AND own.workspace = turns.workspace AND own.channel = turns.channel AND own.thread = turns.thread AND own.n < turns.n)`
const RECORDS = `WITH own AS (${OWN}) DELETE FROM answer_records WHERE workspace = :workspaceKey AND person IS NOT :key AND id IN
  (SELECT json_extract(turns.turn, '$.record') FROM turns WHERE ${CARRIED})`
const TURNS = `WITH own AS (${OWN}) DELETE FROM turns WHERE n IN (SELECT n FROM own) OR (${CARRIED})`
const SUBSCRIPTIONS = `UPDATE subscriptions SET created_by = '' WHERE ${OF_WORKSPACE} AND created_by = :id`
const NOTICES = `DELETE FROM owner_notices WHERE ${OF_WORKSPACE} AND person = :id`

export function createPeopleStore(database: Database): PeopleStore {
  return {
    forget: ({ platform, workspace, id, key }) =>
      database.write((sql) => {
        const whose = { platform, workspace, key, workspaceKey: `${platform}:${workspace}` }
        sql.run(RECORDS, whose)
        return {
          turns: sql.run(TURNS, whose),
          subscriptions: sql.run(SUBSCRIPTIONS, { platform, workspace, id }),
          notices: sql.run(NOTICES, { platform, workspace, id }),
        }
      }),
  }
}
