// What a workspace has settled for its digests; null: nothing settled, the operator's default holds.

/** Who may change what a channel gets: everybody in it, or admins only. */
export type Subscribers = 'members' | 'admins'

export type WorkspaceSettings = Readonly<{
  /** IANA name, where a person's own is not known */
  timeZone: string | null
  subscribers: Subscribers | null
  /** whether a new subscription says a line on a day without news */
  quietLine: boolean | null
  /** who sees the answer to a command that does not say; everybody where nothing is settled */
  answers?: 'public' | 'private' | null | undefined
}>

export const NOTHING_SETTLED: WorkspaceSettings = { timeZone: null, subscribers: null, quietLine: null }
