// How the stores stand at this moment, for whoever watches over the process: counts, never contents.

export type Vitals = Readonly<{
  articles: number
  subscriptions: Readonly<{ running: number; paused: number }>
  /** deliveries that are not at their end, by state */
  openDeliveries: Readonly<Record<string, number>>
  sources: Readonly<{ well: number; failing: number; gone: number }>
  /** tokens that all workspaces together used of the model on a UTC day */
  tokensToday: number
  /** bytes of the data file, of the log beside it, and free on its disk; null where everything is in memory */
  bytes: Readonly<{ file: number; log: number; free: number }> | null
}>

export type VitalSigns = {
  /** `day`: the UTC day, YYYY-MM-DD */
  readonly read: (day: string) => Promise<Vitals>
  /** Writes to the data file, and nothing that matters; throws what keeps it from that. */
  readonly write: (at: string) => Promise<void>
  /** Reads the whole file on a thread of its own: whether it is sound. */
  readonly isSound: () => Promise<boolean>
}
