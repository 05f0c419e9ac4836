// The topics that workspaces added to the operator's, at hand without asking the store each time.
import type { Topic } from '../domain/topic.ts'
import type { TopicStore } from '../ports/topic-store.ts'

export type OwnTopics = Readonly<{
  /** by workspace key, in order of name */
  of: (workspace: string) => readonly Topic[]
  /** Adds it, or replaces the one of that name in its workspace. */
  save: (topic: Topic) => Promise<void>
  /** False when there was none. */
  remove: (name: string, workspace: string) => Promise<boolean>
  /** Forgets those of a workspace; returns how many. */
  erase: (workspace: string) => Promise<number>
}>

/** `store` is theirs alone while the process runs. */
export async function openTopicsOf(store: TopicStore): Promise<OwnTopics> {
  const kept = new Map(Map.groupBy(await store.all(), ({ workspace }) => workspace))
  const without = (name: string, workspace: string) => (kept.get(workspace) ?? []).filter((topic) => topic.name !== name)
  return {
    of: (workspace) => kept.get(workspace) ?? [],
    save: async (topic) => {
      await store.save(topic)
      kept.set(
        topic.workspace,
        [...without(topic.name, topic.workspace), topic].sort((a, b) => (a.name < b.name ? -1 : 1)),
      )
    },
    remove: async (name, workspace) => {
      const removed = await store.remove(name, workspace)
      kept.set(workspace, without(name, workspace))
      return removed
    },
    erase: async (workspace) => {
      const erased = await store.erase(workspace)
      kept.delete(workspace)
      return erased
    },
  }
}
