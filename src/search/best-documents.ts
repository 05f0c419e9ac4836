// The best documents of one shard by BM25, without scoring those that cannot be among them: MaxScore (Turtle and Flood 1995) with block bounds (Ding and Suel 2011).
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
  // Weakest first: the sum of the first i bounds what those terms alone can add.
  const terms = cursors.filter((cursor) => cursor.document !== NO_MORE).sort((a, b) => a.most - b.most)
  const sums = new Float64Array(terms.length + 1)
  for (const [i, cursor] of terms.entries()) sums[i + 1] = (sums[i] as number) + cursor.most
  let needed = 0 // terms before this one cannot lift a document into the best by themselves
  for (;;) {
    while (needed < terms.length && (sums[needed + 1] as number) <= best.threshold) needed += 1
    const document = nextDocument(terms, needed)
    if (document === NO_MORE) return best.sorted()
    scoreDocument(document)
  }

  function scoreDocument(document: number): void {
    const length = norm(document)
    let score = 0
    for (let i = needed; i < terms.length; i += 1) {
      const cursor = terms[i] as Cursor
      if (cursor.document !== document) continue
      score += (cursor.weight * cursor.tf) / (cursor.tf + length)
      cursor.advance(document + 1)
    }
    for (let i = needed - 1; i >= 0; i -= 1) {
      if (score + (sums[i + 1] as number) <= best.threshold) return
      const cursor = terms[i] as Cursor
      if (score + (sums[i] as number) + cursor.mostAt(document) <= best.threshold) continue
      cursor.advance(document)
      if (cursor.document === document) score += (cursor.weight * cursor.tf) / (cursor.tf + length)
    }
    if (score > best.threshold && accepts(document)) best.offer(document, score)
  }
}

/** Scores of the documents given, which ascend. The cursors are used up. */
export function scoresOf(documents: readonly number[], cursors: readonly Cursor[], norm: BestRequest['norm']): number[] {
  return documents.map((document) => {
    let score = 0
    for (const cursor of cursors) {
      cursor.advance(document)
      if (cursor.document === document) score += (cursor.weight * cursor.tf) / (cursor.tf + norm(document))
    }
    return score
  })
}

/** The first document that one of the needed terms has. */
function nextDocument(terms: readonly Cursor[], needed: number): number {
  let first = NO_MORE
  for (let i = needed; i < terms.length; i += 1) {
    const { document } = terms[i] as Cursor
    if (document < first) first = document
  }
  return first
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
