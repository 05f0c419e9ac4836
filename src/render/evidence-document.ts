// What a thread asks for from what it was shown: quotes, disputes, a timeline, sources (pure).
import type { Citation } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Document, Inline, Node } from '../domain/document.ts'
import type { TimelineEntry } from '../domain/story.ts'
import { claimNode, quoteNode, quoteWords } from './claim-node.ts'
import { disputeNodes, withArticle } from './dispute-nodes.ts'
import type { ReaderLink } from './link.ts'
import { numbering } from './numbering.ts'
import { clipped, countOf, dateInWords, oneLine } from './words.ts'

const TITLE_MAX = 150
const ENTRIES_MAX = 60
const SOURCES_MAX = 50

const heading = (text: string): Node => ({ kind: 'heading', text: clipped(text, TITLE_MAX) })
const note = (text: string): Node => ({ kind: 'note', inlines: [{ kind: 'text', text: oneLine(text) }] })
const paragraph = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text: oneLine(text) }] })

/** A quote under the number it was shown with; `lead` comes before its words, such as who says it. */
export type ShownQuote = Readonly<{ number: number | null; citation: Citation; lead?: string | undefined }>

export type QuotesInput = Readonly<{
  title: string
  /** what the quotes say together, one sentence; none when absent */
  finding?: string | undefined
  quotes: readonly ShownQuote[]
  disputes?: readonly Dispute[] | undefined
  notes?: readonly string[] | undefined
  readerLink: ReaderLink
}>

export function quotesDocument({ title, finding, quotes, disputes = [], notes = [], readerLink }: QuotesInput): Document {
  const [first] = quotes
  const shown = new Map(quotes.flatMap(({ number, citation }) => (number === null ? [] : [[placeOf(citation), number] as const])))
  const numbers = { cited: [], numberOf: (citation: Citation) => shown.get(placeOf(citation)) ?? null }
  return {
    preview: oneLine(finding ?? (first === undefined ? title : `${first.lead ?? ''} ${quoteWords(first.citation)}`)),
    nodes: [
      heading(title),
      ...(finding === undefined ? [] : [paragraph(finding)]),
      ...quotes.map(({ number, citation, lead }) => quoteNode(citation, number, readerLink, lead)),
      ...(disputes.length === 0 ? [] : [{ kind: 'divider' } as const]),
      ...disputeNodes(disputes, numbers, readerLink, () => true),
      ...notes.map(note),
    ],
  }
}

const placeOf = ({ articleId, version, start, end }: Citation) => `${articleId}\u0000${version}\u0000${start}\u0000${end}`

/** `left`: how many more there are that are not shown. */
export function disputesDocument(disputes: readonly Dispute[], readerLink: ReaderLink, title: string, left = 0): Document {
  if (disputes.length === 0) return plainDocument(title, 'The sources here do not differ on anything we can compare.')
  const numbers = numbering([], disputes)
  const about = disputes.slice(0, 3).map((dispute) => clipped(dispute.about, 60))
  const more = disputes.length + left - about.length
  return {
    preview: `Sources differ on ${about.map(withArticle).join('; ')}${more > 0 ? ` and ${more} more` : ''}.`,
    nodes: [
      heading(title),
      ...disputeNodes(disputes, numbers, readerLink, () => false),
      ...(left > 0 ? [note(`${countOf(left, 'more dispute')} not shown: name a topic or a place, as in “disputes border”.`)] : []),
    ],
  }
}

export function timelineDocument(entries: readonly TimelineEntry[], readerLink: ReaderLink, title: string): Document {
  const [first] = entries
  if (first === undefined) return plainDocument(title, 'No source here dates anything in this.')
  const shown = shownEntries(entries)
  const left = entries.length - shown.length
  return {
    preview: oneLine(`${title}: ${countOf(entries.length, 'dated event')}, from ${dateOf(first)} to ${dateOf(entries.at(-1) ?? first)}.`),
    nodes: [
      heading(title),
      ...shown.map((entry, at) => claimNode(entry.claim, at + 1, readerLink, `${dateOf(entry)}:`)),
      ...(left > 0 ? [note(`${countOf(left, 'earlier event')} not shown.`)] : []),
    ],
  }
}

export const shownEntries = (entries: readonly TimelineEntry[]): readonly TimelineEntry[] => entries.slice(-ENTRIES_MAX)

/** `6 November 2023`, `30 October to 5 November 2023`, `3 to 5 November 2023`. */
function dateOf({ date, to, precision }: TimelineEntry): string {
  if (to === undefined || to === date) return dateInWords(date, precision)
  const parts = date.slice(0, 7) === to.slice(0, 7) ? 1 : date.slice(0, 4) === to.slice(0, 4) ? 2 : 3
  return `${dateInWords(date).split(' ').slice(0, parts).join(' ')} to ${dateInWords(to)}`
}

/** A place that articles come from, as far as it was taken in. */
export type SourceRow = Readonly<{ label: string; articles: number; newest: string | null }>

export function sourcesDocument(rows: readonly SourceRow[], title: string): Document {
  if (rows.length === 0) return plainDocument(title, 'No article has been taken in yet.')
  const shown = rows.slice(0, SOURCES_MAX)
  const items = shown.map(({ label, articles, newest }): readonly Inline[] => [
    { kind: 'text', text: clipped(label, 90), style: 'strong' },
    { kind: 'text', text: ` · ${countOf(articles, 'article')}, newest ${dateInWords(newest)}` },
  ])
  const left = rows.length - shown.length
  const total = rows.reduce((sum, row) => sum + row.articles, 0)
  return {
    preview: `${countOf(total, 'article')} from ${countOf(rows.length, 'source')}.`,
    nodes: [heading(title), { kind: 'list', items }, ...(left > 0 ? [note(`${left} more not shown.`)] : [])],
  }
}

function plainDocument(title: string, sentence: string): Document {
  return { preview: sentence, nodes: [heading(title), paragraph(sentence)] }
}
