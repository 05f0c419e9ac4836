// A digest's edition as a document: corrections and updates first, then what is new, then disputes and coverage (pure).
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Document, Node } from '../domain/document.ts'
import { shownDisputes } from './answer-document.ts'
import { claimNode, claimWords, sourceName } from './claim-node.ts'
import { coverageLine, failingLine, madeOf } from './coverage.ts'
import { disputeNodes } from './dispute-nodes.ts'
import type { ReaderLink } from './link.ts'
import { type Numbering, numbering } from './numbering.ts'
import { clipped, oneLine } from './words.ts'

const TITLE_MAX = 150
const WAS_MAX = 120

/** A claim the channel was told otherwise before; `was` is what it said then. */
export type Update = Readonly<{ claim: Claim; was: string }>

export type DigestInput = Readonly<{
  title: string
  /** date and zone as the channel reads them: `6 November 2023, 08:00 (Asia/Yangon)` */
  dateLine: string
  /** one sentence when it goes out after its time, else null */
  late: string | null
  answer: Answer
  updates: readonly Update[]
  readerLink: ReaderLink
}>

export type QuietInput = Readonly<{ title: string; dateLine: string; late: string | null; coverage: Answer['coverage'] }>

/** The numbers of a digest as its document shows them: updates, then the other claims, then disputed positions. */
export function numberedInDigest({ answer, updates }: Pick<DigestInput, 'answer' | 'updates'>): Numbering {
  return numbering([...updates.map(({ claim }) => claim), ...newClaims(answer, updates)], shownDisputes(answer))
}

export function digestDocument(input: DigestInput): Document {
  const { answer, updates, readerLink } = input
  const fresh = newClaims(answer, updates)
  const disputes = shownDisputes(answer)
  const said = updates.length + fresh.length
  const nodes: Node[] = [{ kind: 'heading', text: clipped(input.title, TITLE_MAX) }, datelineOf(input)]
  if (updates.length > 0) nodes.push(section('What changed'), ...updates.map((update, at) => updateNode(update, at + 1, readerLink)))
  if (fresh.length > 0 && updates.length > 0) nodes.push(section('New'))
  nodes.push(...fresh.map((claim, at) => claimNode(claim, updates.length + at + 1, readerLink)))
  if (disputes.length > 0) {
    nodes.push({ kind: 'divider' }, ...disputeNodes(disputes, numberedInDigest(input), readerLink, (number) => number <= said))
  }
  nodes.push({ kind: 'note', inlines: madeOf(answer) })
  nodes.push({ kind: 'buttons', buttons: [{ action: 'follow-up', value: 'follow-up', label: 'Ask a follow-up' }] })
  return { preview: previewOf(input, fresh), nodes }
}

/** A quiet day: one line that says it was looked at. */
export function quietDocument({ title, dateLine, late, coverage }: QuietInput): Document {
  const read = coverage.articles === 0 ? failingLine(coverage) : `${coverageLine(coverage)}.`
  const text = [`${clipped(title, TITLE_MAX)}, ${oneLine(dateLine)}: nothing new.`, read, oneLine(late ?? '')]
    .filter((part) => part !== '')
    .join(' ')
  return { preview: text, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] }
}

function newClaims(answer: Answer, updates: readonly Update[]): readonly Claim[] {
  const same = (a: Claim, b: Claim) =>
    a.citations[0].articleId === b.citations[0].articleId && a.citations[0].start === b.citations[0].start && a.text === b.text
  return answer.claims.filter((claim) => !updates.some((update) => same(update.claim, claim)))
}

function updateNode({ claim, was }: Update, number: number, readerLink: ReaderLink): Node {
  return claimNode(claim, number, readerLink, was === '' ? 'Update:' : `Update (was: ${clipped(was, WAS_MAX)}):`)
}

const section = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text, style: 'strong' }] })

function datelineOf({ dateLine, late }: DigestInput): Node {
  return { kind: 'note', inlines: [{ kind: 'text', text: late === null ? oneLine(dateLine) : `${oneLine(dateLine)} · ${oneLine(late)}` }] }
}

function previewOf({ title, updates }: DigestInput, fresh: readonly Claim[]): string {
  const claim = updates[0]?.claim ?? fresh[0]
  if (claim === undefined) return clipped(title, TITLE_MAX)
  const update = updates.length > 0 ? 'Update: ' : ''
  return oneLine(`${clipped(title, TITLE_MAX)}: ${update}${claimWords(claim)} [${sourceName(claim.citations[0])}]`)
}
