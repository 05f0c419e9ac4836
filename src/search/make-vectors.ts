// Makes the vectors of passages in the background: one request at a time, less often while the server fails, each article once.
import { setTimeout } from 'node:timers/promises'
import { nameOf } from '../base/error.ts'
import { sha256 } from '../base/hash.ts'
import type { Log } from '../base/log.ts'
import type { ArticleStore } from '../ports/article-store.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { VectorStore } from '../ports/vector-store.ts'
import type { VectorShelf } from './vector-shelf.ts'
import { packVectors } from './vectors.ts'

const DEADLINE_MS = 30_000
/** Texts of a request: at 1,536 numbers a vector the reply is 1 MB, which is read in some 15 ms. */
const TEXTS = 32
const MOST_CHARACTERS = 2_000
/** Articles are stored in batches; what came meanwhile is taken together. */
const SETTLE_MS = 200

export type VectorMaker = Readonly<{
  /** An article was added or changed. */
  wake: (articleId: string, workspace: string) => void
  /** Makes what is missing, then whatever is added, until the signal. Never throws. */
  run: (signal: AbortSignal) => Promise<void>
}>

export type VectorMakerDeps = Readonly<{
  articles: ArticleStore
  records: IndexStore
  vectors: VectorStore
  embedder: Embedder
  shelf: (workspace: string) => Promise<VectorShelf>
  log: Log
  /** milliseconds before a request is tried again: doubled from the first to the most; others only in tests */
  waits?: Readonly<{ first: number; most: number }> | undefined
}>

type Wanted = Readonly<{ articleId: string; workspace: string }>

export function createVectorMaker(deps: VectorMakerDeps): VectorMaker {
  const waiting = new Map<string, Wanted>()
  let awake = Promise.withResolvers<void>()
  const wake = (articleId: string, workspace: string) => {
    waiting.set(`${workspace}\0${articleId}`, { articleId, workspace })
    awake.resolve()
  }
  const next = (): Wanted | null => {
    const [first] = waiting
    if (first === undefined) return null
    waiting.delete(first[0])
    return first[1]
  }
  return {
    wake,
    run: async (signal) => {
      const stopped = new Promise<number>((resolve) => signal.addEventListener('abort', () => resolve(0), { once: true }))
      await seek(deps, wake).catch((error: unknown) => warn(deps.log, error))
      while (!signal.aborted) {
        await Promise.race([awake.promise, stopped])
        await setTimeout(SETTLE_MS, undefined, { ref: false, signal }).catch(() => undefined)
        awake = Promise.withResolvers<void>()
        // A request under way is not waited for: what comes of it is asked for again at the next start.
        const made = await Promise.race([makeAll(next, signal, deps).catch((error: unknown) => warn(deps.log, error)), stopped])
        if (made > 0) deps.log.info('vectors made', { articles: made })
      }
    },
  }
}

function warn(log: Log, error: unknown): number {
  log.warn('vectors could not be made', { cause: nameOf(error) })
  return 0
}

/** Wakes the maker for every article whose vectors are missing or of another record. */
async function seek({ articles, records, vectors, embedder }: VectorMakerDeps, wake: VectorMaker['wake']): Promise<void> {
  for (const workspace of await articles.workspaces()) {
    const known = await vectors.stamps(workspace, embedder.model)
    for await (const page of records.standing(workspace)) {
      for (const { articleId, stamp } of page) if (known.get(articleId) !== stamp) wake(articleId, workspace)
    }
  }
}

type Asked = Readonly<{ texts: readonly string[]; workspace: string }>
/** An article whose vectors are to be asked for. */
type Texts = Wanted & Readonly<{ stamp: number; digest: string; texts: readonly string[] }>

/** Makes all that are waiting, as many articles a request as it takes texts; returns how many articles. */
async function makeAll(next: () => Wanted | null, signal: AbortSignal, deps: VectorMakerDeps): Promise<number> {
  let made = 0
  let batch: Texts[] = []
  let texts = 0
  const flush = async () => {
    made += await make(batch, signal, deps)
    batch = []
    texts = 0
  }
  for (let wanted = next(); wanted !== null && !signal.aborted; wanted = next()) {
    const one = await textsOf(wanted, deps)
    if (one === null) continue
    // A request is of one workspace: its cost is.
    if (texts + one.texts.length > TEXTS || batch[0]?.workspace !== one.workspace) await flush()
    batch.push(one)
    texts += one.texts.length
  }
  await flush()
  return made
}

/** Null when there is nothing to ask: the article is gone, or its vectors hold. Those of the same texts are kept as they are. */
async function textsOf({ articleId, workspace }: Wanted, { records, vectors, embedder, shelf }: VectorMakerDeps): Promise<Texts | null> {
  // The stamp first: at worst it is older than the record, and the vectors are not kept.
  const stamp = await records.stamp(articleId, workspace)
  const record = stamp === null ? null : await records.get(articleId, [workspace])
  const held = await shelf(workspace)
  if (stamp === null || record === null || record.annotated.passages.length === 0) {
    held.drop(articleId)
    return null
  }
  const texts = record.annotated.passages.map(({ text }) => text.slice(0, MOST_CHARACTERS))
  const digest = sha256(texts.join('\0'))
  const before = await vectors.get(articleId, workspace, embedder.model)
  if (before?.digest !== digest) return { articleId, workspace, stamp, digest, texts }
  const kept = { ...before, stamp }
  if (before.stamp === stamp || (await vectors.save(kept, workspace, embedder.model))) held.put(kept)
  return null
}

/** Asks for the vectors of a batch and keeps them. When the server will not take one of the texts, each article is asked for alone. */
async function make(batch: readonly Texts[], signal: AbortSignal, deps: VectorMakerDeps): Promise<number> {
  const [first] = batch
  if (first === undefined || signal.aborted) return 0
  const asked = { texts: batch.flatMap(({ texts }) => texts), workspace: first.workspace }
  const made = await embedAll(asked, signal, deps)
  if (made === 'refused') {
    if (batch.length > 1) {
      let sum = 0
      for (const one of batch) sum += await make([one], signal, deps)
      return sum
    }
    deps.log.warn('article left without vectors', { articleId: first.articleId })
    return 0
  }
  let kept = 0
  let at = 0
  for (const { articleId, workspace, stamp, digest, texts } of batch) {
    const own = made.slice(at, at + texts.length)
    at += texts.length
    if (own.length < texts.length || own.some(({ length }) => length !== own[0]?.length)) continue
    const vectors = { articleId, stamp, digest, ...packVectors(own) }
    if (!(await deps.vectors.save(vectors, workspace, deps.embedder.model))) continue
    ;(await deps.shelf(workspace)).put(vectors)
    kept += 1
  }
  return kept
}

/** Fewer vectors than texts when the signal came first. */
async function embedAll(
  { texts, workspace }: Asked,
  signal: AbortSignal,
  deps: VectorMakerDeps,
): Promise<readonly Float32Array[] | 'refused'> {
  const made: Float32Array[] = []
  for (let at = 0; at < texts.length && !signal.aborted; at += TEXTS) {
    const some = await embedSome({ texts: texts.slice(at, at + TEXTS), workspace }, signal, deps)
    if (some === 'refused') return 'refused'
    made.push(...some)
  }
  return made
}

/** Asks until the server answers, ever less often. */
async function embedSome(
  { texts, workspace }: Asked,
  signal: AbortSignal,
  deps: VectorMakerDeps,
): Promise<readonly Float32Array[] | 'refused'> {
  const { embedder, log, waits = WAITS } = deps
  for (let wait = waits.first; !signal.aborted; wait = Math.min(2 * wait, waits.most)) {
    const reply = await embedder.embed({ texts, workspace, use: 'passages', deadlineMs: DEADLINE_MS })
    if (reply.kind === 'vectors') return reply.vectors
    if (reply.refused) return 'refused'
    if (wait === waits.first) log.warn('vectors are made later', { reason: reply.reason })
    await setTimeout(wait, undefined, { ref: false, signal }).catch(() => undefined)
  }
  return []
}

const WAITS = { first: 5_000, most: 300_000 } as const
