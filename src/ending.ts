// A workspace ends: the bot was removed, or the operator said so. All it owns goes, from the data file and from memory.
import type { SqliteStores } from './adapters/stores/sqlite/sqlite-stores.ts'
import type { Clock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { OwnTopics, Recorder } from './brief/brief.ts'
import { placeOf } from './erasing.ts'
import type { SummarizedIndex } from './index/summarized-index.ts'
import type { Search } from './search/search.ts'

export type Endings = Readonly<{
  /** Deletes everything of a workspace, by its key, and writes the file anew; returns how many rows. Doing it again finds nothing. */
  end: (workspace: string) => Promise<number>
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
      await workspaceData.scrub()
      log.info('workspace ended', { rows })
      return rows
    },
    look: async () => {
      const since = looked
      looked = clock.now().toString()
      for (const workspace of await workspaceData.endedSince(since)) if (!ours.delete(workspace)) await letGo(workspace)
    },
  }
}
