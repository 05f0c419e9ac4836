// Which sources are asked again and again, how asking them went, and which of their entries are known.
import type { Source, SourceHealth, SourceState } from '../domain/source.ts'
import type { Scope } from './article-store.ts'

/** An entry as it was last handed over: `hash` of all it said, the address it was first seen at, the article it became. */
export type KnownEntry = Readonly<{ key: string; hash: string; url: string | null; articleId: string | null }>

export type Polling = Readonly<{ source: Source; state: SourceState }>

export type SourceStore = {
  /** Adds it, or takes up again one that was removed. `known`: the workspace has it. */
  readonly add: (source: Source, state: SourceState) => Promise<'added' | 'known'>
  /** Stops asking it; what it brought stays. False when the workspace has no such source. */
  readonly remove: (id: string, workspace: string) => Promise<boolean>
  /** Whether it is known at all, removed or not: what belongs to a workspace that was deleted meanwhile is not. */
  readonly stands: (id: string) => Promise<boolean>
  /** By label, with the number of articles each has brought; null: of all workspaces. */
  readonly list: (scope: Scope | null) => Promise<readonly SourceHealth[]>
  /** Those of all workspaces, longest due first. */
  readonly due: (nowMs: number, limit: number) => Promise<readonly Polling[]>
  /** Puts the next poll off before it is begun, so that no restart and no second process asks too soon; false when another did. */
  readonly claim: (polling: Polling, untilMs: number) => Promise<boolean>
  /**
   * How it went, and where it stands for good from now on, where that is said. The first answer that is saved ends the first reading:
   * what came until then is no news, and what comes afterwards is.
   */
  readonly save: (id: string, state: SourceState, movedTo?: string) => Promise<void>
  /** Whatever is at this host is not asked before then. */
  readonly holdHost: (host: string, untilMs: number) => Promise<void>
  readonly known: (id: string, keys: readonly string[]) => Promise<ReadonlyMap<string, KnownEntry>>
  readonly remember: (id: string, entries: readonly KnownEntry[]) => Promise<void>
  /** Ids of the articles that a source has brought. */
  readonly articlesOf: (id: string) => Promise<readonly string[]>
}
