// What can be named in a Discord channel while somebody types, and the servers that something is kept of: from the stores.
import type { Nameable } from '../adapters/platforms/discord/suggestions.ts'
import type { SqliteStores } from '../adapters/stores/sqlite/sqlite-stores.ts'
import { workspaceKey } from '../domain/address.ts'
import type { Topic } from '../domain/topic.ts'

type Stores = Pick<SqliteStores, 'subscriptions' | 'sources'>
type TopicsOf = (workspace?: string) => readonly Topic[]

/** Topics are named by their titles, sources by their labels. */
export function nameableIn({ subscriptions, sources }: Stores, topicsOf: TopicsOf): Nameable {
  return {
    sources: async (channel) => (await sources.list([workspaceKey(channel)])).map(({ source: { label, url } }) => ({ label, url })),
    subscriptions: async (channel) => {
      const topics = topicsOf(workspaceKey(channel))
      const standing = await subscriptions.ofChannel(channel)
      return standing.map(({ id, topic, kind, paused }) => ({
        ...{ id, kind, paused },
        title: topics.find(({ name }) => name === topic)?.title ?? topic,
      }))
    },
  }
}

/** Ids of the Discord servers that have subscriptions or sources here. */
export async function serversKept({ subscriptions, sources }: Stores): Promise<readonly string[]> {
  const subscribed = (await subscriptions.all()).map(({ channel }) => workspaceKey(channel))
  const added = (await sources.list(null)).map(({ source }) => source.workspace)
  return [...new Set([...subscribed, ...added])].filter((key) => key.startsWith('discord:')).map((key) => key.slice('discord:'.length))
}
