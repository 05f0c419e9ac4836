// What the summarized index knows of each article, in SQLite; passages and fingerprint packed, the summary as JSON that only the index reads.
import type { Fingerprinted, IndexRecord, IndexStore, Standing } from '../../../ports/index-store.ts'
import { packNumbers, packPassages, pickPassages, unpackNumbers, unpackPassages } from './packed-record.ts'
import { integerOf, jsonOf, listOf, textOf, textOrNullOf, unpackedOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 200
const STANDING_PAGE = 2_000 // rows of an index alone
const COLUMNS = 'article_id, workspace, version, family_id, story_id, fingerprint_kind, fingerprint, annotated, summary'
const IN_SCOPE = 'workspace IN (SELECT value FROM json_each(:scope))'
// A chance number of 52 bits is never given twice, whichever process saves.
const SAVE = `INSERT INTO index_records (${COLUMNS}, stamp)
  VALUES (:articleId, :workspace, :version, :familyId, :storyId, :kind, :fingerprint, :annotated, :summary, 1 + (abs(random()) >> 11))
  ON CONFLICT (article_id, workspace) DO UPDATE SET version = excluded.version, family_id = excluded.family_id, story_id = excluded.story_id,
    fingerprint_kind = excluded.fingerprint_kind, fingerprint = excluded.fingerprint, annotated = excluded.annotated,
    summary = excluded.summary, stamp = excluded.stamp`
const STANDING = `SELECT r.article_id, r.version, r.stamp FROM index_records r INDEXED BY index_records_by_workspace
  CROSS JOIN articles a ON a.id = r.article_id AND a.workspace = r.workspace AND a.version = r.version
  WHERE r.workspace = :workspace AND r.article_id > :after AND NOT EXISTS (
    SELECT 1 FROM article_versions v INDEXED BY article_versions_withdrawn
    WHERE v.id = r.article_id AND v.workspace = r.workspace AND v.version = r.version AND v.withdrawn_at IS NOT NULL)
  ORDER BY r.article_id LIMIT ${STANDING_PAGE}`
const PICK = `SELECT article_id, version, annotated FROM index_records
  WHERE article_id IN (SELECT value FROM json_each(:ids)) AND workspace = :workspace`
// The index of records alone is asked about every article; the articles themselves only about those that have none.
const UNINDEXED = `SELECT DISTINCT a.id FROM articles a
  WHERE (:workspace IS NULL OR a.workspace = :workspace)
  AND NOT EXISTS (SELECT 1 FROM index_records r INDEXED BY index_records_by_workspace
    WHERE r.workspace = a.workspace AND r.article_id = a.id AND r.version = a.version)
  AND EXISTS (SELECT 1 FROM article_versions v
    WHERE v.id = a.id AND v.workspace = a.workspace AND v.version = a.version AND v.withdrawn_at IS NULL) ORDER BY a.id`

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
    pick: (places, workspace) =>
      database.read((sql) => {
        const rows = sql.all(PICK, { ids: listOf([...places.keys()]), workspace })
        return new Map(
          rows.map((row) => {
            const [articleId, version] = [textOf(row, 'article_id'), integerOf(row, 'version')]
            const read = (bytes: Uint8Array) => pickPassages(bytes, places.get(articleId) ?? [], { articleId, version })
            return [articleId, { version, passages: unpackedOf(row, 'annotated', read) }]
          }),
        )
      }),
    stamp: (articleId, workspace) =>
      database.read((sql) => {
        const row = sql.get('SELECT stamp FROM index_records WHERE article_id = :articleId AND workspace = :workspace', {
          articleId,
          workspace,
        })
        return row && integerOf(row, 'stamp')
      }),
    standing: (workspace) => streamStanding(database, workspace),
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

async function* streamStanding(database: Database, workspace: string): AsyncIterable<readonly Standing[]> {
  let after = ''
  for (;;) {
    const rows = await database.read((sql) => sql.all(STANDING, { workspace, after }))
    const last = rows.at(-1)
    if (!last) return
    yield rows.map((row) => ({ articleId: textOf(row, 'article_id'), version: integerOf(row, 'version'), stamp: integerOf(row, 'stamp') }))
    after = textOf(last, 'article_id')
    await nextTurn()
  }
}

/** What SQLite answers is there at once: without this a long read would hold the event loop from beginning to end. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function* streamFingerprints(database: Database): AsyncIterable<Fingerprinted> {
  let after = 0
  for (;;) {
    const rows = await database.read((sql) =>
      sql.all(
        `SELECT rowid AS position, article_id, workspace, version, family_id, story_id, fingerprint_kind, fingerprint FROM index_records
         WHERE rowid > :after ORDER BY rowid LIMIT ${PAGE}`,
        { after },
      ),
    )
    const last = rows.at(-1)
    if (!last) return
    yield* rows.map(fingerprintedOf)
    after = integerOf(last, 'position')
    await nextTurn()
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
    kind: record.fingerprint.kind,
    fingerprint: packNumbers(record.fingerprint.values),
    annotated: packPassages(record.annotated.passages),
    summary: JSON.stringify(record.summary),
  }
}

/** Bytes and JSON are trusted as they were written: a schema over every passage of 100,000 articles would make opening slow. */
function recordOf(row: Row): IndexRecord {
  const known = fingerprintedOf(row)
  const { articleId, version } = known
  const passages = unpackedOf(row, 'annotated', (bytes) => unpackPassages(bytes, { articleId, version }))
  return { ...known, annotated: { articleId, version, passages }, summary: jsonOf(row, 'summary') as IndexRecord['summary'] }
}

function fingerprintedOf(row: Row): Fingerprinted {
  return {
    articleId: textOf(row, 'article_id'),
    version: integerOf(row, 'version'),
    workspace: textOf(row, 'workspace'),
    familyId: textOf(row, 'family_id'),
    storyId: textOf(row, 'story_id'),
    fingerprint: fingerprintOf(row),
  }
}

/** Without a kind beside it, it is a record from before there were packed ones. */
function fingerprintOf(row: Row): IndexRecord['fingerprint'] {
  const kind = textOrNullOf(row, 'fingerprint_kind')
  if (kind !== null) return { kind, values: unpackedOf(row, 'fingerprint', unpackNumbers) }
  return unpackedOf(row, 'fingerprint', (bytes) => JSON.parse(Buffer.from(bytes).toString()) as IndexRecord['fingerprint'])
}
