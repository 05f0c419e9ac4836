// Articles and all their versions in SQLite; every read carries its scope in the SQL.
import { BorderBriefError } from '../../../base/error.ts'
import type { Article, ArticleKind } from '../../../domain/article.ts'
import type { ArticleStore, Labelled } from '../../../ports/article-store.ts'
import { extentOf } from './article-extent.ts'
import { countedBriefly } from './counted-briefly.ts'
import { integerOf, listOf, textOf, textOrNullOf } from './rows.ts'
import type { Database, Row, Sql } from './transact.ts'

const PAGE = 500
const COLUMNS = `v.id, v.workspace, v.version, v.kind, v.about, v.label, v.url, v.publisher, v.agency, v.author, v.headline,
  v.published_at, v.language, v.text, v.file_name, v.source, v.ingested_at, v.withdrawn_at, v.forgotten_at`
const LABEL_COLUMNS = 'v.id, v.workspace, v.kind, v.label, v.publisher, v.agency, v.published_at'
const NEWEST = 'FROM articles a JOIN article_versions v USING (id, workspace, version)'
const IN_SCOPE = 'workspace IN (SELECT value FROM json_each(:scope))'
// The first reading of a source brings what stood there already, which is no news; what changes of it later is.
const OF_FIRST_READING = `SELECT 1 FROM article_versions v JOIN sources s ON s.id = v.source WHERE article_arrivals.version = 1 AND v.id = article_id
  AND v.workspace = article_arrivals.workspace AND v.version = 1 AND (s.baseline_end IS NULL OR n <= s.baseline_end)`
const ARRIVED = `SELECT DISTINCT article_id FROM article_arrivals WHERE n > :mark AND ${IN_SCOPE} AND NOT EXISTS (${OF_FIRST_READING}) ORDER BY article_id`

const WITHDRAWABLE = `FROM article_versions WHERE withdrawn_at IS NULL AND (id, workspace, version) IN
  (SELECT id, workspace, version FROM articles WHERE id = :id AND ${IN_SCOPE})`

const INSERT = `INSERT INTO article_versions (id, workspace, version, kind, about, label, url, publisher, agency, author, headline,
    published_at, language, text, file_name, source, ingested_at, withdrawn_at)
  VALUES (:id, :workspace, :version, :kind, :about, :label, :url, :publisher, :agency, :author, :headline,
    :publishedAt, :language, :text, :fileName, :source, :ingestedAt, :withdrawnAt)
  ON CONFLICT DO NOTHING`
const POINT_AT_NEWEST = `INSERT INTO articles (id, workspace, version) VALUES (:id, :workspace, :version)
  ON CONFLICT (id, workspace) DO UPDATE SET version = excluded.version WHERE excluded.version > version`

const ABSTRACTS_ABOUT = `SELECT DISTINCT v.id, v.about ${NEWEST} WHERE v.about IN (SELECT value FROM json_each(:names))
  AND v.kind = 'abstract' AND v.withdrawn_at IS NULL AND a.${IN_SCOPE} ORDER BY v.id`
// One original is enough: a file of a million lines is a million articles of one file name.
const ORIGINALS_AMONG = `SELECT value AS name FROM json_each(:names) WHERE EXISTS (SELECT 1 ${NEWEST} WHERE v.file_name = json_each.value
  AND v.kind = 'original' AND v.withdrawn_at IS NULL AND a.${IN_SCOPE})`

// "/" follows "." in ASCII: the range holds every name that goes on with a dot. One SELECT a way of matching, so that each uses its index.
const MATCHES = ['publisher', 'agency'].flatMap((column) => [
  `v.${column} IS NOT NULL AND lower(v.${column}) = n.value`,
  `v.${column} IS NOT NULL AND lower(v.${column}) >= n.value || '.' AND lower(v.${column}) < n.value || '/'`,
])
const PUBLISHED_BY = MATCHES.map(
  (match) => `SELECT v.id FROM json_each(:names) n CROSS JOIN article_versions v ON ${match}
    CROSS JOIN articles a ON a.id = v.id AND a.workspace = v.workspace AND a.version = v.version WHERE v.withdrawn_at IS NULL AND a.${IN_SCOPE}`,
).join(' UNION ')

/** When the same id stands in several workspaces of the scope, the one named last wins: what a workspace added over the operator's. */
export function createArticleStore(database: Database): ArticleStore {
  const briefly = countedBriefly()
  return {
    put: (article, quiet = false) => database.write((sql) => putArticle(sql, article, quiet)),
    get: (id, scope, version) =>
      database.read((sql) => {
        const rows =
          version === undefined
            ? sql.all(`SELECT ${COLUMNS} ${NEWEST} WHERE a.id = :id AND a.${IN_SCOPE}`, { id, scope: listOf(scope) })
            : sql.all(`SELECT ${COLUMNS} FROM article_versions v WHERE v.id = :id AND v.version = :version AND v.${IN_SCOPE}`, {
                id,
                version,
                scope: listOf(scope),
              })
        return nearest(rows.map(articleOf), scope)[0] ?? null
      }),
    many: (ids, scope) =>
      database.read((sql) => {
        const wanted = 'a.id IN (SELECT value FROM json_each(:ids))'
        const rows = sql.all(`SELECT ${COLUMNS} ${NEWEST} WHERE ${wanted} AND a.${IN_SCOPE}`, { ids: listOf(ids), scope: listOf(scope) })
        return new Map(nearest(rows.map(articleOf), scope).map((article) => [article.id, article]))
      }),
    all: (scope) => streamed(database, scope, { columns: COLUMNS, read: articleOf }),
    labels: (scope) => streamed(database, scope, { columns: LABEL_COLUMNS, read: labelledOf, where: 'AND v.withdrawn_at IS NULL' }),
    count: (scope) => database.read((sql) => briefly.of(sql, 'count', scope, (held) => countIn(sql, held))),
    extent: (scope, days = {}) =>
      database.read((sql) => briefly.of(sql, `extent ${JSON.stringify(days)}`, scope, (held) => extentOf(sql, held, days))),
    publishedBy: (names, scope) =>
      database.read((sql) => {
        const asked = { names: listOf(names.map((name) => name.toLowerCase())), scope: listOf(scope) }
        return sql.all(`SELECT id FROM (${PUBLISHED_BY}) ORDER BY id`, asked).map((row) => textOf(row, 'id'))
      }),
    workspaces: () => database.read((sql) => sql.all('SELECT DISTINCT workspace FROM articles ORDER BY workspace').map(workspaceOf)),
    addedSince: (mark, scope) =>
      database.read((sql) => {
        const newest = sql.get('SELECT COALESCE(MAX(n), 0) AS n FROM article_arrivals')
        const next = String(newest ? integerOf(newest, 'n') : 0)
        if (mark === null) return { articleIds: [], mark: next }
        const rows = sql.all(ARRIVED, { mark: Number(mark), scope: listOf(scope) })
        return { articleIds: rows.map((row) => textOf(row, 'article_id')), mark: next }
      }),
    abstractsAbout: (fileNames, scope) =>
      database.read((sql) => {
        const rows = sql.all(ABSTRACTS_ABOUT, { names: listOf(fileNames), scope: listOf(scope) })
        return rows.map((row) => ({ id: textOf(row, 'id'), about: textOf(row, 'about') }))
      }),
    originalsAmong: (fileNames, scope) =>
      database.read((sql) =>
        sql.all(ORIGINALS_AMONG, { names: listOf(fileNames), scope: listOf(scope) }).map((row) => textOf(row, 'name')),
      ),
    withdraw: (id, scope, at) =>
      database.write((sql) => {
        sql.run(`INSERT INTO article_arrivals (article_id, workspace, version) SELECT id, workspace, version ${WITHDRAWABLE}`, {
          id,
          scope: listOf(scope),
        })
        sql.run(
          `UPDATE article_versions SET withdrawn_at = :at WHERE (id, workspace, version) IN (SELECT id, workspace, version ${WITHDRAWABLE})`,
          {
            id,
            at,
            scope: listOf(scope),
          },
        )
      }),
  }
}

function countIn(sql: Sql, scope: readonly string[]): number {
  const each = sql.all(`SELECT COUNT(*) AS n FROM articles WHERE ${IN_SCOPE} GROUP BY workspace`, { scope: listOf(scope) })
  const [only] = each
  if (each.length < 2) return only ? integerOf(only, 'n') : 0
  // An id that two of them hold counts once; to see that, every id has to be read.
  const row = sql.get(`SELECT COUNT(DISTINCT id) AS n FROM articles WHERE ${IN_SCOPE}`, { scope: listOf(scope) })
  return row ? integerOf(row, 'n') : 0
}

function putArticle(sql: Sql, article: Article, quiet: boolean): void {
  const { id, workspace, version, text } = article
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw new BorderBriefError('article-not-storable', 'The article holds characters that are no text; clean it before it is stored.')
  }
  const added = sql.run(INSERT, { ...pick(article) })
  if (added === 0) {
    const there = sql.get('SELECT text FROM article_versions WHERE id = :id AND workspace = :workspace AND version = :version', {
      id,
      workspace,
      version,
    })
    if (there && textOf(there, 'text') !== text) {
      throw new BorderBriefError('version-taken', 'Another text is stored under this version of the article; store it as the next version.')
    }
  }
  if (added === 1 && !quiet) {
    sql.run('INSERT INTO article_arrivals (article_id, workspace, version) VALUES (:id, :workspace, :version)', { id, workspace, version })
  }
  sql.run(POINT_AT_NEWEST, { id, workspace, version })
}

/** Names the columns one by one: an article may arrive with fields that are not stored. */
function pick(article: Article) {
  const { id, workspace, version, kind, about, label, url, publisher, agency, author, headline } = article
  const { publishedAt, language, text, fileName, source, ingestedAt, withdrawnAt } = article
  const who = { id, workspace, version, kind, about, label, url, publisher, agency, author, headline }
  return { ...who, publishedAt, language, text, fileName, source, ingestedAt, withdrawnAt }
}

/** Page by page, so that a long read holds neither the event loop nor the file. */
async function* streamed<T extends Pick<Article, 'id' | 'workspace'>>(
  database: Database,
  scope: readonly string[],
  { columns, read, where = '' }: Readonly<{ columns: string; read: (row: Row) => T; where?: string }>,
): AsyncIterable<T> {
  let after = ''
  for (;;) {
    const page = await database.read((sql) => {
      // Ids first: one id in two workspaces must not be torn apart by the end of a page.
      const ids = sql.all(`SELECT DISTINCT id FROM articles WHERE id > :after AND ${IN_SCOPE} ORDER BY id LIMIT ${PAGE}`, {
        after,
        scope: listOf(scope),
      })
      const last = ids.at(-1)
      if (!last) return null
      const upTo = textOf(last, 'id')
      const rows = sql.all(
        `SELECT ${columns} ${NEWEST} WHERE a.id > :after AND a.id <= :upTo AND a.${IN_SCOPE} ${where} ORDER BY a.id, a.workspace`,
        { after, upTo, scope: listOf(scope) },
      )
      return { upTo, articles: nearest(rows.map(read), scope) }
    })
    if (!page) return
    yield* page.articles
    after = page.upTo
  }
}

/** One article per id, that of the workspace named last in the scope; order kept. */
function nearest<T extends Pick<Article, 'id' | 'workspace'>>(articles: readonly T[], scope: readonly string[]): readonly T[] {
  const best = new Map<string, T>()
  for (const article of articles) {
    const other = best.get(article.id)
    if (!other || scope.lastIndexOf(article.workspace) > scope.lastIndexOf(other.workspace)) best.set(article.id, article)
  }
  return [...best.values()]
}

function workspaceOf(row: Row): string {
  return textOf(row, 'workspace')
}

function labelledOf(row: Row): Labelled {
  const [id, workspace, label] = [textOf(row, 'id'), textOf(row, 'workspace'), textOf(row, 'label')]
  const kind = textOf(row, 'kind') as ArticleKind // the table's CHECK allows nothing else
  const [publisher, agency] = [textOrNullOf(row, 'publisher'), textOrNullOf(row, 'agency')]
  return { id, workspace, kind, label, publisher, agency, publishedAt: textOrNullOf(row, 'published_at') }
}

function articleOf(row: Row): Article {
  const forgottenAt = textOrNullOf(row, 'forgotten_at')
  return {
    id: textOf(row, 'id'),
    version: integerOf(row, 'version'),
    workspace: textOf(row, 'workspace'),
    kind: textOf(row, 'kind') as ArticleKind, // the table's CHECK allows nothing else
    about: textOrNullOf(row, 'about'),
    label: textOf(row, 'label'),
    url: textOrNullOf(row, 'url'),
    publisher: textOrNullOf(row, 'publisher'),
    agency: textOrNullOf(row, 'agency'),
    author: textOrNullOf(row, 'author'),
    headline: textOrNullOf(row, 'headline'),
    publishedAt: textOrNullOf(row, 'published_at'),
    language: textOf(row, 'language'),
    text: textOf(row, 'text'),
    fileName: textOrNullOf(row, 'file_name'),
    source: textOf(row, 'source'),
    ingestedAt: textOf(row, 'ingested_at'),
    withdrawnAt: textOrNullOf(row, 'withdrawn_at'),
    ...(forgottenAt === null ? {} : { forgottenAt }),
  }
}
