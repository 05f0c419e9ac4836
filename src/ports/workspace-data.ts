// Everything that is one workspace's, whatever it is: to be handed out, and to be done away with.

/** `table`: where it stands; `row`: what is in it, JSON read, without what is derived from other rows and without secrets. */
export type OwnedRow = Readonly<{ table: string; row: Readonly<Record<string, unknown>> }>

export type WorkspaceData = {
  /** All a workspace owns, a page at a time. `workspace` is its key, `slack:T123`. */
  readonly rows: (workspace: string) => AsyncIterable<OwnedRow>
  /**
   * Deletes all of it, what makes messages go out first, a few rows a transaction, and again until nothing came in between; returns how many rows.
   * Other processes on the same data learn it by `endedSince`.
   */
  readonly purge: (workspace: string, at: string) => Promise<number>
  /** Writes the data file anew, so that nothing that was deleted is left in it or beside it. What is read and written meanwhile waits at most a moment. */
  readonly scrub: () => Promise<void>
  /** Workspaces that were purged at or after an ISO instant. */
  readonly endedSince: (at: string) => Promise<readonly string[]>
}
