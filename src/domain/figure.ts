// Figures: numbers with what they count, who says so and how firmly.

export type Figure = Readonly<{
  /** lower and upper bound; equal for a plain number. "dozens" has no number: both are null. */
  low: number | null
  high: number | null
  /** the number in the article's own words, such as `over 23,000` */
  words: string
  /** unit symbol (`km`, `%`, `t`), null for a count */
  unit: string | null
  /** ISO 4217 code or null */
  currency: string | null
  /** what is counted or measured: `killed`, `wounded`, `displaced`, `length`, `trade`, or the counted noun itself */
  measure: string
  /** who or what is counted, in the article's words: `people`, `civilians`, `military posts`; null when not said */
  counted: string | null
  qualifier: 'exact' | 'at-least' | 'at-most' | 'about' | 'over' | 'under' | 'vague'
  hedge: string | null
  speaker: string | null
  /** ISO date as of which it holds; null when unknown */
  asOf: string | null
  /** canonical keys of places and groups in scope */
  scope: readonly string[]
  start: number
  end: number
}>
