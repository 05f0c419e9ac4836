// Disputes side by side: what is said, by how many, in whose words (pure).
import type { Citation, Claim } from '../domain/claim.ts'
import type { Dispute, Position } from '../domain/dispute.ts'
import type { Inline, Node } from '../domain/document.ts'
import { attribution, claimWords, sourceLines } from './claim-node.ts'
import type { ReaderLink } from './link.ts'
import type { Numbering } from './numbering.ts'
import { clipped, countOf } from './words.ts'

const VALUE_MAX = 140
const IN_LINE_MAX = 40 // a value that is a whole sentence is for the message itself
const POSITION_SOURCES_MAX = 2 // how many say so is counted beside the position
/** `date of …`, `number of …`: one certain thing. */
const OF_SOMETHING = /^\p{Ll}[\p{Ll}-]*(?: \p{Ll}[\p{Ll}-]*)? of /u

export const withArticle = (about: string) => (OF_SOMETHING.test(about) ? `the ${about}` : about)

/** ` (sources differ: Six people; Eight people)`, where a claim that stands alone in one line is one of several positions; else nothing. */
export function differingOn({ citations: [own] }: Claim, disputes: readonly Dispute[]): string {
  const isOwn = ({ articleId, version, start, end }: Citation) =>
    articleId === own.articleId && version === own.version && start < own.end && own.start < end
  const dispute = disputes.find(({ positions }) => positions.some(({ claims }) => claims.some(({ citations }) => citations.some(isOwn))))
  if (dispute === undefined) return ''
  const values = dispute.positions.map(({ value }) => value)
  return values.some((value) => value.length > IN_LINE_MAX) ? ' (sources differ)' : ` (sources differ: ${values.join('; ')})`
}

/** `saidAbove` tells which numbers the reader has just read in full: those are pointed to, not repeated. */
export function disputeNodes(
  disputes: readonly Dispute[],
  numbers: Numbering,
  readerLink: ReaderLink,
  saidAbove: (number: number) => boolean,
): readonly Node[] {
  const said = new Set<number>()
  return disputes.flatMap((dispute) => [
    {
      kind: 'paragraph',
      inlines: [{ kind: 'text', text: `Sources differ on ${withArticle(clipped(dispute.about, VALUE_MAX))}:`, style: 'strong' }],
    },
    ...dispute.positions.flatMap((position) =>
      positionNode(position, numbers, readerLink, (number) => said.has(number) || saidAbove(number), said),
    ),
  ])
}

function positionNode(
  position: Position,
  numbers: Numbering,
  readerLink: ReaderLink,
  wasSaid: (number: number) => boolean,
  said: Set<number>,
): readonly Node[] {
  const [first] = position.claims
  if (first === undefined) return []
  const citations = position.claims.flatMap((claim) => claim.citations)
  const number = numbers.numberOf(first.citations[0])
  const repeated = number !== null && wasSaid(number)
  const words = claimWords(first)
  const quote = repeated ? '' : `: ${words}${attribution(first.citations[0], words)}`
  const inlines: Inline[] = [
    { kind: 'text', text: clipped(position.value, VALUE_MAX), style: 'strong' },
    { kind: 'text', text: ` — ${backing(position)}${quote}` },
  ]
  if (number !== null) said.add(number)
  return [
    { kind: 'claim', number: repeated ? null : number, inlines, sources: sourceLines(citations, number, readerLink, POSITION_SOURCES_MAX) },
  ]
}

/** `2 articles, 1 voice`; our own abstracts are nobody's voice. */
function backing(position: Position): string {
  const articles = new Set(position.claims.flatMap((claim) => claim.citations.map((citation) => citation.articleId)))
  return position.voices === 0
    ? countOf(articles.size, 'abstract')
    : `${countOf(articles.size, 'article')}, ${countOf(position.voices, 'voice')}`
}
