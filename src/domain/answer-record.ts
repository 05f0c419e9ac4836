// How an answer came about: what was offered, what was shown, which rule let it through, what a model had to do with it and what that cost.

/** A stretch of one article version by reference; `sha256` is that of its words, so that a later reader can tell whether they are the same. */
export type SpanRef = Readonly<{ articleId: string; version: number; start: number; end: number; sha256: string }>

export type RecordedClaim = Readonly<{
  /** what it stands on; the first is the one shown as the quote */
  passages: readonly SpanRef[]
  /** the words shown where they are not the whole passage; null where they are */
  text: string | null
  verdict: 'accept' | 'repair' | 'drop'
  /** the verifier's reason, which starts with the id of the rule: `OK verbatim`, `V3 …` */
  rule: string
  /** whether a model chose it */
  byModel: boolean
}>

/** Claims that were shown together, by their places; `rule`: why they stand under this heading, or under none. */
export type RecordedGroup = Readonly<{ heading: string | null; rule: string; claims: readonly number[] }>

/** What was asked of a model for this answer: sums where it was asked more than once. */
export type RecordedModel = Readonly<{
  state: 'off' | 'used' | 'rejected'
  /** static words for why it was not used; null where it was, or where nobody asked it */
  reason: string | null
  name: string | null
  /** the prompt's name and the hash of its file */
  prompt: string | null
  requests: number
  tokensIn: number
  tokensOut: number
  /** millionths of the currency */
  cost: number
  currency: string | null
  ms: number
}>

/** What finding passages by meaning took: requests to an embedding model for the question. */
export type RecordedVectors = Pick<RecordedModel, 'name' | 'requests' | 'cost' | 'currency' | 'ms'> &
  Readonly<{ tokens: number; failure: string | null }>

export type AnswerRecord = Readonly<{
  id: string
  /** ISO instant */
  at: string
  how: 'ask' | 'brief' | 'follow-up' | 'digest'
  workspace: string
  /** the channel's key; null on the command line */
  channel: string | null
  /** keyed hash of who asked; null when nobody in particular did */
  person: string | null
  question: string
  /** as it was understood */
  resolved: string
  topic: string | null
  /** the workspaces whose articles were looked through */
  scope: readonly string[]
  kind: 'answer' | 'no-evidence' | 'stale-evidence' | 'quiet'
  /** passages that could have been shown, best first */
  offered: readonly SpanRef[]
  claims: readonly RecordedClaim[]
  /** absent where the claims stood in one row */
  groups?: readonly RecordedGroup[] | undefined
  model: RecordedModel
  /** absent where no embedding model was asked */
  vectors?: RecordedVectors | undefined
  /** from the question to the answer */
  tookMs: number
}>
