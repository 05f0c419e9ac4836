// Sources that are asked again and again: what they are, and how asking them went.

/** `feed`: brings many articles; `sitemap`: names the pages of many, or other sitemaps; `page`: is one. */
export type SourceKind = 'feed' | 'sitemap' | 'page'

/** A sitemap that a list of sitemaps named, as it was when it was read; `changedAt`: as the list said. */
export type SitemapPart = Readonly<{ url: string; etag: string | null; lastModified: string | null; changedAt: string | null }>

export type Source = Readonly<{
  id: string
  /** whose it is: OPERATOR, or a workspace's key */
  workspace: string
  url: string
  kind: SourceKind
  label: string
  /** ISO instant */
  addedAt: string
}>

/** What the last reading brought: `read` is what was stored, known already, and left out for a reason, together. */
export type LastReading = Readonly<{
  read: number
  added: number
  updated: number
  unchanged: number
  /** how many for each reason, in words */
  rejected: Readonly<Record<string, number>>
}>

/** It brings what it did not bring before: `spam`, texts that repeat each other or lists of links; `topic`, something else; `flood`, far too much. */
export type Throttled = Readonly<{ why: 'spam' | 'topic' | 'flood'; sinceMs: number }>

/** Times are epoch milliseconds. */
export type SourceState = Readonly<{
  etag: string | null
  lastModified: string | null
  nextPollAtMs: number
  /** our own interval, longer or shorter by how often it brings something */
  intervalMs: number
  /** how often at most the host lets itself be asked */
  wishMs: number
  /** answers so far, and failures since the last */
  polls: number
  failures: number
  /** what is wrong, one sentence; null while all is well */
  trouble: string | null
  lastSuccessAtMs: number | null
  lastNewAtMs: number | null
  /** how many new entries a poll brings, on the average of late */
  usual: number
  /** where it says that it has moved for good, and how often in a row it said so */
  movedTo: string | null
  movedSeen: number
  /** said to be gone for good: it is not asked again */
  gone: boolean
  last: LastReading | null
  /** asked rarely, and what it brings set aside, until it is itself again; absent while it is */
  throttled?: Throttled | undefined
  /** of a list of sitemaps: those that were read */
  parts: readonly SitemapPart[]
}>

export type SourceHealth = Readonly<{ source: Source; state: SourceState; articles: number }>

export const HOUR_MS = 3_600_000

export const NEVER_POLLED: SourceState = {
  etag: null,
  lastModified: null,
  nextPollAtMs: 0,
  intervalMs: HOUR_MS,
  wishMs: 0,
  polls: 0,
  failures: 0,
  trouble: null,
  lastSuccessAtMs: null,
  lastNewAtMs: null,
  usual: 0,
  movedTo: null,
  movedSeen: 0,
  gone: false,
  last: null,
  parts: [],
}

export const FAILING_FROM = 2 // one failure is weather
const SILENT_MS = 14 * 24 * HOUR_MS

export const isFailing = ({ failures, gone, trouble }: SourceState): boolean =>
  gone || failures >= FAILING_FROM || (failures === 0 && trouble !== null)

const BRINGS: Readonly<Record<Throttled['why'], string>> = {
  spam: 'repeats itself',
  topic: 'changed its subject',
  flood: 'brings too much',
}

/** Its name, and where it is throttled why: what it brings is set aside, which is not what failing means. */
export function failingLabel({ label }: Source, { throttled }: SourceState): string {
  return throttled === undefined ? label : `${label} (set aside: ${BRINGS[throttled.why]})`
}

/** It answers, and has brought nothing for two weeks, though it did before. */
export function isSilent({ lastNewAtMs, failures }: SourceState, nowMs: number): boolean {
  return failures === 0 && lastNewAtMs !== null && nowMs - lastNewAtMs > SILENT_MS
}
