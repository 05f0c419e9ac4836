// What one row of the chaos table gives: its name, what it counted, and what went wrong.

export type RowOptions = Readonly<{
  seed: number
  /** share of the full size; the test suite runs a small part */
  share: number
  /** deliveries of the delivery row; null: its own number */
  deliveries: number | null
  say: (line: string) => void
  /** the row is to come to its end and count what it has */
  isEnough: () => boolean
}>

export type RowReport = Readonly<{
  row: string
  seed: number
  /** what was counted, one figure a line, in words */
  figures: readonly string[]
  /** what the row promises and did not keep; empty when it kept everything */
  broken: readonly string[]
}>

export type Row = (options: RowOptions) => Promise<RowReport>

/** At most so many faults are told one by one. */
const MOST_TOLD = 12

export function firstOf(faults: readonly string[]): readonly string[] {
  return faults.length <= MOST_TOLD ? faults : [...faults.slice(0, MOST_TOLD), `and ${faults.length - MOST_TOLD} more`]
}

/** The value below which this share of them lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}
