// Turns texts into vectors that lie near each other when the texts mean the same. What it says is a hint about likeness, never evidence.

/** Most texts of one request. */
export const MOST_TEXTS = 64

export type EmbedReply =
  /** One vector a text, in the order of the texts: finite numbers, all of one length. `tokens` as the server counted them, else 0. */
  | Readonly<{ kind: 'vectors'; vectors: readonly Float32Array[]; tokens: number }>
  /** `reason` is a static word for the log; `refused`: the server will never take these texts, so asking again is of no use */
  | Readonly<{ kind: 'failed'; reason: string; refused: boolean }>

/** `workspace`: who is charged; `use`: making vectors may not take what questions need. */
export type EmbedRequest = Readonly<{ texts: readonly string[]; workspace: string; use: 'question' | 'passages'; deadlineMs: number }>

export type Embedder = {
  /** Vectors of another model are of no use beside these. */
  readonly model: string
  /** At most MOST_TEXTS texts. Never throws: whatever goes wrong is a `failed` reply within the deadline. */
  readonly embed: (request: EmbedRequest) => Promise<EmbedReply>
}
