// Threads and their turns in SQLite, the newest 50 of each.
import { z } from 'zod'
import type { Thread } from '../../../domain/address.ts'
import type { Turn as KeptTurn } from '../../../domain/conversation.ts'
import type { ConversationStore } from '../../../ports/conversation-store.ts'
import { NOT_ERASED } from './erasures.ts'
import { parsedOf } from './rows.ts'
import type { Database } from './transact.ts'

const TURNS_KEPT = 50
const OF_THREAD = 'platform = :platform AND workspace = :workspace AND channel = :channel AND thread = :thread'
const MAY_KEEP = `SELECT 1 WHERE ${NOT_ERASED}`

// Loose, so that a turn keeps whatever a later version adds to it.
const CitationRef = z.looseObject({
  articleId: z.string(),
  version: z.number(),
  start: z.number(),
  end: z.number(),
  speaker: z.string().nullable().optional(),
  hedge: z.string().nullable().optional(),
})
const Mention = z.looseObject({ text: z.string(), kind: z.enum(['person', 'group', 'place', 'other']) })
const Turn = z.looseObject({
  at: z.string(),
  question: z.string(),
  resolved: z.string(),
  topic: z.string().nullable(),
  cited: z.array(CitationRef),
  names: z.array(z.string()),
  mentions: z.array(Mention).optional(),
  focus: z.number().optional(),
  record: z.string().optional(),
  person: z.string().optional(),
})

export function createConversationStore(database: Database): ConversationStore {
  return {
    get: (thread) =>
      database.read((sql) => {
        const key = keyOf(thread)
        const rows = sql.all(`SELECT turn FROM turns WHERE ${OF_THREAD} ORDER BY n DESC LIMIT ${TURNS_KEPT}`, key)
        return rows.length === 0 ? null : { thread: key, turns: rows.toReversed().map((row) => parsedOf(row, 'turn', Turn)) }
      }),
    append: (thread, turn) =>
      database.write((sql) => {
        const key = keyOf(thread)
        if (sql.get(MAY_KEEP, begunOf(thread, turn)) === null) return
        const values = { ...key, turn: JSON.stringify(turn) }
        sql.run(
          'INSERT INTO turns (platform, workspace, channel, thread, turn) VALUES (:platform, :workspace, :channel, :thread, :turn)',
          values,
        )
        sql.run(
          `DELETE FROM turns WHERE ${OF_THREAD} AND n <= (SELECT n FROM turns WHERE ${OF_THREAD} ORDER BY n DESC LIMIT 1 OFFSET ${TURNS_KEPT})`,
          key,
        )
      }),
    prune: (before) =>
      database.write((sql) => {
        // `at` is written by our own clock, always in UTC, and compared as time because its fraction may be absent.
        const old = "unixepoch(json_extract(turn, '$.at'), 'subsec') < unixepoch(:before, 'subsec')"
        return sql.run(`DELETE FROM turns WHERE ${old}`, { before: Temporal.Instant.from(before).toString() })
      }),
    erase: ({ platform, workspace }) =>
      database.write((sql) => sql.run('DELETE FROM turns WHERE platform = :platform AND workspace = :workspace', { platform, workspace })),
  }
}

function begunOf({ platform, workspace }: Thread, { at, person }: KeptTurn) {
  return { workspace: `${platform}:${workspace}`, person: person ?? null, begunMs: Temporal.Instant.from(at).epochMilliseconds }
}

function keyOf({ platform, workspace, channel, thread }: Thread): Thread {
  return { platform, workspace, channel, thread }
}
