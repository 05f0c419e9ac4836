// A model that may choose and order passages. It never writes what a reader sees.

export type ModelRequest = Readonly<{
  /** the finished prompt; article text inside it is marked as data */
  system: string
  user: string
  /** JSON schema of the reply, and its name */
  schema: Readonly<{ name: string; json: Readonly<Record<string, unknown>> }>
  /** the prompt's name and the short hash of its file, such as `choose-passages@3f2a9c1b`: for the record, never sent */
  prompt?: string | undefined
  /** milliseconds from now until the reply is of no more use */
  deadlineMs: number
}>

/** Tokens sent and received, as the server counted them, or our upper estimate where it does not count or counts absurdly. */
export type ModelUsage = Readonly<{ in: number; out: number; counted: 'server' | 'estimate' }>

export type ModelReply =
  /** `tokens` is the sum of usage */
  | Readonly<{ kind: 'reply'; json: unknown; model: string; tokens: number; usage?: ModelUsage }>
  /** `reason` is a static word for the log, never one of the server's: `timeout`, `refusal`, `not-json`, `unreachable`, …; `usage` when the model was at work and may be paid for */
  | Readonly<{ kind: 'failed'; reason: string; usage?: ModelUsage }>

export type LanguageModel = {
  /** False when none is configured: nobody asks it, no socket is opened. */
  readonly available: boolean
  /** Never throws: whatever goes wrong is a `failed` reply within the deadline. */
  readonly ask: (request: ModelRequest) => Promise<ModelReply>
  /** What `doctor` finds by one tiny request: a sentence, with the mend when it is not well. `through`: asks in the model's place, as where requests are metered. Absent where there is nothing to ask. */
  readonly check?: (through?: LanguageModel['ask']) => Promise<Readonly<{ ok: boolean; sentence: string }>>
}
