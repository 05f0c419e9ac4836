// Vectors of passages in SQLite: a row an article.
import { crc32 } from 'node:zlib'
import type { PassageVectors, VectorStore } from '../../../ports/vector-store.ts'
import { bytesOf, integerOf, textOf } from './rows.ts'
import type { Database, Row } from './transact.ts'

const PAGE = 50 // articles; some 20 KB each
const COLUMNS = 'v.article_id, v.stamp, v.digest, v.dimensions, v.checksum, v.bytes'
// The record may have gone or changed while the vectors were asked for.
const SAVE = `INSERT INTO passage_vectors (article_id, workspace, model, stamp, digest, dimensions, checksum, bytes)
  SELECT article_id, workspace, :model, stamp, :digest, :dimensions, :checksum, :bytes FROM index_records
  WHERE article_id = :articleId AND workspace = :workspace AND stamp = :stamp
  ON CONFLICT (article_id, workspace) DO UPDATE SET model = excluded.model, stamp = excluded.stamp, digest = excluded.digest,
    dimensions = excluded.dimensions, checksum = excluded.checksum, bytes = excluded.bytes`
const GET = `SELECT ${COLUMNS} FROM passage_vectors v WHERE v.article_id = :articleId AND v.workspace = :workspace AND v.model = :model`
const STAMPS = 'SELECT article_id, stamp FROM passage_vectors WHERE workspace = :workspace AND model = :model'
const ALL = `SELECT ${COLUMNS} FROM passage_vectors v
  JOIN index_records r ON r.article_id = v.article_id AND r.workspace = v.workspace AND r.stamp = v.stamp
  WHERE v.workspace = :workspace AND v.model = :model AND v.article_id > :after ORDER BY v.article_id LIMIT ${PAGE}`

export function createVectorStore(database: Database): VectorStore {
  return {
    save: ({ articleId, stamp, digest, dimensions, bytes }, workspace, model) =>
      database.write((sql) => {
        const checksum = crc32(bytes)
        return sql.run(SAVE, { articleId, workspace, model, stamp, digest, dimensions, checksum, bytes }) > 0
      }),
    get: (articleId, workspace, model) =>
      database.read((sql) => {
        const row = sql.get(GET, { articleId, workspace, model })
        return row && (vectorsIn(row)[0] ?? null)
      }),
    stamps: (workspace, model) =>
      database.read(
        (sql) => new Map(sql.all(STAMPS, { workspace, model }).map((row) => [textOf(row, 'article_id'), integerOf(row, 'stamp')])),
      ),
    all: (workspace, model) => streamVectors(database, workspace, model),
  }
}

async function* streamVectors(database: Database, workspace: string, model: string): AsyncIterable<readonly PassageVectors[]> {
  let after = ''
  for (;;) {
    const rows = await database.read((sql) => sql.all(ALL, { workspace, model, after }))
    const last = rows.at(-1)
    if (!last) return
    yield rows.flatMap(vectorsIn)
    after = textOf(last, 'article_id')
    // What SQLite answers is there at once: without this a long read would hold the event loop from beginning to end.
    await new Promise(setImmediate)
  }
}

/** None when the bytes are not those that were saved. */
function vectorsIn(row: Row): readonly PassageVectors[] {
  const bytes = bytesOf(row, 'bytes')
  if (crc32(bytes) !== integerOf(row, 'checksum')) return []
  const dimensions = integerOf(row, 'dimensions')
  return [{ articleId: textOf(row, 'article_id'), stamp: integerOf(row, 'stamp'), digest: textOf(row, 'digest'), dimensions, bytes }]
}
