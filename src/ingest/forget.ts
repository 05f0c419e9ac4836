// Forgets articles that are past their age, a few a transaction: whatever rests on one is kept, or follows it.
import { sha256 } from '../base/hash.ts'
import type { QuotedSpan, ReadMark, RetentionStore } from '../ports/retention-store.ts'
import { type Keeping, keepsAll, pastAge } from './keeping.ts'
import { contentOf } from './make-article.ts'
import { indexArticles, type StoreDeps } from './store-batch.ts'

export type ForgetDeps = StoreDeps & Readonly<{ retention?: RetentionStore | undefined; keeping: Keeping }>

type Due = Readonly<{ id: string; workspace: string }>

// A transaction is one turn of the event loop and one commit: few enough that nobody waits.
const AT_ONCE = 4

/**
 * Forgets every original past its age that no unsent edition quotes; returns how many. Stops before the next few at the signal: what is
 * left is due the next time. Quotes that threads and records of answers hold stay readable as long as these are kept.
 */
export async function forgetOld(now: Temporal.Instant, signal: AbortSignal, deps: ForgetDeps): Promise<number> {
  const { retention, keeping } = deps
  if (retention === undefined) return 0
  const due = keepsAll(keeping) ? [] : await dueArticles(retention, keeping, now)
  const remnants = await retention.remnants()
  if (due.length + remnants.length === 0) return 0
  const rests = createRests(new Set([...due.map(({ id }) => id), ...remnants.map(({ articleId }) => articleId)]), retention)
  await rests.read()
  let forgotten = 0
  for (const batch of batches(due)) {
    if (signal.aborted) return forgotten
    forgotten += await forgetSome(batch, now, { rests, retention, deps })
    await nextTurn()
  }
  const unquoted = remnants.filter(({ articleId, version }) => rests.spansOf(articleId).every((span) => span.version !== version))
  for (let at = 0; at < unquoted.length && !signal.aborted; at += AT_ONCE) {
    await retention.dropRemnants(unquoted.slice(at, at + AT_ONCE))
    await nextTurn()
  }
  return forgotten
}

async function dueArticles(retention: RetentionStore, keeping: Keeping, now: Temporal.Instant): Promise<readonly Due[]> {
  const due: Due[] = []
  for await (const page of retention.originals()) for (const one of page) if (pastAge(one, keeping, now) !== null) due.push(one)
  return due.map(({ id, workspace }) => ({ id, workspace })).sort((a, b) => (a.workspace < b.workspace ? -1 : 1))
}

/** A few at a time, each of one workspace. */
function* batches(due: readonly Due[]): Generator<readonly Due[]> {
  for (const ofOne of Map.groupBy(due, ({ workspace }) => workspace).values())
    for (let at = 0; at < ofOne.length; at += AT_ONCE) yield ofOne.slice(at, at + AT_ONCE)
}

type Rests = ReturnType<typeof createRests>

/** What rests on the articles of these ids: read once, and before each few what came meanwhile. */
function createRests(ids: ReadonlySet<string>, retention: RetentionStore) {
  const spans = new Map<string, QuotedSpan[]>()
  const open = new Set<string>()
  let mark: ReadMark = { turns: 0, answers: 0, editions: 0 }
  return {
    read: async () => {
      for await (const page of retention.resting(mark)) {
        for (const span of page.spans) if (ids.has(span.articleId)) spans.set(span.articleId, [...(spans.get(span.articleId) ?? []), span])
        for (const id of page.inOpenEditions) if (ids.has(id)) open.add(id)
        mark = page.mark
      }
    },
    spansOf: (id: string): readonly QuotedSpan[] => spans.get(id) ?? [],
    isInOpenEdition: (id: string) => open.has(id),
  }
}

type Forgetting = Readonly<{ rests: Rests; retention: RetentionStore; deps: ForgetDeps }>

async function forgetSome(batch: readonly Due[], now: Temporal.Instant, { rests, retention, deps }: Forgetting): Promise<number> {
  const [workspace] = batch.map((one) => one.workspace)
  if (workspace === undefined) return 0
  const { articles, transact, index, search } = deps
  const ids = batch.map(({ id }) => id)
  try {
    const gone = await transact(async () => {
      await rests.read()
      const held = await articles.many(ids, [workspace])
      // It may have changed since it was looked at.
      const due = [...held.values()].filter((one) => !rests.isInOpenEdition(one.id) && pastAge(one, deps.keeping, now) !== null)
      for (const article of due) {
        const digest = sha256(contentOf(article))
        await retention.forget({ id: article.id, workspace, digest, at: now.toString(), spans: rests.spansOf(article.id) })
        await index.remove(article.id, workspace)
        await nextTurn()
      }
      await bringBackAbstracts(
        due.flatMap(({ fileName }) => fileName ?? []),
        deps,
      )
      return due
    })
    for (const { id } of gone) await search.remove(id, workspace)
    return gone.length
  } catch (error) {
    // The transaction is rolled back; what the index holds in memory is brought back to what is stored.
    await indexArticles([...(await articles.many(ids, [workspace])).values()], deps).catch(() => {})
    throw error
  }
}

/** An abstract whose original has gone answers again. */
async function bringBackAbstracts(fileNames: readonly string[], deps: ForgetDeps): Promise<void> {
  if (fileNames.length === 0) return
  const { articles } = deps
  for (const workspace of await articles.workspaces()) {
    const about = await articles.abstractsAbout(fileNames, [workspace])
    if (about.length === 0) continue
    const held = await articles.many(
      about.map(({ id }) => id),
      [workspace],
    )
    await indexArticles([...held.values()], deps)
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
