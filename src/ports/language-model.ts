// A model that may choose and order passages. It never writes what a reader sees.

export type ModelRequest = Readonly<{
  /** the finished prompt; article text inside it is marked as data */
  system: string
  user: string
  /** JSON schema of the reply, and its name */
  schema: Readonly<{ name: string; json: Readonly<Record<string, unknown>> }>
  /** milliseconds from now until the reply is of no more use */
  deadlineMs: number
}>

export type ModelReply =
  | Readonly<{ kind: 'reply'; json: unknown; model: string; tokens: number }>
  /** `reason` is a static word for the log: `timeout`, `refused`, `not-json`, `unreachable`, … */
  | Readonly<{ kind: 'failed'; reason: string }>

export type LanguageModel = {
  /** False when none is configured: nobody asks it, no socket is opened. */
  readonly available: boolean
  /** Never throws: whatever goes wrong is a `failed` reply within the deadline. */
  readonly ask: (request: ModelRequest) => Promise<ModelReply>
}
