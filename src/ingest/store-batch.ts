// Writes made articles: article, index record and search in one transaction, so that a crash leaves all of one or nothing.
import { BorderBriefError, nameOf } from '../base/error.ts'
import { sha256 } from '../base/hash.ts'
import type { Log } from '../base/log.ts'
import type { Article } from '../domain/article.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { ArticleStore, Transact } from '../ports/article-store.ts'
import type { RetentionStore } from '../ports/retention-store.ts'
import type { Search } from '../search/search.ts'
import { abstractsBehind, isSuperseded } from './abstracts.ts'
import { contentOf, type Draft } from './make-article.ts'

export type StoreDeps = Readonly<{
  articles: ArticleStore
  transact: Transact
  index: SummarizedIndex
  search: Search
  log: Log
  retention?: RetentionStore | undefined
}>

/** A made article and where in its source it stood. */
export type Pending = Readonly<{ from: string; draft: Draft; quiet?: boolean | undefined }>
export type Stored = Readonly<{ kind: 'added' | 'updated' | 'unchanged' }> | Readonly<{ kind: 'rejected'; from: string; reason: string }>

/**
 * Stores a batch of one workspace in one transaction. When one article makes it fail, each is tried alone and only that one is rejected.
 * Throws when the store itself fails.
 */
export async function storeBatch(batch: readonly Pending[], deps: StoreDeps): Promise<Stored[]> {
  try {
    return await deps.transact(() => storeAll(batch, deps))
  } catch (error) {
    if (isStoreFault(error)) {
      await undo(batch, deps).catch(() => {}) // the fault itself is what the caller must hear of
      throw error
    }
    await undo(batch, deps)
    if (batch.length === 1) return [rejectionOf(batch, error, deps)]
  }
  const outcomes: Stored[] = []
  for (const pending of batch) outcomes.push(...(await storeBatch([pending], deps)))
  return outcomes
}

async function storeAll(batch: readonly Pending[], deps: StoreDeps): Promise<Stored[]> {
  const ids = batch.map(({ draft }) => draft.id)
  const known = new Map(await deps.articles.many(ids, workspaceOf(batch)))
  const [workspace = ''] = workspaceOf(batch)
  const forgotten = await deps.retention?.forgotten(ids, workspace)
  const outcomes: Stored[] = []
  const changed: Article[] = []
  for (const { draft, from, quiet } of batch) {
    const before = known.get(draft.id)
    if (before && before.withdrawnAt === null && contentOf(before) === contentOf(draft)) {
      outcomes.push({ kind: 'unchanged' })
      continue
    }
    const earlier = before === undefined ? forgotten?.get(draft.id) : undefined
    if (earlier?.digest === sha256(contentOf(draft))) {
      outcomes.push({
        kind: 'rejected',
        from,
        reason: `it was forgotten for its age on ${earlier.at.slice(0, 10)} and has not changed since`,
      })
      continue
    }
    // Versions go on where they ended: quotes of the earlier ones may still be kept.
    const article: Article = { ...draft, version: (before?.version ?? earlier?.version ?? 0) + 1 }
    await deps.articles.put(article, quiet)
    known.set(article.id, article)
    changed.push(article)
    outcomes.push({ kind: before ? 'updated' : 'added' })
  }
  await indexArticles(changed, deps)
  return outcomes
}

/** Indexes stored articles; abstracts step back behind their originals, whichever came first. */
export async function indexArticles(articles: readonly Article[], deps: StoreDeps): Promise<void> {
  for (const article of articles) {
    const hidden = await isSuperseded(article, deps.articles)
    if (article.version > 1 || hidden) await withdrawFromAnswers(article, deps)
    if (hidden) continue
    const record = await deps.index.add(article)
    await deps.search.add(article, record.annotated)
    // An article takes milliseconds to read: whoever asks meanwhile waits for one, not for the batch.
    await new Promise(setImmediate)
  }
  for (const abstract of await abstractsBehind(articles, deps.articles)) await withdrawFromAnswers(abstract, deps)
}

async function withdrawFromAnswers(
  { id, workspace }: Readonly<{ id: string; workspace?: string }>,
  { index, search }: StoreDeps,
): Promise<void> {
  await index.remove(id, workspace)
  await search.remove(id, workspace)
}

/** The transaction is rolled back; what index and search hold in memory is brought back to what is stored. */
async function undo(batch: readonly Pending[], deps: StoreDeps): Promise<void> {
  const drafts = batch.map(({ draft }) => draft)
  const behind = await abstractsBehind(drafts, deps.articles)
  const touched = new Set([...drafts, ...behind].map(({ id }) => id))
  for (const id of touched) await withdrawFromAnswers({ id }, deps)
  await indexArticles([...(await deps.articles.many([...touched], workspaceOf(batch))).values()], deps)
}

function workspaceOf(batch: readonly Pending[]): readonly string[] {
  return batch.slice(0, 1).map(({ draft }) => draft.workspace)
}

/** A locked or full store is no fault of the article. */
function isStoreFault(error: unknown): boolean {
  return error instanceof BorderBriefError && error.code !== 'article-not-storable'
}

function rejectionOf(batch: readonly Pending[], error: unknown, { log }: StoreDeps): Stored {
  const [pending] = batch
  log.warn('article could not be indexed', { articleId: pending?.draft.id, cause: nameOf(error) })
  return { kind: 'rejected', from: pending?.from ?? '', reason: 'it could not be indexed' }
}
