// What people think of an answer, and why.

export const FEEDBACK_REASONS = ['wrong-figure', 'wrong-source', 'missed-news', 'not-new', 'not-asked', 'other'] as const
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number]

export type Feedback = Readonly<{
  /** id of the record of the answer it is about */
  answerId: string
  /** ISO instant */
  at: string
  workspace: string
  /** the channel's key */
  channel: string
  /** keyed hash of who said so */
  person: string
  verdict: 'good' | 'bad'
  reason: FeedbackReason | null
  /** in the person's own words */
  words: string | null
}>
