// A claim or a single quote as a node: its words, who says them how firmly, and one line a source (pure).
import type { Citation, Claim } from '../domain/claim.ts'
import type { Inline, Node } from '../domain/document.ts'
import { citationLink, type ReaderLink } from './link.ts'
import { inQuotationMarks } from './quotation.ts'
import { clipped, countOf, dateInWords, oneLine } from './words.ts'

type ClaimNode = Extract<Node, { kind: 'claim' }>

const MARKS = /["“”‘’']/gu // inside of quotation marks they are set otherwise
const LABEL_MAX = 44 // characters; some articles are called by their whole headline
const SOURCES_MAX = 3 // a fourth copy of the same words tells a reader nothing that its number does not
const FILE_NAME = /\.(?:txt|md|html?|eml|pdf|jsonl|xml)$/i

/** Whether an article is called after its file because nothing in it says whose it is. */
export const isFileName = (label: string) => FILE_NAME.test(label)

/** The words as a reader sees them: in quotation marks only where they are the publisher's, to the letter. */
export function claimWords(claim: Claim): string {
  const [first] = claim.citations
  const verbatim = first.kind === 'original' && first.quote.includes(claim.text)
  return verbatim ? inQuotationMarks(oneLine(claim.text)) : oneLine(claim.text)
}

export function quoteWords(citation: Citation): string {
  return citation.kind === 'original' ? inQuotationMarks(oneLine(citation.quote)) : oneLine(citation.quote)
}

/** ` — UN (“unconfirmed”)`: the speaker and the hedge, each only where the words themselves do not hold it; empty when neither. */
export function attribution(citation: Citation, shown: string): string {
  const folded = (words: string) => oneLine(words).replaceAll(MARKS, '').toLowerCase()
  const said = folded(shown)
  const missing = (words: string | null) => words !== null && words.trim() !== '' && !said.includes(folded(words))
  const speaker = missing(citation.speaker) ? ` — ${clipped(citation.speaker ?? '', LABEL_MAX)}` : ''
  const hedge = missing(citation.hedge) ? ` (“${clipped(citation.hedge ?? '', LABEL_MAX)}”)` : ''
  return `${speaker}${hedge}`
}

/** What a source is called in a line: its label, or whose article our abstract is of. */
export function sourceName(citation: Citation): string {
  const label = clipped(citation.label, LABEL_MAX)
  if (citation.kind !== 'abstract') return isFileName(citation.label) ? `untitled article (${label})` : label
  // A file's name says nothing to a reader who does not have the file.
  return `our abstract of ${isFileName(citation.label) ? 'an untitled article' : label}`
}

/** `[n] label · date · link`; `mark` is `[n]`, `also`, or empty. */
function sourceLine(citation: Citation, mark: string, readerLink: ReaderLink): readonly Inline[] {
  const text = `${mark === '' ? '' : `${mark} `}${sourceName(citation)} · ${dateInWords(citation.publishedAt)}`
  const link = citationLink(citation, readerLink)
  return link === null ? [{ kind: 'text', text }] : [{ kind: 'text', text: `${text} · ` }, link]
}

/** One line a source, the first with the number; the same article is named once, and past three the rest are counted. */
export function sourceLines(
  citations: readonly Citation[],
  number: number | null,
  readerLink: ReaderLink,
  most = SOURCES_MAX,
): readonly (readonly Inline[])[] {
  const distinct = citations.filter((citation, at) => citations.findIndex((other) => other.articleId === citation.articleId) === at)
  const markOf = (at: number) => (at > 0 ? 'also' : number === null ? '' : `[${number}]`)
  const lines = distinct.slice(0, most).map((citation, at) => sourceLine(citation, markOf(at), readerLink))
  const more = distinct.length - lines.length
  return more > 0 ? [...lines, [{ kind: 'text', text: `and ${countOf(more, 'more article')}` }]] : lines
}

/** A claim with its number, led by `lead` in strong type where there is something to say before the words. */
export function claimNode(claim: Claim, number: number | null, readerLink: ReaderLink, lead = ''): ClaimNode {
  const words = claimWords(claim)
  const inlines: Inline[] = lead === '' ? [] : [{ kind: 'text', text: `${lead} `, style: 'strong' }]
  inlines.push({ kind: 'text', text: `${words}${attribution(claim.citations[0], words)}` })
  return { kind: 'claim', number, inlines, sources: sourceLines(claim.citations, number, readerLink) }
}

/** One quote in full, as cited. */
export function quoteNode(citation: Citation, number: number | null, readerLink: ReaderLink, lead = ''): ClaimNode {
  return claimNode({ text: citation.quote, citations: [citation] }, number, readerLink, lead)
}
