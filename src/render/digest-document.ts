// A digest's edition as a document: corrections and retractions first, then what changed, what is new, disputes and coverage (pure).
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { Document, Inline, Node } from '../domain/document.ts'
import type { Mend } from '../domain/subscription.ts'
import { shownDisputes } from './answer-document.ts'
import { claimNode, claimWords, sourceName } from './claim-node.ts'
import { coverageLine, failingLine, madeOf } from './coverage.ts'
import { differingOn, disputeNodes, withArticle } from './dispute-nodes.ts'
import type { ReaderLink } from './link.ts'
import { type Numbering, numbering } from './numbering.ts'
import { clipped, dateInWords, listInWords, oneLine } from './words.ts'

const TITLE_MAX = 150
const WAS_MAX = 120
const WHAT_MAX = 60
const HEADLINE_MAX = 120
const MOST_POSITIONS = 4

/** What the channel was told before: when (ISO), and which fact, by which the message is found that told it. */
export type Earlier = Readonly<{ toldAt: string; fact: string }>

/** A claim the channel was told otherwise before; `was` is what it said then, `now` what it says, in numbers where there are any. */
export type Update = Readonly<{
  claim: Claim
  was: string
  now?: string
  /** what is counted */
  what?: string
  /** what it is instead of an update: `Another voice:` */
  label?: string
  /** the publisher changed its article: not the world moved, the report did */
  isCorrection?: boolean
  earlier?: Earlier
}>

/** Something told here that its publishers have taken back. */
export type Retraction = Readonly<{
  sources: readonly Readonly<{ label: string; headline: string | null }>[]
  /** the words that were told */
  quote: string
  earlier: Earlier
  /** other articles that say so still */
  standing: number
}>

/** Accounts that differed and no longer do, in their own words. */
export type Settled = Readonly<{ about: string; positions: readonly Claim[] }>

export type DigestInput = Readonly<{
  title: string
  /** date and zone as the channel reads them: `6 November 2023, 08:00 (Asia/Yangon)` */
  dateLine: string
  /** one sentence when it goes out after its time, else null */
  late: string | null
  answer: Answer
  updates: readonly Update[]
  retractions?: readonly Retraction[]
  settled?: readonly Settled[]
  /** one sentence on what is left for the next edition */
  more?: string | null
  readerLink: ReaderLink
}>

export type QuietInput = Readonly<{
  title: string
  dateLine: string
  late: string | null
  coverage: Answer['coverage']
  /** false where nobody counted them; else true */
  voicesKnown?: boolean | undefined
}>

/** The numbers of a digest as its document shows them: corrections and updates, then the other claims, then disputed positions. */
export function numberedInDigest({ answer, updates }: Pick<DigestInput, 'answer' | 'updates'>): Numbering {
  return numbering([...inOrder(updates).map(({ claim }) => claim), ...newClaims(answer, updates)], shownDisputes(answer))
}

export function digestDocument(input: DigestInput): Document {
  const { answer, updates, readerLink, retractions = [], settled = [], more = null } = input
  const ordered = inOrder(updates)
  const fresh = newClaims(answer, updates)
  const disputes = shownDisputes(answer)
  const said = updates.length + fresh.length
  const shown = ordered.map((update, at) => updateNode(update, at + 1, readerLink))
  const corrections = ordered.filter(({ isCorrection }) => isCorrection).length
  const nodes: Node[] = [{ kind: 'heading', text: clipped(input.title, TITLE_MAX) }, datelineOf(input)]
  if (corrections + retractions.length > 0)
    nodes.push(section('Corrections and retractions'), ...shown.slice(0, corrections), ...retractions.map(retractionNode))
  if (shown.length > corrections || settled.length > 0) nodes.push(section('What changed'), ...shown.slice(corrections))
  nodes.push(...settled.flatMap((one) => settledNodes(one, readerLink)))
  if (fresh.length > 0 && nodes.length > 2) nodes.push(section('New'))
  nodes.push(...fresh.map((claim, at) => claimNode(claim, updates.length + at + 1, readerLink)))
  if (disputes.length > 0) {
    nodes.push({ kind: 'divider' }, ...disputeNodes(disputes, numberedInDigest(input), readerLink, (number) => number <= said))
  }
  if (more !== null) nodes.push({ kind: 'note', inlines: [{ kind: 'text', text: oneLine(more) }] })
  nodes.push({ kind: 'note', inlines: madeOf(answer) })
  nodes.push({ kind: 'buttons', buttons: [{ action: 'follow-up', value: 'follow-up', label: 'Ask a follow-up' }] })
  return { preview: previewOf(input, ordered[0], fresh[0]), nodes }
}

/** A quiet day: one line that says it was looked at. */
export function quietDocument({ title, dateLine, late, coverage, voicesKnown }: QuietInput): Document {
  const read = coverage.articles === 0 ? failingLine(coverage) : `${coverageLine(coverage, voicesKnown)}.`
  const text = [`${clipped(title, TITLE_MAX)}, ${oneLine(dateLine)}: nothing new.`, read, oneLine(late ?? '')]
    .filter((part) => part !== '')
    .join(' ')
  return { preview: text, nodes: [{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }] }
}

/** What an edition takes back of what was told before. */
export function mendsOf({ updates, retractions = [] }: Pick<DigestInput, 'updates' | 'retractions'>): readonly Mend[] {
  const corrected = updates.flatMap(({ isCorrection, earlier }) => (isCorrection && earlier ? [earlier.fact] : []))
  return [
    ...corrected.map((fact): Mend => ({ fact, how: 'corrected', part: 1 })),
    ...retractions.map(({ earlier: { fact } }): Mend => ({ fact, how: 'withdrawn', part: 1 })),
  ]
}

const inOrder = (updates: readonly Update[]) =>
  updates.toSorted((a, b) => Number(b.isCorrection ?? false) - Number(a.isCorrection ?? false))

function newClaims(answer: Answer, updates: readonly Update[]): readonly Claim[] {
  const same = (a: Claim, b: Claim) =>
    a.citations[0].articleId === b.citations[0].articleId && a.citations[0].start === b.citations[0].start && a.text === b.text
  return answer.claims.filter((claim) => !updates.some((update) => same(update.claim, claim)))
}

function updateNode(update: Update, number: number, readerLink: ReaderLink): Node {
  const node = claimNode(update.claim, number, readerLink, leadOf(update))
  const { earlier } = update
  return earlier ? { ...node, sources: [...node.sources, earlierLine(earlier)] } : node
}

/** `Update, people displaced (23,000 → 50,000):`, `Correction (was: …):`. */
function leadOf({ was, now = '', what = '', label, isCorrection = false }: Update): string {
  if (label !== undefined) return label
  const name = `${isCorrection ? 'Correction' : 'Update'}${what === '' ? '' : `, ${clipped(what, WHAT_MAX)}`}`
  if (was === '') return `${name}:`
  return now === '' ? `${name} (was: ${clipped(was, WAS_MAX)}):` : `${name} (${clipped(was, WAS_MAX)} → ${clipped(now, WAS_MAX)}):`
}

function earlierLine(earlier: Earlier): readonly Inline[] {
  return [{ kind: 'text', text: 'told here before, on ' }, earlierDay(earlier)]
}

/** The day of the earlier message, which becomes a link to it. */
function earlierDay({ toldAt, fact }: Earlier): Inline {
  return { kind: 'text', text: dateInWords(toldAt.slice(0, 10)), refersTo: fact }
}

/** `Retracted by Hill Post: ‘…’. This channel was told on 3 March 2026: “…”`. */
function retractionNode({ sources, quote, earlier, standing }: Retraction): Node {
  const whose = listInWords([...new Set(sources.map(({ label }) => oneLine(label)))])
  const headline = sources.find(({ headline }) => headline !== null)?.headline ?? null
  const title = headline === null ? '' : `: “${clipped(headline, HEADLINE_MAX)}”`
  const still = standing === 0 ? '' : ` ${standing === 1 ? 'Another article says' : `${standing} other articles say`} so still.`
  const inlines: readonly Inline[] = [
    { kind: 'text', text: `Retracted by ${whose}${title}. This channel was told on ` },
    earlierDay(earlier),
    { kind: 'text', text: `: “${oneLine(quote)}”${still}` },
  ]
  return { kind: 'paragraph', inlines }
}

function settledNodes({ about, positions }: Settled, readerLink: ReaderLink): readonly Node[] {
  return [
    section(`No longer disputed: ${withArticle(clipped(about, WAS_MAX))}. Before, accounts differed:`),
    ...positions.slice(0, MOST_POSITIONS).map((claim) => claimNode(claim, null, readerLink)),
  ]
}

const section = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text, style: 'strong' }] })

function datelineOf({ dateLine, late }: DigestInput): Node {
  return { kind: 'note', inlines: [{ kind: 'text', text: late === null ? oneLine(dateLine) : `${oneLine(dateLine)} · ${oneLine(late)}` }] }
}

function previewOf({ title, answer, retractions = [] }: DigestInput, update: Update | undefined, fresh: Claim | undefined): string {
  const claim = update?.claim ?? fresh
  const [retracted] = retractions
  if (retracted !== undefined && update?.isCorrection !== true)
    return oneLine(
      `${clipped(title, TITLE_MAX)}: Retracted by ${retracted.sources[0]?.label ?? ''}: “${clipped(retracted.quote, TITLE_MAX)}”`,
    )
  if (claim === undefined) return clipped(title, TITLE_MAX)
  const lead = update === undefined ? '' : update.isCorrection ? 'Correction: ' : 'Update: '
  return oneLine(
    `${clipped(title, TITLE_MAX)}: ${lead}${claimWords(claim)} [${sourceName(claim.citations[0])}]${differingOn(claim, shownDisputes(answer))}`,
  )
}
