// Stories: families about one event, over time; and the timeline of events.
import type { Claim } from './claim.ts'

export type Story = Readonly<{
  storyId: string
  title: string
  articleIds: readonly string[]
  families: readonly (readonly string[])[]
  summary: readonly Claim[]
  /** ids of the topics it stands under */
  topics?: readonly string[] | undefined
  firstPublishedAt: string | null
  lastPublishedAt: string | null
}>

/** One dated event; `date` is that of the event, not of the report, and `to` its last day where it went on or is known to the week only. */
export type TimelineEntry = Readonly<{ date: string; to?: string | undefined; precision: 'day' | 'month' | 'year'; claim: Claim }>
