// One shard a workspace, so that a read cannot touch what another workspace added; loaded from the stores when first needed.
import type { Article } from '../domain/article.ts'
import type { AnnotatedArticle } from '../domain/passage.ts'
import type { ArticleStore, Scope } from '../ports/article-store.ts'
import type { IndexStore } from '../ports/index-store.ts'
import type { SegmentStore } from '../ports/segment-store.ts'
import { packSegment, SEGMENT_FORMAT, type Segment, unpackSegment } from './segment.ts'
import { Shard } from './shard.ts'
import type { VocabularyState } from './vocabulary.ts'

export type Shards = Readonly<{
  add: (article: Article, annotated: AnnotatedArticle) => Promise<void>
  /** Of one workspace, or of all. */
  remove: (articleId: string, workspace?: string) => Promise<void>
  /** Lets go of a workspace; what its stores still hold is read again when it is searched again. */
  forget: (workspace: string) => void
  inScope: (scope: Scope) => Promise<Shard[]>
  /** Keeps what was added for the next start, once it is enough to be worth a segment. Call outside of a transaction. */
  keep: () => Promise<void>
}>

export type ShardStores = Readonly<{ articles: ArticleStore; records: IndexStore; segments?: SegmentStore | undefined }>

/** Records are read from the store in groups of this size while loading. */
const GROUP = 32
/** Articles in a segment: a few milliseconds to write or to read, and what a start reads one by one at most. */
const SEGMENT = 256
/** A segment of which less is still there is made anew with others. */
const WORTH_KEEPING = 0.5

/** `kept`: how many of the shard's articles, in their order, are in segments; `words`: the vocabulary as the last segment left it. */
type Held = { readonly shard: Shard; readonly perSegment: number; kept: number; words: VocabularyState }

/** `perSegment`: another number only in tests. */
export function shardsOf(stores: ShardStores, perSegment = SEGMENT): Shards {
  const { records, segments } = stores
  const shards = new Map<string, Promise<Held>>()

  const load = async (workspace: string): Promise<Held> => {
    const missing = new Map<string, number>()
    for await (const page of records.standing(workspace)) for (const { articleId, stamp } of page) missing.set(articleId, stamp)
    const shard = new Shard(workspace)
    if (segments) await restoreSegments(shard, segments, missing)
    const held = { shard, perSegment, kept: shard.taken, words: shard.vocabulary.state }
    await readArticles(held, missing, stores)
    return held
  }

  const heldOf = (workspace: string): Promise<Held> => {
    const known = shards.get(workspace)
    if (known) return known
    const loading = load(workspace)
    shards.set(workspace, loading)
    // A store that failed once is asked again next time.
    loading.catch(() => shards.delete(workspace))
    return loading
  }

  return {
    add: async (article, annotated) => {
      const { shard } = await heldOf(article.workspace)
      const stamp = article.withdrawnAt === null ? await records.stamp(article.id, article.workspace) : null
      if (stamp === null) shard.remove(article.id)
      else shard.add(article, annotated, stamp)
    },
    remove: async (articleId, workspace) => {
      // A workspace that was not read yet will find the article gone from its store.
      const there = workspace === undefined ? [...shards.values()] : [shards.get(workspace)]
      for (const held of await Promise.all(there)) held?.shard.remove(articleId)
    },
    forget: (workspace) => void shards.delete(workspace),
    inScope: async (scope) => (await Promise.all([...new Set(scope)].map(heldOf))).map(({ shard }) => shard),
    keep: async () => {
      if (segments) for (const held of await Promise.all(shards.values())) await keepSegments(held, segments)
    },
  }
}

/** Takes in what segments hold of the records that stand, and strikes it off those missing. What else they hold is left aside. */
async function restoreSegments(shard: Shard, segments: SegmentStore, missing: Map<string, number>): Promise<void> {
  const useless: number[] = []
  for (const { id, format } of await segments.list(shard.workspace)) {
    const segment = format === SEGMENT_FORMAT ? readSegment(await segments.read(id)) : null
    const standing = segment?.kept.filter(({ document }) => missing.get(document.articleId) === document.stamp) ?? []
    if (segment === null || standing.length < WORTH_KEEPING * segment.kept.length) {
      useless.push(id)
      continue
    }
    const wanted = new Set(standing.map(({ document }) => document))
    shard.restore(segment, (document) => wanted.has(document))
    for (const { document } of standing) missing.delete(document.articleId)
    await turn()
  }
  if (useless.length > 0) await segments.drop(useless)
}

/** Null when it is none of ours: its articles are then read again. */
function readSegment(bytes: Uint8Array | null): Segment | null {
  try {
    return bytes && unpackSegment(bytes)
  } catch {
    return null
  }
}

/** Reads articles one by one, keeping them as they come. */
async function readArticles(held: Held, missing: ReadonlyMap<string, number>, { articles, records, segments }: ShardStores): Promise<void> {
  const { shard } = held
  const ids = [...missing.keys()]
  for (let at = 0; at < ids.length; at += GROUP) {
    const group = ids.slice(at, at + GROUP)
    const [texts, known] = await Promise.all([articles.many(group, [shard.workspace]), records.many(group, [shard.workspace])])
    for (const id of group) {
      const [article, record] = [texts.get(id), known.get(id)]
      // The stamp is older than the record, never newer: at worst it is read again at the next start.
      if (article && record?.version === article.version && article.withdrawnAt === null)
        shard.add(article, record.annotated, missing.get(id) ?? 0)
    }
    if (segments) await keepSegments(held, segments)
    // Questions that need no loading, and whoever waits for the socket, go on meanwhile.
    await turn()
  }
}

async function keepSegments(held: Held, segments: SegmentStore): Promise<void> {
  const { shard, perSegment } = held
  while (shard.taken - held.kept >= perSegment) {
    const from = held.kept
    held.kept += perSegment // before the write is waited for: the same is not kept twice
    const kept = shard.kept(from, held.kept)
    if (kept.length > 0) {
      const bytes = packSegment(kept, shard.vocabulary, held.words)
      held.words = shard.vocabulary.state
      await segments.add(shard.workspace, SEGMENT_FORMAT, bytes)
    }
    await turn()
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
