// Workspaces that the bot was removed from: noted on disk first, then erased, and erased again once what was under way there is over.
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import { messageOf } from '../base/error.ts'
import type { Log } from '../base/log.ts'
import { type PlatformName, workspaceKey } from '../domain/address.ts'
import type { Endings } from './ending.ts'
import type { RemovalLog } from '../ports/installation-store.ts'
import type { Removals } from '../ports/platform.ts'

export type RemovalWork = Readonly<{
  /** As a platform sees it: by its own ids. */
  of: (platform: PlatformName) => Omit<Removals, 'returned'>
  /** Goes on with what an earlier run left. */
  resume: () => Promise<void>
  /** Begins nothing more; what is not over goes on at the next start. */
  stop: () => Promise<void>
}>

export type RemovalOptions = Readonly<{
  removalLog: RemovalLog
  endings: Pick<Endings, 'end' | 'scrub'>
  clock: Clock
  log: Log
  /** below 1 only in trials: every wait is so much shorter */
  timeScale: number
}>

const SETTLE_MS = 30_000 // for answers, editions and pages being fetched (20 s at most) to come to their end, unsaid
const STOP_MS = 1_000 // a large file may be in the middle of being written anew, which is then undone
const LONGEST_PAUSE_MS = 60_000 // between two attempts that failed

type Work = Readonly<{ done: Promise<void>; hurry: AbortController }>

export function createRemovals(options: RemovalOptions): RemovalWork {
  const { removalLog, clock, log } = options
  const stopping = new AbortController()
  const working = new Map<string, Work>()

  const begin = (key: string): Work => {
    const running = working.get(key)
    if (running !== undefined) return running
    const hurry = new AbortController()
    const done = erase(key, { ...options, hurry: hurry.signal, stopping: stopping.signal })
      .catch((error: unknown) => log.error('removal given up', { workspace: key, cause: messageOf(error) }))
      .finally(() => working.delete(key))
    const work = { done, hurry }
    working.set(key, work)
    return work
  }

  return {
    of: (platform) => ({
      removed: async (workspace) => {
        const key = workspaceKey({ platform, workspace })
        await removalLog.note(key, clock.now().toString())
        if (!stopping.signal.aborted) begin(key)
      },
      settled: async (workspace) => {
        const work = working.get(workspaceKey({ platform, workspace }))
        work?.hurry.abort()
        await work?.done
      },
    }),
    resume: async () => {
      for (const key of await removalLog.pending()) begin(key)
    },
    stop: async () => {
      stopping.abort()
      const patience = new AbortController()
      const late = wait(STOP_MS, undefined, { signal: patience.signal }).catch(() => {})
      await Promise.race([Promise.all([...working.values()].map(({ done }) => done)), late])
      patience.abort()
    },
  }
}

type Erasing = RemovalOptions & Readonly<{ hurry: AbortSignal; stopping: AbortSignal }>

/** Twice: what was under way at the first time may have written since. */
async function erase(key: string, { endings: { end, scrub }, removalLog, log, timeScale, hurry, stopping }: Erasing): Promise<void> {
  const trying = <T>(work: () => Promise<T>) => persist(work, key, { log, stopping })
  if ((await trying(() => end(key))) === null || (await trying(scrub)) === null) return
  await wait(SETTLE_MS * timeScale, undefined, { signal: AbortSignal.any([hurry, stopping]), ref: false }).catch(() => {})
  const rows = stopping.aborted ? null : await trying(() => end(key))
  if (rows === null || (rows > 0 && (await trying(scrub)) === null)) return
  await removalLog.done(key)
  log.info('workspace erased', { workspace: key })
}

/** Tries until it is done; null when it was stopped before. */
async function persist<T>(work: () => Promise<T>, key: string, { log, stopping }: Pick<Erasing, 'log' | 'stopping'>): Promise<T | null> {
  for (let pause = 1_000; !stopping.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work()
    } catch (error) {
      log.error('workspace not erased yet', { workspace: key, cause: messageOf(error) })
      await wait(pause, undefined, { signal: stopping, ref: false }).catch(() => {})
    }
  }
  return null
}
