// What the desk's open pages have shown, per thread, in memory: a page is drawn again from it. The conversation itself is kept elsewhere.
import type { Exchange } from './pages.ts'

const MAX_THREADS = 200
const MAX_EXCHANGES = 30

export type PageThreads = {
  readonly of: (thread: string) => readonly Exchange[]
  readonly add: (thread: string, exchange: Exchange) => void
  /** False the second time: a form sent again by a reload. */
  readonly firstTime: (once: string) => boolean
}

export function pageThreads(): PageThreads {
  const threads = new Map<string, readonly Exchange[]>()
  const seen = new Set<string>()
  return {
    of: (thread) => threads.get(thread) ?? [],
    add: (thread, exchange) => {
      const exchanges = [...(threads.get(thread) ?? []), exchange].slice(-MAX_EXCHANGES)
      threads.delete(thread) // the map's order is that of last use
      threads.set(thread, exchanges)
      dropOldest(threads, MAX_THREADS)
    },
    firstTime: (once) => {
      if (seen.has(once)) return false
      seen.add(once)
      dropOldest(seen, MAX_THREADS * MAX_EXCHANGES)
      return true
    },
  }
}

function dropOldest(kept: { readonly size: number; keys(): IterableIterator<string>; delete(key: string): boolean }, most: number): void {
  for (const key of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(key)
  }
}
