// Which passages mean much the same as the question, by an embedding model; nothing when it is slow, wrong, or tells nothing here.
import { setTimeout } from 'node:timers/promises'
import type { Log } from '../base/log.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { VectorStore } from '../ports/vector-store.ts'
import type { Shard, ShardDocument } from './shard.ts'
import { openVectorShelf, type VectorShelf } from './vector-shelf.ts'
import { cosine, unitOf } from './vectors.ts'

/** From the question to its vector; search by words goes on meanwhile and then waits no longer. */
const ASK_DEADLINE_MS = 1_500
const MOST_CHARACTERS = 2_000
/** Products between two turns of the event loop: a millisecond or two. */
const SLICE = 1_000_000
const MOST_NEAR = 24
const REMEMBERED = 64 // questions
/** A passage stands out by so many deviations before it says anything at all, and by `span` more to say the most it can. */
const STANDS_OUT = { least: 0.8, span: 2 } as const

/** `likeness`: above 0, up to 1. `sentence`: place in the shard's document. */
export type Near = Readonly<{ shard: Shard; document: number; sentence: number; likeness: number }>
export type Accepts = (shard: Shard, document: ShardDocument) => boolean

export type Likeness = Readonly<{
  /** Asks for the question's vector at once, at the workspace's cost; what it returns finds the passages, best first. Never throws. */
  ask: (question: string, workspace: string) => (shards: readonly Shard[], accepts: Accepts) => Promise<readonly Near[]>
  shelf: (workspace: string) => Promise<VectorShelf>
}>

export type LikenessDeps = Readonly<{ embedder: Embedder; vectors: VectorStore; log: Log }>

export function createLikeness({ embedder, vectors, log }: LikenessDeps): Likeness {
  const shelves = new Map<string, Promise<VectorShelf>>()
  const shelf = (workspace: string): Promise<VectorShelf> => {
    const known = shelves.get(workspace)
    if (known) return known
    const opening = openVectorShelf(vectors, workspace, embedder.model)
    shelves.set(workspace, opening)
    // A store that failed once is asked again next time.
    opening.catch(() => shelves.delete(workspace))
    return opening
  }

  const vectorOf = async (question: string, workspace: string): Promise<Float32Array | null> => {
    const reply = await embedder.embed({
      texts: [question.slice(0, MOST_CHARACTERS)],
      workspace,
      use: 'question',
      deadlineMs: ASK_DEADLINE_MS,
    })
    if (reply.kind === 'vectors') return unitOf(reply.vectors[0] ?? new Float32Array())
    log.warn('question searched by words alone', { reason: reply.reason })
    return null
  }

  /** Of the last questions: one remark may be searched for in several ways, and a topic is asked for daily. */
  const asked = new Map<string, Promise<Float32Array | null>>()
  const vectorOnce = (question: string, workspace: string): Promise<Float32Array | null> => {
    const known = asked.get(question)
    if (known) return known
    const asking = vectorOf(question, workspace).catch(() => null)
    asked.set(question, asking)
    for (const oldest of asked.keys()) if (asked.size > REMEMBERED) asked.delete(oldest)
    // What failed is asked again next time.
    void asking.then((vector) => vector ?? asked.delete(question))
    return asking
  }

  return {
    shelf,
    ask: (question, workspace) => {
      const late = setTimeout(ASK_DEADLINE_MS, null, { ref: false })
      const unit = vectorOnce(question, workspace)
      return async (shards, accepts) => {
        const shelved = Promise.all(shards.map(async (shard) => ({ shard, shelf: await shelf(shard.workspace) }))).catch(() => null)
        const [vector, held] = await Promise.all([Promise.race([unit, late]), Promise.race([shelved, late])])
        return vector && held ? nearest(vector, held, accepts) : []
      }
    },
  }
}

type Held = Readonly<{ shard: Shard; shelf: VectorShelf }>
type Found = Readonly<{ shard: Shard; document: number; sentence: number; value: number }>

/** Looks at every passage in scope, in slices between which others get their turn. */
async function nearest(unit: Float32Array, held: readonly Held[], accepts: Accepts): Promise<readonly Near[]> {
  if (!held.some(({ shelf }) => shelf.trusted())) return []
  const best = createBest()
  let [count, sum, squares, products] = [0, 0, 0, 0]
  for (const { shard, shelf } of held) {
    for (const [articleId, rows] of shelf.articles) {
      const document = shard.numberOf(articleId, rows.stamp)
      if (document === null || rows.dimensions !== unit.length) continue
      for (let row = 0; row < rows.scales.length; row += 1) {
        const value = cosine(rows, row, unit)
        count += 1
        sum += value
        squares += value * value
        // Sentence 0 is the headline.
        if (value > best.least()) best.offer({ shard, document, sentence: row + 1, value }, accepts)
      }
      products += rows.values.length
      if (products < SLICE) continue
      products = 0
      await new Promise(setImmediate)
    }
  }
  const mean = sum / count
  return standingOut(best.sorted(), { count, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) })
}

type Spread = Readonly<{ count: number; mean: number; deviation: number }>

/** Measured against what the best of so many chance values would be, √(2 ln n) deviations (the universal threshold of Donoho and Johnstone 1994). */
function standingOut(found: readonly Found[], { count, mean, deviation }: Spread): readonly Near[] {
  if (deviation < LEAST_DEVIATION) return []
  const least = STANDS_OUT.least * Math.sqrt(2 * Math.log(count))
  return found.flatMap(({ value, ...place }) => {
    const likeness = Math.min(1, ((value - mean) / deviation - least) / STANDS_OUT.span)
    return likeness > 0 ? [{ ...place, likeness }] : []
  })
}

/** Less is what rounding to bytes makes of vectors that are all the same. */
const LEAST_DEVIATION = 0.005

/** The few best of many; of equals those that came first. */
function createBest() {
  let kept: Found[] = []
  let least = Number.NEGATIVE_INFINITY
  return {
    least: () => least,
    offer: (one: Found, accepts: Accepts) => {
      const document = one.shard.document(one.document)
      if (document === null || !accepts(one.shard, document)) return
      kept = [...kept, one].sort((a, b) => b.value - a.value).slice(0, MOST_NEAR)
      if (kept.length === MOST_NEAR) least = kept.at(-1)?.value ?? least
    },
    sorted: () => kept,
  }
}
