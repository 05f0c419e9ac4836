// How each answer came about, in SQLite: one JSON record a row.
import { z } from 'zod'
import type { AnswerRecord } from '../../../domain/answer-record.ts'
import type { AnswerLog } from '../../../ports/answer-log.ts'
import { NOT_ERASED } from './erasures.ts'
import { integerOf, parsedOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 200 // records read at once: an export of a year must not stand in memory
const ADD = `INSERT INTO answer_records (id, at_ms, workspace, channel, person, record)
  SELECT :id, :atMs, :workspace, :channel, :person, :record WHERE ${NOT_ERASED} ON CONFLICT DO NOTHING`

// Loose, so that a record keeps whatever a later version adds to it.
const SpanRef = z.looseObject({ articleId: z.string(), version: z.number(), start: z.number(), end: z.number(), sha256: z.string() })
const nullable = z.string().nullable()
const RecordRow = z.looseObject({
  id: z.string(),
  at: z.string(),
  how: z.enum(['ask', 'brief', 'follow-up', 'digest']),
  workspace: z.string(),
  channel: nullable,
  person: nullable,
  question: z.string(),
  resolved: z.string(),
  topic: nullable,
  scope: z.array(z.string()),
  kind: z.enum(['answer', 'no-evidence', 'stale-evidence', 'quiet']),
  offered: z.array(SpanRef),
  claims: z.array(
    z.looseObject({
      passages: z.array(SpanRef),
      text: nullable,
      verdict: z.enum(['accept', 'repair', 'drop']),
      rule: z.string(),
      byModel: z.boolean(),
    }),
  ),
  groups: z.array(z.looseObject({ heading: nullable, rule: z.string(), claims: z.array(z.number()) })).optional(),
  model: z.looseObject({
    state: z.enum(['off', 'used', 'rejected']),
    reason: nullable,
    name: nullable,
    prompt: nullable,
    requests: z.number(),
    tokensIn: z.number(),
    tokensOut: z.number(),
    cost: z.number(),
    currency: nullable,
    ms: z.number(),
  }),
  vectors: z
    .looseObject({
      ...{ name: nullable, requests: z.number(), tokens: z.number(), cost: z.number() },
      ...{ currency: nullable, ms: z.number(), failure: nullable },
    })
    .optional(),
  tookMs: z.number(),
})

export function createAnswerLog(database: Database): AnswerLog {
  return {
    add: (records) =>
      database.write((sql) => {
        for (const record of records) {
          const { id, at, workspace, channel, person, tookMs } = record
          const atMs = millisecondsOf(at)
          sql.run(ADD, { id, atMs, begunMs: Math.floor(atMs - tookMs), workspace, channel, person, record: JSON.stringify(record) })
        }
      }),
    get: (id, workspace) =>
      database.read((sql) => {
        const row = sql.get('SELECT record FROM answer_records WHERE id = :id AND workspace = :workspace', { id, workspace })
        return row === null ? null : recordOf(row)
      }),
    lastIn: (channel, person) =>
      database.read((sql) => {
        const row = sql.get(
          'SELECT record FROM answer_records WHERE channel = :channel AND person IS :person ORDER BY at_ms DESC, rowid DESC LIMIT 1',
          { channel, person },
        )
        return row === null ? null : recordOf(row)
      }),
    all: (filter) => pages(database, filter),
    prune: (before) =>
      database.write((sql) => sql.run('DELETE FROM answer_records WHERE at_ms < :before', { before: millisecondsOf(before) })),
    erase: (workspace, person) =>
      database.write((sql) =>
        sql.run('DELETE FROM answer_records WHERE workspace = :workspace AND (:person IS NULL OR person = :person)', { workspace, person }),
      ),
  }
}

async function* pages(
  database: Database,
  { since, workspace = null }: Readonly<{ since?: string | undefined; workspace?: string | null | undefined }>,
): AsyncIterable<AnswerRecord> {
  const page = `SELECT rowid AS n, at_ms, record FROM answer_records
    WHERE (at_ms > :atMs OR (at_ms = :atMs AND rowid > :n)) AND (:workspace IS NULL OR workspace = :workspace)
    ORDER BY at_ms, rowid LIMIT ${PAGE}`
  let from = { atMs: since === undefined ? 0 : millisecondsOf(since), n: -1 }
  for (;;) {
    const rows = await database.read((sql) => sql.all(page, { ...from, workspace }))
    for (const row of rows) yield recordOf(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    from = { atMs: integerOf(last, 'at_ms'), n: integerOf(last, 'n') }
  }
}

const millisecondsOf = (at: string) => Temporal.Instant.from(at).epochMilliseconds

function recordOf(row: Row): AnswerRecord {
  return parsedOf(row, 'record', RecordRow)
}
