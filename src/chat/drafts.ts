// What somebody filled in and could not be taken, kept for a while so that the form opens as they left it.
import { type Channel, channelKey, workspaceKey } from '../domain/address.ts'

const KEPT = 200 // people at once; the oldest draft goes first

export type Fields = Readonly<Record<string, string>>
export type Drafts = Readonly<{
  keep: (channel: Channel, person: string, command: string, fields: Fields) => void
  /** What was kept, which is then forgotten; null when nothing was. */
  take: (channel: Channel, person: string, command: string) => Fields | null
  /** Everything of a person in the channel's workspace. */
  forget: (channel: Channel, person: string) => void
}>

export function createDrafts(): Drafts {
  const kept = new Map<string, Fields>()
  const keyOf = (channel: Channel, person: string, command: string) => `${channelKey(channel)}\0${person}\0${command}`
  return {
    keep: (channel, person, command, fields) => {
      const key = keyOf(channel, person, command)
      kept.delete(key)
      kept.set(key, fields)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    },
    take: (channel, person, command) => {
      const key = keyOf(channel, person, command)
      const fields = kept.get(key) ?? null
      kept.delete(key)
      return fields
    },
    forget: (channel, person) => {
      const [workspace, whose] = [`${workspaceKey(channel)}:`, `\0${person}\0`]
      for (const key of kept.keys()) if (key.startsWith(workspace) && key.includes(whose)) kept.delete(key)
    },
  }
}
