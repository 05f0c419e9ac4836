// What was counted over all articles, kept for a moment and only while none came or went: many people ask at once, and each counting reads them all.
import type { Row, Sql } from './transact.ts'
import { listOf, textOf } from './rows.ts'

const KEPT_MS = 1_000
const MOST_KEPT = 64
const MARK = "SELECT coalesce((SELECT MAX(n) FROM article_arrivals), 0) || ' ' || (SELECT COUNT(*) FROM articles) AS mark"

const WORKSPACES = 'SELECT DISTINCT workspace FROM articles'

type Kept = Readonly<{ mark: string; until: number; value: unknown }>

type Counting = Readonly<{
  /** What is counted, `what` says what of what, over those workspaces of a scope that have articles. */
  of: <T>(sql: Sql, what: string, scope: readonly string[], count: (held: readonly string[]) => T) => T
}>

/** `elapsed`: milliseconds of a clock that never runs back. */
export function countedBriefly(elapsed: () => number = () => performance.now()): Counting {
  const kept = new Map<string, Kept>()
  const remembered = <T>(key: string, mark: string, count: () => T): T => {
    const known = kept.get(key)
    // Kept by the same key from the same counting.
    if (known !== undefined && known.mark === mark && elapsed() < known.until) return known.value as T
    const value = count()
    kept.delete(key)
    kept.set(key, { mark, until: elapsed() + KEPT_MS, value })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return value
  }
  return {
    of: (sql, what, scope, count) => {
      const mark = markOf(sql.get(MARK))
      const all = remembered('workspaces', mark, () => new Set(sql.all(WORKSPACES).map((row) => textOf(row, 'workspace'))))
      const held = scope.filter((workspace) => all.has(workspace))
      return remembered(`${what} ${listOf(held)}`, mark, () => count(held))
    },
  }
}

function markOf(row: Row | null): string {
  return row === null ? '' : textOf(row, 'mark')
}
