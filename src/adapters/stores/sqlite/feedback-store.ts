// What people think of answers, in SQLite.
import { z } from 'zod'
import { FEEDBACK_REASONS, type Feedback } from '../../../domain/feedback.ts'
import type { FeedbackStore } from '../../../ports/feedback-store.ts'
import { NOT_ERASED } from './erasures.ts'
import { integerOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 200 // rows read at once
const SAVE = `INSERT INTO feedback (answer_id, person, at_ms, workspace, channel, verdict, reason, words)
  SELECT :answerId, :person, :atMs, :workspace, :channel, :verdict, :reason, :words WHERE ${NOT_ERASED}
  ON CONFLICT (answer_id, person) DO UPDATE SET at_ms = excluded.at_ms, verdict = excluded.verdict, reason = excluded.reason, words = excluded.words`
const COUNT = `SELECT count(*) FILTER (WHERE verdict = 'good') AS good, count(*) FILTER (WHERE verdict = 'bad') AS bad
  FROM feedback WHERE workspace = :workspace AND at_ms >= :since`
const PAGES = `SELECT rowid AS n, * FROM feedback
  WHERE (at_ms > :atMs OR (at_ms = :atMs AND rowid > :n)) AND (:workspace IS NULL OR workspace = :workspace) ORDER BY at_ms, rowid LIMIT ${PAGE}`

const Verdict = z.enum(['good', 'bad'])
const Reason = z.enum(FEEDBACK_REASONS).nullable()

export function createFeedbackStore(database: Database): FeedbackStore {
  return {
    save: ({ at, ...feedback }) =>
      database.write((sql) => {
        sql.run(SAVE, { ...feedback, atMs: millisecondsOf(at), begunMs: millisecondsOf(at) })
      }),
    all: (filter) => pages(database, filter),
    counts: (workspace, since) =>
      database.read((sql) => {
        const row = sql.get(COUNT, { workspace, since: millisecondsOf(since) })
        return row === null ? { good: 0, bad: 0 } : { good: integerOf(row, 'good'), bad: integerOf(row, 'bad') }
      }),
    prune: (before) => database.write((sql) => sql.run('DELETE FROM feedback WHERE at_ms < :before', { before: millisecondsOf(before) })),
    erase: (workspace, person) =>
      database.write((sql) =>
        sql.run('DELETE FROM feedback WHERE workspace = :workspace AND (:person IS NULL OR person = :person)', { workspace, person }),
      ),
  }
}

async function* pages(database: Database, { since, workspace = null }: Parameters<FeedbackStore['all']>[0]): AsyncIterable<Feedback> {
  let from = { atMs: since === undefined ? 0 : millisecondsOf(since), n: -1 }
  for (;;) {
    const rows = await database.read((sql) => sql.all(PAGES, { ...from, workspace }))
    for (const row of rows) yield feedbackOf(row)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    from = { atMs: integerOf(last, 'at_ms'), n: integerOf(last, 'n') }
  }
}

const millisecondsOf = (at: string) => Temporal.Instant.from(at).epochMilliseconds

function feedbackOf(row: Row): Feedback {
  return {
    answerId: textOf(row, 'answer_id'),
    at: Temporal.Instant.fromEpochMilliseconds(integerOf(row, 'at_ms')).toString(),
    workspace: textOf(row, 'workspace'),
    channel: textOf(row, 'channel'),
    person: textOf(row, 'person'),
    verdict: Verdict.parse(textOf(row, 'verdict')),
    reason: Reason.parse(textOrNullOf(row, 'reason')),
    words: textOrNullOf(row, 'words'),
  }
}
