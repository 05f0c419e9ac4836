// How sources are doing, each in a line: last success, next poll, articles, what is wrong (pure).
import type { Document, Inline, Node } from '../domain/document.ts'
import { isSilent, type Source, type SourceState } from '../domain/source.ts'
import { clipped, countOf, dateInWords } from './words.ts'

export type HealthRow = Readonly<{
  source: Source
  state: SourceState
  articles: number
  /** added by the workspace that looks, which may remove it */
  own: boolean
  now: Temporal.Instant
}>

const ROWS_MAX = 40
const TROUBLE_MAX = 200

/** `22 November 2026 08:15 UTC`. */
function momentOf(ms: number | null): string | null {
  if (ms === null || ms <= 0) return null
  const iso = Temporal.Instant.fromEpochMilliseconds(ms).toString()
  return `${dateInWords(iso)} ${iso.slice(11, 16)} UTC`
}

/** One sentence without an end mark. */
export function healthWords({ state, articles, now }: Pick<HealthRow, 'state' | 'articles' | 'now'>): string {
  const read = momentOf(state.lastSuccessAtMs)
  const next = state.gone ? 'not read any more' : `next ${momentOf(Math.max(state.nextPollAtMs, now.epochMilliseconds)) ?? 'soon'}`
  const silent = isSilent(state, now.epochMilliseconds) ? [`nothing new since ${momentOf(state.lastNewAtMs)}`] : []
  const times = state.failures > 1 ? ` (${state.failures} times in a row)` : ''
  const trouble = state.trouble === null ? [] : [`${clipped(state.trouble.replace(/\.$/, ''), TROUBLE_MAX)}${times}`]
  return [countOf(articles, 'article'), read === null ? 'never read yet' : `read ${read}`, next, ...silent, ...trouble].join(', ')
}

export function healthNodes(rows: readonly HealthRow[]): readonly Node[] {
  if (rows.length === 0) return []
  const shown = [...rows].sort((a, b) => Number(b.state.trouble !== null) - Number(a.state.trouble !== null)).slice(0, ROWS_MAX)
  const items = shown.map((row): readonly Inline[] => [
    { kind: 'text', text: clipped(row.source.label, 90), style: 'strong' },
    { kind: 'text', text: ` · ${healthWords(row)} · ${clipped(row.source.url, 200)}${row.own ? '' : ' (of the desk)'}` },
  ])
  const left = rows.length - shown.length
  const more: readonly Node[] = left > 0 ? [{ kind: 'note', inlines: [{ kind: 'text', text: `${left} more not shown.` }] }] : []
  return [{ kind: 'heading', text: 'Read again and again', level: 3 }, { kind: 'list', items }, ...more]
}

/** What was added and what its first reading brought. */
export function addedDocument(source: Source, articles: number, state: SourceState | null): Document {
  const next = momentOf(state?.nextPollAtMs ?? null)
  const rejected = Object.entries(state?.last?.rejected ?? {}).map(([reason, count]) => `${count} left out: ${reason}`)
  const said = `Added the ${source.kind} “${clipped(source.label, 90)}” (${clipped(source.url, 200)}): ${countOf(articles, 'article')} taken in, which count as known already.`
  const text = [
    said,
    ...(rejected.length > 0 ? [`${rejected.slice(0, 3).join('; ')}.`] : []),
    ...(next === null ? [] : [`It is read again ${next}.`]),
  ].join(' ')
  return { preview: said, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] }
}
