// Which sources are asked again and again, in SQLite.
import { z } from 'zod'
import type { Source, SourceState } from '../../../domain/source.ts'
import type { KnownEntry, Polling, SourceStore } from '../../../ports/source-store.ts'
import { integerOf, listOf, parsedOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const COLUMNS = 'id, workspace, url, kind, label, added_at, next_poll_at, state'
const ADD = `INSERT INTO sources (id, workspace, url, host, kind, label, added_at, next_poll_at, state)
  VALUES (:id, :workspace, :url, :host, :kind, :label, :addedAt, :nextPollAt, :state)`
// What it brought before is known still; asked anew, with our own interval.
const AGAIN = `UPDATE sources SET removed = 0, gone = 0, url = :url, host = :host, label = :label, next_poll_at = :nextPollAt, state = :state WHERE id = :id`
const LIST = `SELECT ${COLUMNS}, (SELECT COUNT(DISTINCT article_id) FROM source_entries e WHERE e.source_id = s.id) AS articles
  FROM sources s WHERE removed = 0 AND (:scope IS NULL OR workspace IN (SELECT value FROM json_each(:scope))) ORDER BY label, id`
const DUE = `SELECT ${COLUMNS} FROM sources WHERE removed = 0 AND gone = 0 AND next_poll_at <= :now ORDER BY next_poll_at, id LIMIT :limit`
const CLAIM = 'UPDATE sources SET next_poll_at = :until WHERE id = :id AND next_poll_at = :before AND removed = 0 AND gone = 0'
const SAVE = 'UPDATE sources SET next_poll_at = :nextPollAt, gone = :gone, state = :state WHERE id = :id'
const END_BASELINE =
  'UPDATE sources SET baseline_end = COALESCE(baseline_end, (SELECT COALESCE(MAX(n), 0) FROM article_arrivals)) WHERE id = :id'
const REMEMBER = `INSERT INTO source_entries (source_id, entry_key, hash, url, article_id)
  SELECT :id, :key, :hash, :url, :articleId WHERE EXISTS (SELECT 1 FROM sources WHERE id = :id)
  ON CONFLICT (source_id, entry_key) DO UPDATE SET hash = excluded.hash, article_id = COALESCE(excluded.article_id, article_id)`

const textOrNone = z.string().nullable()
const State = z.object({
  etag: textOrNone,
  lastModified: textOrNone,
  nextPollAtMs: z.number(),
  intervalMs: z.number(),
  wishMs: z.number(),
  polls: z.number(),
  failures: z.number(),
  trouble: textOrNone,
  lastSuccessAtMs: z.number().nullable(),
  lastNewAtMs: z.number().nullable(),
  usual: z.number(),
  movedTo: textOrNone,
  movedSeen: z.number(),
  gone: z.boolean(),
  last: z
    .object({ read: z.number(), added: z.number(), updated: z.number(), unchanged: z.number(), rejected: z.record(z.string(), z.number()) })
    .nullable(),
  throttled: z.object({ why: z.enum(['spam', 'topic', 'flood']), sinceMs: z.number() }).optional(),
  parts: z.array(z.object({ url: z.string(), etag: textOrNone, lastModified: textOrNone, changedAt: textOrNone })).default([]),
})
const Kind = z.enum(['feed', 'sitemap', 'page'])

export function createSourceStore(database: Database): SourceStore {
  return {
    add: (source, state) =>
      database.write((sql) => {
        const row = { id: source.id, url: source.url, host: hostOf(source.url), label: source.label, ...timed(state) }
        const there = sql.get('SELECT removed FROM sources WHERE id = :id', { id: source.id })
        if (there !== null && integerOf(there, 'removed') === 0) return 'known'
        if (there !== null) sql.run(AGAIN, row)
        else sql.run(ADD, { ...row, workspace: source.workspace, kind: source.kind, addedAt: source.addedAt })
        return 'added'
      }),
    remove: (id, workspace) =>
      database.write(
        (sql) =>
          sql.run('UPDATE sources SET removed = 1 WHERE id = :id AND workspace = :workspace AND removed = 0', { id, workspace }) === 1,
      ),
    stands: (id) => database.read((sql) => sql.get('SELECT 1 FROM sources WHERE id = :id', { id }) !== null),
    list: (scope) =>
      database.read((sql) =>
        sql
          .all(LIST, { scope: scope === null ? null : listOf(scope) })
          .map((row) => ({ ...pollingOf(row), articles: integerOf(row, 'articles') })),
      ),
    due: (nowMs, limit) => database.read((sql) => sql.all(DUE, { now: nowMs, limit }).map(pollingOf)),
    claim: ({ source, state }, untilMs) =>
      database.write((sql) => sql.run(CLAIM, { id: source.id, before: state.nextPollAtMs, until: untilMs }) === 1),
    save: (id, state, movedTo) =>
      database.write((sql) => {
        sql.run(SAVE, { id, gone: Number(state.gone), ...timed(state) })
        if (state.polls > 0) sql.run(END_BASELINE, { id })
        if (movedTo !== undefined)
          sql.run('UPDATE sources SET url = :url, host = :host WHERE id = :id', { id, url: movedTo, host: hostOf(movedTo) })
      }),
    holdHost: (host, untilMs) =>
      database.write((sql) => {
        sql.run('UPDATE sources SET next_poll_at = max(next_poll_at, :until) WHERE host = :host', { host, until: untilMs })
      }),
    ...entriesIn(database),
  }
}

function entriesIn(database: Database): Pick<SourceStore, 'known' | 'remember' | 'articlesOf'> {
  return {
    known: (id, keys) =>
      database.read((sql) => {
        const rows = sql.all(
          'SELECT entry_key, hash, url, article_id FROM source_entries WHERE source_id = :id AND entry_key IN (SELECT value FROM json_each(:keys))',
          { id, keys: listOf(keys) },
        )
        return new Map(rows.map((row) => [textOf(row, 'entry_key'), entryOf(row)] as const))
      }),
    remember: (id, entries) =>
      database.write((sql) => {
        for (const { key, hash, url, articleId } of entries) sql.run(REMEMBER, { id, key, hash, url, articleId })
      }),
    articlesOf: (id) =>
      database.read((sql) =>
        sql
          .all('SELECT DISTINCT article_id FROM source_entries WHERE source_id = :id AND article_id IS NOT NULL', { id })
          .map((row) => textOf(row, 'article_id')),
      ),
  }
}

const hostOf = (url: string) => URL.parse(url)?.host ?? ''
const timed = (state: SourceState) => ({ nextPollAt: state.nextPollAtMs, state: JSON.stringify(State.parse(state)) })

function entryOf(row: Row): KnownEntry {
  return {
    key: textOf(row, 'entry_key'),
    hash: textOf(row, 'hash'),
    url: textOrNullOf(row, 'url'),
    articleId: textOrNullOf(row, 'article_id'),
  }
}

function pollingOf(row: Row): Polling {
  const source: Source = {
    id: textOf(row, 'id'),
    workspace: textOf(row, 'workspace'),
    url: textOf(row, 'url'),
    kind: Kind.parse(textOf(row, 'kind')),
    label: textOf(row, 'label'),
    addedAt: textOf(row, 'added_at'),
  }
  return { source, state: { ...parsedOf(row, 'state', State), nextPollAtMs: integerOf(row, 'next_poll_at') } }
}
