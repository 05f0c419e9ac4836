// Commits what many deliveries want kept at one time together: one write to the disk instead of hundreds, and a breath for others in between.
import { setTimeout as pause } from 'node:timers/promises'
import type { Transact } from '../ports/article-store.ts'

/** Works of one commit; more would hold the event loop for too long. */
const MOST_TOGETHER = 32
/** A commit waits for the disk and holds the event loop meanwhile: so many times as long as one took, works gather for the next. */
const GATHER_FACTOR = 2
const MOST_GATHER_MS = 25

type Work = { readonly run: () => Promise<unknown>; readonly resolve: (value: never) => void; readonly reject: (error: unknown) => void }

/**
 * Like `transact`, for works that know nothing of each other: each is kept whole or not at all, durably when its promise resolves.
 * A work may be run twice, so it does nothing but read and write the stores. `elapsed`: milliseconds of a clock that never runs back.
 */
export function createTogether(transact: Transact, elapsed: () => number): Transact {
  let waiting: Work[] = []
  let isFlushing = false
  let nextAt = Number.NEGATIVE_INFINITY

  const alone = async ({ run, resolve, reject }: Work) => {
    try {
      resolve((await transact(run)) as never)
    } catch (error) {
      reject(error)
    }
  }
  const commit = async (works: readonly Work[]) => {
    const [first] = works
    if (works.length === 1 && first !== undefined) return alone(first)
    try {
      const results = await transact(async () => {
        const all: unknown[] = []
        for (const work of works) all.push(await work.run())
        return all
      })
      for (const [i, work] of works.entries()) work.resolve(results[i] as never)
    } catch {
      // One spoils it for all; by themselves the others succeed.
      for (const work of works) await alone(work)
    }
  }
  const flush = async () => {
    isFlushing = true
    while (waiting.length > 0) {
      // Answers that arrive meanwhile are kept with the next.
      await new Promise(setImmediate)
      const early = Math.min(nextAt - elapsed(), MOST_GATHER_MS)
      if (early >= 1 && waiting.length < MOST_TOGETHER) await pause(early)
      const works = waiting.slice(0, MOST_TOGETHER)
      waiting = waiting.slice(MOST_TOGETHER)
      const began = elapsed()
      await commit(works)
      nextAt = elapsed() + Math.min(MOST_GATHER_MS, GATHER_FACTOR * (elapsed() - began))
    }
    isFlushing = false
  }
  return (run) =>
    new Promise((resolve, reject) => {
      waiting.push({ run, resolve, reject })
      if (!isFlushing) void flush()
    })
}
