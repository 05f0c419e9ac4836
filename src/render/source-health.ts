// How sources are doing, each in a line: what is wrong, last success, next poll, articles (pure).
import type { Document, Inline, Node } from '../domain/document.ts'
import { isFailing, isSilent, type LastReading, type Source, type SourceState } from '../domain/source.ts'
import { clipped, countOf, listInWords } from './words.ts'

export type HealthRow = Readonly<{
  source: Source
  state: SourceState
  articles: number
  /** added by the workspace that looks, which may remove it */
  own: boolean
  now: Temporal.Instant
}>
type Health = Pick<HealthRow, 'state' | 'articles' | 'now'>

const ROWS_MAX = 40
const NAMED_MAX = 5
const TROUBLE_MAX = 200
const REASONS_MAX = 3
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** As people say it: in minutes, from an hour and a half in hours, from a day and a half in days. */
function spanInWords(ms: number): string {
  if (ms < 1.5 * MINUTE_MS) return 'a minute'
  if (ms < 1.5 * HOUR_MS) return countOf(Math.round(ms / MINUTE_MS), 'minute')
  return ms < 1.5 * DAY_MS ? countOf(Math.round(ms / HOUR_MS), 'hour') : countOf(Math.round(ms / DAY_MS), 'day')
}

/** Clauses without an end mark, of which the first says whether it is well. */
export function healthWords(health: Health): string {
  const { state, articles, now } = health
  const silentMs = isSilent(state, now.epochMilliseconds) ? now.epochMilliseconds - (state.lastNewAtMs ?? 0) : null
  const silent = silentMs === null ? [] : [`nothing new for ${spanInWords(silentMs)}`]
  const left = leftOutOf(state.last)
  return [...troubleOf(state), ...silent, timesOf(health), countOf(articles, 'article'), ...(left === null ? [] : [left])].join(' · ')
}

function troubleOf({ trouble, failures, gone }: SourceState): readonly string[] {
  if (trouble === null) return gone ? ['gone for good'] : []
  const words = clipped(trouble.replace(/\.$/, ''), TROUBLE_MAX)
  if (gone || failures === 0) return [words]
  return [`${failures === 1 ? 'failed the last time' : `failed ${failures} times in a row`}: ${words}`]
}

function timesOf({ state, now }: Health): string {
  const { lastSuccessAtMs, nextPollAtMs, failures, gone } = state
  const ago = lastSuccessAtMs === null ? null : `${spanInWords(now.epochMilliseconds - lastSuccessAtMs)} ago`
  const wait = nextPollAtMs > now.epochMilliseconds ? `in ${spanInWords(nextPollAtMs - now.epochMilliseconds)}` : 'now'
  if (gone) return ago === null ? 'never read, and not tried any more' : `last read ${ago}, and not any more`
  if (ago === null) return failures === 0 ? `not read yet, first ${wait}` : `never read, tried again ${wait}`
  return failures === 0 ? `read ${ago}, again ${wait}` : `last read ${ago}, tried again ${wait}`
}

/** How much of the last reading was left out, with the reason that most of it was for. */
function leftOutOf(last: LastReading | null): string | null {
  const reasons = Object.entries(last?.rejected ?? {}).sort(([, a], [, b]) => b - a)
  const [most] = reasons
  if (last === null || most === undefined) return null
  const left = reasons.reduce((sum, [, count]) => sum + count, 0)
  return `${left} of its last ${last.read} left out (${reasons.length === 1 ? '' : 'mostly: '}${clipped(most[0], TROUBLE_MAX)})`
}

export function healthNodes(rows: readonly HealthRow[]): readonly Node[] {
  if (rows.length === 0) return []
  const shown = [...rows].sort((a, b) => urgency(a) - urgency(b)).slice(0, ROWS_MAX)
  const items = shown.map((row): readonly Inline[] => [
    { kind: 'text', text: clipped(row.source.label, 90), style: 'strong' },
    {
      kind: 'text',
      text: `${kindOf(row.source)} · ${healthWords(row)} · ${clipped(row.source.url, 200)}${row.own ? '' : ' · the desk’s own'}`,
    },
  ])
  const left = rows.length - shown.length
  const more: readonly Node[] = left > 0 ? [{ kind: 'note', inlines: [{ kind: 'text', text: `${left} more not shown.` }] }] : []
  return [{ kind: 'heading', text: 'Read again and again', level: 3 }, { kind: 'list', items }, ...more]
}

/** What needs somebody stands first. */
function urgency({ state, now }: HealthRow): number {
  if (isFailing(state)) return 0
  return state.trouble !== null || isSilent(state, now.epochMilliseconds) ? 1 : 2
}

const kindOf = ({ kind }: Source) => (kind === 'feed' ? '' : ` (${kind})`)

/** `3 read again and again; failing: Hill Post (…)`; null where there are none. */
export function healthSummary(rows: readonly Pick<HealthRow, 'source' | 'state' | 'now'>[]): string | null {
  if (rows.length === 0) return null
  const failing = rows.filter(({ state }) => isFailing(state))
  const silent = rows.filter(({ state, now }) => !isFailing(state) && isSilent(state, now.epochMilliseconds))
  const named = (of: typeof rows, words: (row: (typeof rows)[number]) => string) => {
    const names = of.slice(0, NAMED_MAX).map((row) => `${clipped(row.source.label, 80)} (${words(row)})`)
    return listInWords(of.length > NAMED_MAX ? [...names, `${of.length - NAMED_MAX} more`] : names)
  }
  const troubles =
    failing.length === 0 ? 'none is failing' : `${failing.length} failing: ${named(failing, ({ state }) => troubleOf(state).join('; '))}`
  const silence = ({ state, now }: (typeof rows)[number]) =>
    `nothing new for ${spanInWords(now.epochMilliseconds - (state.lastNewAtMs ?? 0))}`
  const still = silent.length === 0 ? [] : [`${silent.length} fallen silent: ${named(silent, silence)}`]
  return [`${rows.length} read again and again`, troubles, ...still].join('; ')
}

/** What was added and what its first reading brought. */
export function addedDocument(source: Source, articles: number, state: SourceState | null): Document {
  const taken = articles === 0 ? 'no article could be taken in yet' : `${countOf(articles, 'article')} taken in`
  const said = `Added the ${source.kind} “${clipped(source.label, 90)}” (${clipped(source.url, 200)}): ${taken}.`
  const reasons = Object.entries(state?.last?.rejected ?? {}).sort(([, a], [, b]) => b - a)
  const left = reasons.slice(0, REASONS_MAX).map(([reason, count]) => `${count} (${reason})`)
  const waitMs = (state?.nextPollAtMs ?? 0) - (state?.lastSuccessAtMs ?? Number.POSITIVE_INFINITY)
  const text = [
    said,
    ...(articles === 0 ? [] : ['That answers questions from now on; digests tell what comes after it.']),
    ...(left.length === 0 ? [] : [`Left out: ${listInWords(left)}${reasons.length > REASONS_MAX ? ', and others' : ''}.`]),
    ...(waitMs > 0 ? [`It is read again in ${spanInWords(waitMs)}.`] : []),
  ].join(' ')
  return { preview: said, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] }
}
