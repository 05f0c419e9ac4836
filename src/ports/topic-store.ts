// The topics that workspaces added, and where the bot has introduced itself.
import type { Topic } from '../domain/topic.ts'

export type TopicStore = {
  /** Of every workspace, by workspace and name. */
  readonly all: () => Promise<readonly Topic[]>
  /** Adds it, or replaces the one of that name in its workspace. */
  readonly save: (topic: Topic) => Promise<void>
  /** False when there was none. */
  readonly remove: (name: string, workspace: string) => Promise<boolean>
  /** Forgets those of a workspace; returns how many. */
  readonly erase: (workspace: string) => Promise<number>
}

export type WelcomeLog = {
  /** True for the first that comes to a place (the key of a channel or of a workspace), false ever after. Durable before it returns. */
  readonly first: (place: string, workspace: string, at: string) => Promise<boolean>
  /** It could not be said there: the next one is the first again. */
  readonly undo: (place: string) => Promise<void>
  readonly erase: (workspace: string) => Promise<number>
}
