// What a question gets: claims, disputes and coverage, before any platform.
import type { RecordedClaim, RecordedGroup, RecordedModel, SpanRef } from './answer-record.ts'
import type { Citation, Claim, Group } from './claim.ts'
import type { Dispute } from './dispute.ts'

/**
 * What the evidence rests on: articles used, independent voices among them, the newest date, sources that fail. `empty`, where nothing was found and the
 * articles of the days asked for were counted: whether there is none at all.
 */
export type Coverage = Readonly<{
  articles: number
  voices: number
  newest: string | null
  failingSources: readonly string[]
  empty?: boolean | undefined
}>

/** Claims, disputes and coverage: the content of any message. */
export type Briefing = Readonly<{ claims: readonly Claim[]; disputes: readonly Dispute[]; coverage: Coverage }>

/** A figure that a later report gives anew: in the words of then and of now. `from` and `to` are the figures in these words; `corrects`: the earlier was wrong. */
export type Change = Readonly<{ was: Claim; now: Claim; from: string; to: string; corrects?: boolean }>

/** How an answer was made, for its record: what stood for choice, what was made of it by which rule, what a model had to do with it. */
export type Making = Readonly<{
  /** passages that could have been shown, best first */
  offered: readonly SpanRef[]
  claims: readonly RecordedClaim[]
  /** absent where the claims stand in one row */
  groups?: readonly RecordedGroup[] | undefined
  model: Omit<RecordedModel, 'cost' | 'currency'>
}>

export type AnswerKind = 'answer' | 'no-evidence' | 'stale-evidence'

export type Answer = Briefing &
  Readonly<{
    id?: string
    question: string
    kind: AnswerKind
    /** 0..1: a source here answers this; comparable between questions */
    confidence: number
    /** a model put the claims into these groups, in their order and leaving none out; absent where they stand in one row */
    groups?: readonly Group[]
    /** figures of its claims that moved; absent when none did */
    changes?: readonly Change[]
    /** nearest passage when the kind is `no-evidence`; it is shown apart and never as the answer */
    closest?: Citation
    /** the best passages before any selection, when asked for */
    evidence?: readonly Citation[]
    /** `ahead`: articles left out because they are dated after the day that was asked; absent when there are none */
    searched: Readonly<{ from: string | null; to: string | null; terms: readonly string[]; ahead?: number | undefined }>
    model: 'off' | 'used' | 'rejected'
    /** a short sentence on why a model was not used, where there is more to say than that */
    modelNote?: string | undefined
    making?: Making | undefined
    tookMs: number
  }>
