// What the summarized index knows of each article, in SQLite; passages, fingerprint and summary as JSON that only the index reads.
import type { Fingerprinted, IndexRecord, IndexStore } from '../../../ports/index-store.ts'
import { integerOf, jsonOf, listOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 200
const COLUMNS = 'article_id, workspace, version, family_id, story_id, fingerprint, annotated, summary'
const IN_SCOPE = 'workspace IN (SELECT value FROM json_each(:scope))'
const SAVE = `INSERT INTO index_records (${COLUMNS})
  VALUES (:articleId, :workspace, :version, :familyId, :storyId, :fingerprint, :annotated, :summary)
  ON CONFLICT (article_id, workspace) DO UPDATE SET version = excluded.version, family_id = excluded.family_id,
    story_id = excluded.story_id, fingerprint = excluded.fingerprint, annotated = excluded.annotated, summary = excluded.summary`
const UNINDEXED = `SELECT DISTINCT a.id FROM articles a JOIN article_versions v USING (id, workspace, version)
  LEFT JOIN index_records r ON r.article_id = a.id AND r.workspace = a.workspace AND r.version = a.version
  WHERE r.article_id IS NULL AND v.withdrawn_at IS NULL AND (:workspace IS NULL OR a.workspace = :workspace) ORDER BY a.id`

export function createIndexStore(database: Database): IndexStore {
  return {
    save: (record) =>
      database.write((sql) => {
        sql.run(SAVE, rowOf(record))
      }),
    get: (articleId, scope) =>
      database.read((sql) => {
        const rows = sql.all(`SELECT ${COLUMNS} FROM index_records WHERE article_id = :articleId AND ${IN_SCOPE}`, {
          articleId,
          scope: listOf(scope),
        })
        return nearest(rows, scope)[0] ?? null
      }),
    many: (articleIds, scope) =>
      database.read((sql) => {
        const wanted = 'article_id IN (SELECT value FROM json_each(:ids))'
        const rows = sql.all(`SELECT ${COLUMNS} FROM index_records WHERE ${wanted} AND ${IN_SCOPE}`, {
          ids: listOf(articleIds),
          scope: listOf(scope),
        })
        return new Map(nearest(rows, scope).map((record) => [record.articleId, record]))
      }),
    all: (scope) => streamRecords(database, scope),
    fingerprints: () => streamFingerprints(database),
    place: (articleId, workspace, { familyId, storyId }) =>
      database.write((sql) => {
        const values = { articleId, workspace, familyId, storyId }
        sql.run(
          'UPDATE index_records SET family_id = :familyId, story_id = :storyId WHERE article_id = :articleId AND workspace = :workspace',
          values,
        )
      }),
    remove: (articleId, workspace) =>
      database.write((sql) => {
        const values = { articleId, workspace: workspace ?? null }
        sql.run('DELETE FROM index_records WHERE article_id = :articleId AND (:workspace IS NULL OR workspace = :workspace)', values)
      }),
    unindexed: (workspace) => database.read((sql) => sql.all(UNINDEXED, { workspace: workspace ?? null }).map((row) => textOf(row, 'id'))),
  }
}

async function* streamRecords(database: Database, scope: readonly string[]): AsyncIterable<IndexRecord> {
  let after = ''
  for (;;) {
    const rows = await database.read((sql) =>
      sql.all(
        `SELECT ${COLUMNS} FROM index_records WHERE ${IN_SCOPE} AND article_id IN
           (SELECT DISTINCT article_id FROM index_records WHERE article_id > :after AND ${IN_SCOPE} ORDER BY article_id LIMIT ${PAGE})
         ORDER BY article_id, workspace`,
        { after, scope: listOf(scope) },
      ),
    )
    const last = rows.at(-1)
    if (!last) return
    yield* nearest(rows, scope)
    after = textOf(last, 'article_id')
  }
}

async function* streamFingerprints(database: Database): AsyncIterable<Fingerprinted> {
  let after = 0
  for (;;) {
    const rows = await database.read((sql) =>
      sql.all(
        `SELECT rowid AS position, article_id, workspace, version, family_id, story_id, fingerprint FROM index_records
         WHERE rowid > :after ORDER BY rowid LIMIT ${PAGE}`,
        { after },
      ),
    )
    const last = rows.at(-1)
    if (!last) return
    yield* rows.map(fingerprintedOf)
    after = integerOf(last, 'position')
  }
}

/** One record per article, that of the workspace named last in the scope, chosen before any JSON is read. */
function nearest(rows: readonly Row[], scope: readonly string[]): readonly IndexRecord[] {
  const best = new Map<string, Row>()
  for (const row of rows) {
    const id = textOf(row, 'article_id')
    const other = best.get(id)
    if (!other || scope.lastIndexOf(textOf(row, 'workspace')) > scope.lastIndexOf(textOf(other, 'workspace'))) best.set(id, row)
  }
  return [...best.values()].map(recordOf)
}

function rowOf(record: IndexRecord) {
  const { articleId, workspace, version, familyId, storyId } = record
  return {
    articleId,
    workspace,
    version,
    familyId,
    storyId,
    fingerprint: JSON.stringify(record.fingerprint),
    annotated: JSON.stringify(record.annotated),
    summary: JSON.stringify(record.summary),
  }
}

/** The JSON is trusted as the index wrote it: a schema over every passage of 100,000 articles would make opening slow. */
function recordOf(row: Row): IndexRecord {
  return {
    ...fingerprintedOf(row),
    annotated: jsonOf(row, 'annotated') as IndexRecord['annotated'],
    summary: jsonOf(row, 'summary') as IndexRecord['summary'],
  }
}

function fingerprintedOf(row: Row): Fingerprinted {
  return {
    articleId: textOf(row, 'article_id'),
    version: integerOf(row, 'version'),
    workspace: textOf(row, 'workspace'),
    familyId: textOf(row, 'family_id'),
    storyId: textOf(row, 'story_id'),
    fingerprint: jsonOf(row, 'fingerprint') as IndexRecord['fingerprint'],
  }
}
