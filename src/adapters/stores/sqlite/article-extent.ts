// How many articles there are to answer from, and the newest date among them: without the withdrawn, and without an abstract beside its original.
import { OPERATOR } from '../../../domain/article.ts'
import type { Days } from '../../../ports/article-store.ts'
import { integerOf, listOf, textOf } from './rows.ts'
import type { Sql } from './transact.ts'

const IN_SCOPE = 'workspace IN (SELECT value FROM json_each(:scope))'
const NEWEST = 'CROSS JOIN articles a ON a.id = v.id AND a.workspace = v.workspace AND a.version = v.version'
// From the index of days, which is by workspace: asked of one at a time, the newest is the first row read.
const OF_DAYS = `FROM article_versions v ${NEWEST}
  WHERE v.workspace = :workspace AND v.published_at >= :since AND v.published_at < :before AND v.withdrawn_at IS NULL`
// Few articles are about a file; without the word SQLite reads all of them.
const ABSTRACTS = `article_versions v INDEXED BY article_versions_by_about ${NEWEST}`
// An abstract steps back only where all who see it see the original too.
const SUPERSEDED = `v.about IS NOT NULL AND v.kind = 'abstract' AND v.withdrawn_at IS NULL AND EXISTS (
    SELECT 1 FROM article_versions o CROSS JOIN articles n ON n.id = o.id AND n.workspace = o.workspace AND n.version = o.version
    WHERE o.file_name = v.about AND o.kind = 'original' AND o.withdrawn_at IS NULL AND o.workspace IN (:operator, v.workspace))`
const SILENT = `SELECT v.id, v.workspace FROM article_versions v ${NEWEST} WHERE v.withdrawn_at IS NOT NULL AND v.${IN_SCOPE}
  UNION SELECT v.id, v.workspace FROM ${ABSTRACTS} WHERE ${SUPERSEDED} AND v.${IN_SCOPE}`
// An article in two workspaces of the scope counts once, as long as it answers in one of them.
const ALL = `SELECT (SELECT COUNT(DISTINCT id) FROM articles WHERE ${IN_SCOPE}) - (SELECT COUNT(*) FROM (
    SELECT s.id FROM (${SILENT}) s GROUP BY s.id
    HAVING COUNT(*) = (SELECT COUNT(*) FROM articles b WHERE b.id = s.id AND b.${IN_SCOPE}))) AS n`
const DATED = `SELECT (SELECT COUNT(*) ${OF_DAYS}) - (SELECT COUNT(*) FROM ${ABSTRACTS}
  WHERE ${SUPERSEDED} AND v.workspace = :workspace AND v.published_at >= :since AND v.published_at < :before) AS n`

/** Open ends sort before and after every ISO date. */
export function extentOf(sql: Sql, scope: readonly string[], { since, before }: Days): { articles: number; newest: string | null } {
  const operator = OPERATOR
  const asked = scope.map((workspace) => ({ workspace, since: since ?? '', before: before ?? '~' }))
  const newest = asked.flatMap((of) => sql.all(`SELECT v.published_at AS day ${OF_DAYS} ORDER BY v.published_at DESC LIMIT 1`, of))
  const counts =
    since === undefined && before === undefined
      ? sql.all(ALL, { scope: listOf(scope), operator })
      : asked.flatMap((of) => sql.all(DATED, { ...of, operator }))
  const days = newest.map((row) => textOf(row, 'day')).sort()
  return { articles: counts.reduce((sum, row) => sum + integerOf(row, 'n'), 0), newest: days.at(-1) ?? null }
}
