// Answer → Document: title, numbered claims in their groups, disputes side by side, what it rests on (pure).
import type { Answer } from '../domain/answer.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Button, Document, Node } from '../domain/document.ts'
import { attribution, claimNode, claimWords, quoteNode, sourceName } from './claim-node.ts'
import { failingLine, isNothingAsNew, madeOf, NO_SOURCE, nothingFound, searchedLine, takeInSome } from './coverage.ts'
import { differingOn, disputeNodes } from './dispute-nodes.ts'
import { groupedNodes } from './grouped-claims.ts'
import type { ReaderLink } from './link.ts'
import { type Numbering, numbering } from './numbering.ts'
import { clipped, dateInWords, oneLine } from './words.ts'

const TITLE_MAX = 150
const SPEAKER_MAX = 44 // characters
const DISPUTES_MAX = 2 // under a minute to read; the rest are a button away

const FOLLOW_UP: Button = { action: 'follow-up', value: 'follow-up', label: 'Ask a follow-up' }
const DISPUTES: Button = { action: 'run', value: 'disputes', label: 'What is disputed?' }
const TIMELINE: Button = { action: 'run', value: 'timeline', label: 'Timeline' }
const SECOND: Button = { action: 'run', value: 'quote 2', label: 'Quote 2' }

/** Ways on from an answer: a timeline tells more than it does; some of it is since a day and some older; a command that waits for what nobody says yet. */
export type Fits = Readonly<{ timeline: boolean; since: string | null; watch: string | null }>

/** `fits`: as far as somebody knows. `inChat`: the reader can write commands to the bot, and has no command line. `isTopic`: it briefs a topic and answers no question. */
export type AnswerOptions = Readonly<{
  title: string
  readerLink: ReaderLink
  fits?: Fits | undefined
  inChat?: boolean | undefined
  isTopic?: boolean | undefined
}>

export const shownDisputes = (answer: Answer): readonly Dispute[] => answer.disputes.slice(0, DISPUTES_MAX)

/** The numbers of an answer as its document shows them. */
export function numberedIn(answer: Answer): Numbering {
  return numbering(answer.claims, shownDisputes(answer))
}

export function answerDocument(answer: Answer, { title, readerLink, fits, inChat, isTopic }: AnswerOptions): Document {
  const heading: Node = { kind: 'heading', text: clipped(title, TITLE_MAX) }
  // An answer without a claim says nothing: it is shown as what it is.
  if (answer.kind === 'no-evidence' || answer.claims.length === 0) {
    const found = nothingFound(answer, isTopic)
    if (answer.coverage.empty) return { preview: found, nodes: [heading, ...nothingHere(found, answer, inChat)] }
    const preview =
      found === NO_SOURCE ? `No source here says that: ${clipped(title, TITLE_MAX)}` : isTopic ? oneLine(`${title}: ${found}`) : found
    return { preview, nodes: [heading, ...emptyHanded(answer, readerLink, isTopic), ...waysOn(fits)] }
  }
  return {
    preview: previewOf(answer),
    nodes: [
      heading,
      dateline(answer),
      ...evidenceNodes(answer, readerLink),
      { kind: 'note', inlines: madeOf(answer) },
      { kind: 'buttons', buttons: buttonsOf(answer, fits) },
    ],
  }
}

/** The newest date first: a reader must know how old this is before what it says. */
function dateline(answer: Answer): Node {
  const newest = dateInWords(newestDate(answer))
  if (answer.kind !== 'stale-evidence')
    return { kind: 'note', inlines: [{ kind: 'text', text: newest === 'undated' ? 'Undated' : `As of ${newest}` }] }
  return {
    kind: 'paragraph',
    inlines: [
      { kind: 'text', text: newest === 'undated' ? 'Undated.' : `As of ${newest}.`, style: 'strong' },
      { kind: 'text', text: ' Nothing newer here answers this, so it may have changed since.' },
    ],
  }
}

function newestDate(answer: Answer): string | null {
  const dates = answer.claims.flatMap((claim) => claim.citations.flatMap(({ publishedAt }) => publishedAt ?? [])).sort()
  return answer.kind === 'stale-evidence' ? (dates.at(-1) ?? answer.coverage.newest) : (answer.coverage.newest ?? dates.at(-1) ?? null)
}

function evidenceNodes(answer: Answer, readerLink: ReaderLink): readonly Node[] {
  const numbers = numberedIn(answer)
  const inOrder = answer.claims.map((claim, at) => claimNode(claim, at + 1, readerLink, leadOf(claim, answer)))
  const claims = groupedNodes(inOrder, answer)
  const disputes = shownDisputes(answer)
  if (disputes.length === 0) return claims
  return [...claims, { kind: 'divider' }, ...disputeNodes(disputes, numbers, readerLink, (number) => number <= answer.claims.length)]
}

/** `Was 31 on 3 March 2025 (police, Odell Courier):`, who said so only where somebody else does now; before the words that give a figure anew. */
function leadOf(claim: Claim, { changes = [] }: Answer): string {
  const change = changes.find(({ now }) => isSame(now.citations[0], claim.citations[0]))
  if (change === undefined) return ''
  const [was] = change.was.citations
  const on = dateInWords(was.publishedAt)
  // The figure may have opened its sentence.
  const figure = clipped(change.from, TITLE_MAX).replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())
  if (change.corrects) return `Corrects ${figure}, told on ${on} (${sourceName(was)}):`
  const isOther = was.speaker !== null && was.speaker !== change.now.citations[0].speaker
  return `Was ${figure} on ${on} (${isOther ? `${clipped(was.speaker ?? '', SPEAKER_MAX)}, ` : ''}${sourceName(was)}):`
}

const isSame = (a: Citation, b: Citation) => a.articleId === b.articleId && a.version === b.version && a.start === b.start

function emptyHanded(answer: Answer, readerLink: ReaderLink, isTopic?: boolean): readonly Node[] {
  const found = nothingFound(answer, isTopic)
  const nodes: Node[] = [{ kind: 'paragraph', inlines: [{ kind: 'text', text: found, style: 'strong' }] }]
  if (!isNothingAsNew(answer)) nodes.push({ kind: 'note', inlines: searchedLine(answer, isTopic) })
  if (answer.closest !== undefined) {
    nodes.push({ kind: 'divider' })
    nodes.push(quoteNode(answer.closest, null, readerLink, 'Closest, but it does not say it:'))
  }
  return nodes
}

/** Where nothing was taken in there is nothing to ask on about: only what mends it. */
function nothingHere(found: string, { coverage }: Answer, inChat: boolean | undefined): readonly Node[] {
  const mend = [takeInSome(inChat), failingLine(coverage)].filter((words) => words !== '').join(' ')
  return [
    { kind: 'paragraph', inlines: [{ kind: 'text', text: found, style: 'strong' }] },
    { kind: 'note', inlines: [{ kind: 'text', text: mend }] },
  ]
}

/** The first claim in one line, with its hedge, its source and who says otherwise: it may be all that a notification shows. */
function previewOf(answer: Answer): string {
  const [first] = answer.claims
  if (first === undefined) return 'No source here says that.'
  const words = claimWords(first)
  const stale = answer.kind === 'stale-evidence' ? `As of ${dateInWords(newestDate(answer))}: ` : ''
  const differing = differingOn(first, shownDisputes(answer))
  return oneLine(`${stale}${words}${attribution(first.citations[0], words)} [${sourceName(first.citations[0])}]${differing}`)
}

/** At most five; none for what stands there already. */
function buttonsOf(answer: Answer, fits: Fits | undefined): readonly Button[] {
  return [
    FOLLOW_UP,
    ...(answer.disputes.length > shownDisputes(answer).length ? [DISPUTES] : []),
    ...((fits?.timeline ?? answer.claims.length > 2) ? [TIMELINE] : []),
    ...(fits?.since ? [{ action: 'run', value: `since ${fits.since}`, label: `Only since ${fits.since}` } as const] : []),
    ...(numberedIn(answer).cited.length > 1 ? [SECOND] : []),
  ]
}

/** From where there is no answer. */
function waysOn(fits: Fits | undefined): readonly Node[] {
  if (fits === undefined) return []
  const watch: readonly Button[] =
    fits.watch === null ? [] : [{ action: 'manage', value: fits.watch, label: 'Tell us when a source says it' }]
  return [{ kind: 'buttons', buttons: [FOLLOW_UP, ...watch] }]
}
