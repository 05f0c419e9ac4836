// Forgetting in SQLite: an article's versions, arrivals and place go in the caller's transaction; quotes stay at their offsets.
import type { Edition } from '../../../domain/subscription.ts'
import type { Scope } from '../../../ports/article-store.ts'
import type { Aged, Forgetting, QuotedSpan, ReadMark, Remnant, Resting, RetentionStore } from '../../../ports/retention-store.ts'
import { integerOf, jsonOf, listOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row, Sql } from './transact.ts'

const PAGE = 200 // rows
const LARGE_PAGE = 20 // records and editions hold some 20 KB each
const ORIGINALS = `SELECT v.id, v.workspace, v.source, v.url, v.published_at, v.ingested_at
  FROM articles a JOIN article_versions v USING (id, workspace, version)
  WHERE (a.id, a.workspace) > (:id, :workspace) AND v.kind = 'original' ORDER BY a.id, a.workspace LIMIT ${PAGE}`
const TURNS = `SELECT n, turn AS json FROM turns WHERE n > :after ORDER BY n LIMIT ${PAGE}`
const ANSWERS = `SELECT rowid AS n, record AS json FROM answer_records WHERE rowid > :after ORDER BY rowid LIMIT ${LARGE_PAGE}`
const EDITIONS = `SELECT e.rowid AS n, '[' || c.shown || ',' || c.told || ']' AS json
  FROM editions e JOIN edition_contents c ON c.id = e.content WHERE e.rowid > :after AND EXISTS (
    SELECT 1 FROM deliveries d WHERE d.subscription_id = e.subscription_id AND d.version = e.version
      AND d.local_date = e.local_date AND d.slot = e.slot AND d.state NOT IN ('sent', 'dead', 'skipped'))
  ORDER BY e.rowid LIMIT ${LARGE_PAGE}`
const OF_ARTICLE = 'id = :id AND workspace = :workspace'
const REMEMBER = `INSERT INTO forgotten_articles (id, workspace, digest, version, at)
  SELECT :id, :workspace, :digest, MAX(version), :at FROM article_versions WHERE ${OF_ARTICLE}
  ON CONFLICT (id, workspace) DO UPDATE SET digest = excluded.digest, version = max(version, excluded.version), at = excluded.at`
const REMNANT = `${OF_ARTICLE} AND version = :version`
const BLANKED = `UPDATE article_versions SET text = :text, headline = NULL, author = NULL, file_name = NULL, about = NULL, forgotten_at = :at
  WHERE ${REMNANT}`

export function createRetentionStore(database: Database): RetentionStore {
  return {
    originals: () => streamOriginals(database),
    resting: (after) => streamResting(database, after),
    forget: (forgetting) => database.write((sql) => forget(sql, forgetting)),
    forgotten: (ids, workspace) =>
      database.read((sql) => {
        const wanted = 'SELECT id, digest, version, at FROM forgotten_articles WHERE id IN (SELECT value FROM json_each(:ids))'
        const rows = sql.all(`${wanted} AND workspace = :workspace`, { ids: listOf(ids), workspace })
        const forgottenOf = (row: Row) => ({ digest: textOf(row, 'digest'), version: integerOf(row, 'version'), at: textOf(row, 'at') })
        return new Map(rows.map((row) => [textOf(row, 'id'), forgottenOf(row)]))
      }),
    remnants: () =>
      database.read((sql) =>
        sql.all('SELECT id, workspace, version FROM article_versions WHERE forgotten_at IS NOT NULL ORDER BY id').map(remnantOf),
      ),
    dropRemnants: (remnants) =>
      database.write((sql) => {
        for (const { articleId: id, workspace, version } of remnants)
          sql.run(`DELETE FROM article_versions WHERE ${REMNANT} AND forgotten_at IS NOT NULL`, { id, workspace, version })
      }),
    counts: (scope) =>
      database.read((sql) => ({
        articles: countOf(sql, 'forgotten_articles WHERE TRUE', scope),
        quoted: countOf(sql, 'article_versions WHERE forgotten_at IS NOT NULL', scope),
      })),
  }
}

function countOf(sql: Sql, rows: string, scope: Scope | undefined): number {
  const within = scope === undefined ? '' : ' AND workspace IN (SELECT value FROM json_each(:scope))'
  const row = sql.get(`SELECT COUNT(*) AS n FROM ${rows}${within}`, scope === undefined ? {} : { scope: listOf(scope) })
  return row === null ? 0 : integerOf(row, 'n')
}

function forget(sql: Sql, { id, workspace, digest, at, spans }: Forgetting): void {
  const versions = sql.all(`SELECT version, text FROM article_versions WHERE ${OF_ARTICLE}`, { id, workspace })
  if (versions.length === 0) return
  sql.run(REMEMBER, { id, workspace, digest, at })
  sql.run(`DELETE FROM articles WHERE ${OF_ARTICLE}`, { id, workspace })
  sql.run('DELETE FROM article_arrivals WHERE article_id = :id AND workspace = :workspace', { id, workspace })
  for (const row of versions) {
    const version = integerOf(row, 'version')
    const quoted = spans.filter((span) => span.version === version)
    if (quoted.length === 0) sql.run(`DELETE FROM article_versions WHERE ${REMNANT}`, { id, workspace, version })
    else sql.run(BLANKED, { id, workspace, version, at, text: blanked(textOf(row, 'text'), quoted) })
  }
}

/** The text as far as its last quote, everything between quotes blank: offsets hold, and each quote is cut as it was. */
function blanked(text: string, quoted: readonly QuotedSpan[]): string {
  let left = ''
  for (const { start, end } of [...quoted].sort((a, b) => a.start - b.start)) {
    const from = Math.max(left.length, start)
    if (from < end) left += ' '.repeat(from - left.length) + text.slice(from, end)
  }
  return left.toWellFormed()
}

async function* streamOriginals(database: Database): AsyncIterable<readonly Aged[]> {
  let after = { id: '', workspace: '' }
  for (;;) {
    const rows = await database.read((sql) => sql.all(ORIGINALS, after))
    const page = rows.map(agedOf)
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = { id: last.id, workspace: last.workspace }
    await nextTurn()
  }
}

async function* streamResting(database: Database, after: ReadMark): AsyncIterable<Resting> {
  let mark = after
  const next = (text: string, from: number) => database.read((sql) => sql.all(text, { after: from }))
  for (const [statement, name] of [
    [TURNS, 'turns'],
    [ANSWERS, 'answers'],
    [EDITIONS, 'editions'],
  ] as const) {
    for (;;) {
      const rows = await next(statement, mark[name])
      const last = rows.at(-1)
      if (last === undefined) break
      mark = { ...mark, [name]: integerOf(last, 'n') }
      const read = rows.map((row) => jsonOf(row, 'json'))
      yield name === 'editions'
        ? { spans: [], inOpenEditions: read.flatMap(articlesOf), mark }
        : { spans: read.flatMap(spansOf), inOpenEditions: [], mark }
      await nextTurn()
    }
  }
}

type Quoting = Readonly<{ cited?: readonly QuotedSpan[]; claims?: readonly Readonly<{ passages?: readonly QuotedSpan[] }>[] }>

/** Of a turn, or of the record of an answer: both were written by us. */
function spansOf(json: unknown): readonly QuotedSpan[] {
  const { cited = [], claims = [] } = json as Quoting
  const all = [...cited, ...claims.flatMap(({ passages = [] }) => passages)]
  return all.map(({ articleId, version, start, end }) => ({ articleId, version, start, end }))
}

function articlesOf(json: unknown): readonly string[] {
  const [{ claims }, { facts, cited }] = json as readonly [Pick<Edition, 'claims'>, Pick<Edition, 'facts' | 'cited'>] // frozen by us
  const inClaims = claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId))
  return [...inClaims, ...facts.map(({ articleId }) => articleId), ...cited.map(({ articleId }) => articleId)]
}

function agedOf(row: Row): Aged {
  const [id, workspace, source] = [textOf(row, 'id'), textOf(row, 'workspace'), textOf(row, 'source')]
  const [url, publishedAt] = [textOrNullOf(row, 'url'), textOrNullOf(row, 'published_at')]
  return { id, workspace, source, url, publishedAt, ingestedAt: textOf(row, 'ingested_at') }
}

function remnantOf(row: Row): Remnant {
  return { articleId: textOf(row, 'id'), workspace: textOf(row, 'workspace'), version: integerOf(row, 'version') }
}

/** What SQLite answers is there at once: without this a long read would hold the event loop from beginning to end. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
