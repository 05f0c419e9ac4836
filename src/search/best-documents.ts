// The best documents of one shard by BM25, without scoring those that cannot be among them: block-max WAND (Ding and Suel, 2011).
import { type Cursor, NO_MORE } from './postings.ts'

export type Scored = { document: number; score: number }

export type BestRequest = Readonly<{
  cursors: Cursor[]
  limit: number
  /** length normalisation k1·(1 - b + b·length/average) of a document */
  norm: (document: number) => number
  /** deleted, out of the dates asked for, … */
  accepts: (document: number) => boolean
}>

/** BM25's saturation; the ranking is not sensitive to it. */
export const K1 = 1.2
export const B = 0.75

/** Up to `limit` documents, best first; ties go to the lower number. */
export function bestDocuments({ cursors, limit, norm, accepts }: BestRequest): Scored[] {
  const best = new Best(limit)
  let live = cursors.filter((cursor) => cursor.document !== NO_MORE)
  while (live.length > 0) {
    live.sort(byDocument)
    const pivot = pivotOf(live, best.threshold)
    if (pivot < 0) break
    const document = (live[pivot] as Cursor).document
    if ((live[0] as Cursor).document !== document) {
      // Everything before the pivot is too weak on its own to matter up to there.
      for (let i = 0; i < pivot; i += 1) (live[i] as Cursor).advance(document)
    } else {
      const last = lastAt(live, document)
      const next = hopeless(live, last, document, best.threshold)
      if (next > 0) for (let i = 0; i <= last; i += 1) (live[i] as Cursor).advance(next)
      else score(live, last, document)
    }
    if ((live.at(-1) as Cursor).document === NO_MORE || live.some((cursor) => cursor.document === NO_MORE)) {
      live = live.filter((cursor) => cursor.document !== NO_MORE)
    }
  }
  return best.sorted()

  function score(all: readonly Cursor[], last: number, document: number): void {
    const accepted = accepts(document)
    const length = accepted ? norm(document) : 0
    let sum = 0
    for (let i = 0; i <= last; i += 1) {
      const cursor = all[i] as Cursor
      sum += (cursor.weight * cursor.tf) / (cursor.tf + length)
      cursor.advance(document + 1)
    }
    if (accepted) best.offer(document, sum)
  }
}

function byDocument(a: Cursor, b: Cursor): number {
  return a.document - b.document
}

/** The first cursor at which the sum of what all up to it could score passes the threshold; -1 when none does. */
function pivotOf(cursors: readonly Cursor[], threshold: number): number {
  let sum = 0
  for (let i = 0; i < cursors.length; i += 1) {
    sum += (cursors[i] as Cursor).most
    if (sum > threshold) return i
  }
  return -1
}

function lastAt(cursors: readonly Cursor[], document: number): number {
  let last = 0
  while (last + 1 < cursors.length && (cursors[last + 1] as Cursor).document === document) last += 1
  return last
}

/** When the blocks at hand cannot pass the threshold: the first document worth looking at again; else 0. */
function hopeless(cursors: readonly Cursor[], last: number, document: number, threshold: number): number {
  let sum = 0
  let end = NO_MORE
  for (let i = 0; i <= last; i += 1) {
    const cursor = cursors[i] as Cursor
    sum += cursor.mostAt(document)
    end = Math.min(end, cursor.blockEnd)
  }
  if (sum > threshold) return 0
  const following = cursors[last + 1]
  return Math.min(end + 1, following?.document ?? NO_MORE)
}

/** A bounded heap, worst on top. */
class Best {
  threshold = 0
  private readonly heap: Scored[] = []
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  offer(document: number, score: number): void {
    if (score <= this.threshold) return
    if (this.heap.length < this.limit) {
      this.heap.push({ document, score })
      if (this.heap.length === this.limit) {
        this.heap.sort((a, b) => a.score - b.score || b.document - a.document)
        this.threshold = (this.heap[0] as Scored).score
      }
      return
    }
    this.heap[0] = { document, score }
    this.sink()
    this.threshold = (this.heap[0] as Scored).score
  }

  sorted(): Scored[] {
    return this.heap.toSorted((a, b) => b.score - a.score || a.document - b.document)
  }

  private sink(): void {
    const { heap } = this
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      let least = at
      if (left < heap.length && (heap[left] as Scored).score < (heap[least] as Scored).score) least = left
      if (right < heap.length && (heap[right] as Scored).score < (heap[least] as Scored).score) least = right
      if (least === at) return
      const moved = heap[at] as Scored
      heap[at] = heap[least] as Scored
      heap[least] = moved
      at = least
    }
  }
}
