// A workspace ends: the bot was removed, or the operator said so. All it owns goes, from the data file and from memory.
import type { SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { OwnTopics, Recorder } from '../brief/brief.ts'
import { placeOf } from './erasing.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { Search } from '../search/search.ts'

export type Endings = Readonly<{
  /** Deletes everything of a workspace, by its key; returns how many rows. Doing it again finds nothing. */
  end: (workspace: string) => Promise<number>
  /** Writes the file anew, so that no byte of what was deleted before this call is left; calls that come while it is under way share the next. */
  scrub: () => Promise<void>
  /** Lets go of what another process on the same data deleted since the last look. */
  look: () => Promise<void>
}>

type Parts = Readonly<{
  stores: Pick<SqliteStores, 'workspaceData'>
  index: Pick<SummarizedIndex, 'forgetWorkspace'>
  search: Pick<Search, 'forgetWorkspace'>
  ownTopics: Pick<OwnTopics, 'erase'>
  recorder: Pick<Recorder, 'settled'>
  clock: Clock
  log: Log
}>

export function createEndings({ stores: { workspaceData }, index, search, ownTopics, recorder, clock, log }: Parts): Endings {
  let looked = clock.now().toString()
  const ours = new Set<string>()
  const letGo = async (workspace: string) => {
    index.forgetWorkspace(workspace)
    search.forgetWorkspace(workspace)
    await ownTopics.erase(workspace)
  }
  return {
    end: async (workspace) => {
      placeOf(workspace) // refuses what is no key of a workspace
      await letGo(workspace)
      await recorder.settled() // what was just answered is still on its way into the file
      const rows = await workspaceData.purge(workspace, clock.now().toString())
      await letGo(workspace) // what came in meanwhile
      ours.add(workspace)
      log.info('workspace ended', { rows })
      return rows
    },
    scrub: shared(workspaceData.scrub),
    look: async () => {
      const since = looked
      looked = clock.now().toString()
      for (const workspace of await workspaceData.endedSince(since)) if (!ours.delete(workspace)) await letGo(workspace)
    },
  }
}

/** Runs one at a time; who calls while one runs gets the one after it, together with all others. */
function shared(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let next: Promise<void> | null = null
  return () => {
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        running = work()
        return running
      })
    return next
  }
}
