// The disputes that belong in an answer: of those its passages touch, the ones that bear on what was asked.
import type { Claim } from '../domain/claim.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Topic } from '../domain/topic.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit, SearchRequest, SearchResult } from '../search/search.ts'
import { disputesAllowed } from './as-of.ts'
import { askedFor, bearsOn, fillsIn, isNewSince, isStatedBy } from './bearing.ts'
import type { Draft } from './select.ts'

/** A denial or a doubt stands right after what it is about. */
const AFTER = 2 // sentences
/** Asked for one thing: a dispute on another thing in the same sentence leads away from it. */
const POINTED: ReadonlySet<SearchResult['answerType']> = new Set(['person', 'place', 'date', 'number'])

type Parts = Readonly<{
  index: Pick<SummarizedIndex, 'disputesAmong' | 'voices'>
  scope: Scope
  since: string | undefined
  now: Temporal.Instant
  /** the answer rests on these articles only: what others say against them was not asked */
  only?: SearchRequest['only']
}>

/** For a question: on its subject, or, when it asks for nothing particular, stated by the first claim. */
export async function disputesOfAnswer(
  asked: Readonly<{ question: string; answerType: SearchResult['answerType']; drafts: readonly Draft[]; hits: readonly Hit[] }>,
  parts: Parts,
): Promise<readonly Dispute[]> {
  const leads = asked.drafts.map(({ hit }) => hit.passage)
  const beside = asked.hits.filter(({ passage }) => leads.some((lead) => follows(passage, lead))).map(({ passage }) => passage)
  const words = askedFor(asked.question)
  const found = await among([...passagesOf(asked.drafts), ...beside], parts)
  const open = !POINTED.has(asked.answerType)
  const [first] = leads
  const borne = found.filter(
    (dispute) =>
      bearsOn(dispute, words) || (first !== undefined && (fillsIn(dispute, words, first.text) || (open && isStatedBy(dispute, [first])))),
  )
  return borne.map((dispute) => shownFirst(dispute, leads))
}

/**
 * The disputes of an answer that a model put together: those it would have had without one, which come first, and those that what it chose calls for.
 * A passage that a model brought in (`drafts` that are not among the `extractive` ones) is never shown without the dispute it is a position of.
 */
export async function disputesKept(
  asked: Parameters<typeof disputesOfAnswer>[0],
  { settled, extractive }: Readonly<{ settled: readonly Dispute[]; extractive: readonly Draft[] }>,
  parts: Parts,
): Promise<readonly Dispute[]> {
  const leads = asked.drafts.map(({ hit }) => hit.passage)
  const brought = asked.drafts.filter((draft) => !extractive.includes(draft)).map(({ hit }) => hit.passage)
  const own = (await among(brought, parts)).filter((dispute) => isStatedBy(dispute, brought)).map((dispute) => shownFirst(dispute, leads))
  return joined(
    settled.map((dispute) => shownFirst(dispute, leads)),
    [...(await disputesOfAnswer(asked, parts)), ...own],
  )
}

/** The first disputes, then those of the others that are not among them. */
export function joined(first: readonly Dispute[], others: readonly Dispute[]): readonly Dispute[] {
  const keyOf = ({ about, positions }: Dispute) => JSON.stringify([about, ...positions.map(({ value }) => value).sort()])
  const known = new Set(first.map(keyOf))
  return [...first, ...others.filter((dispute) => !known.has(keyOf(dispute)) && known.add(keyOf(dispute)))]
}

/** Of what is disputed on a topic, so much: who wants all of it asks what is disputed. */
const MOST_OF_TOPIC = 4

/**
 * For a topic: on its subject, or, where it is a beat of its own and not just words, stated by a sentence on it. What the sentences that are
 * shown say comes first; a careful editor also names what is disputed of those that were left out for room.
 */
export async function disputesOfTopic(
  { query, aliases }: Pick<Topic, 'query' | 'aliases'>,
  drafts: readonly Draft[],
  onTopic: readonly Hit[],
  parts: Parts,
): Promise<readonly Dispute[]> {
  const words = askedFor(query)
  const leads = drafts.map(({ hit }) => hit.passage)
  const isBeat = aliases.length > 0
  const passages = [...passagesOf(drafts), ...(isBeat && drafts.length > 0 ? onTopic.map(({ passage }) => passage) : [])]
  const found = await among(passages, parts)
  const borne = found.filter((dispute) => bearsOn(dispute, words) || (isBeat && isStatedBy(dispute, passages)))
  const isSaid = (dispute: Dispute) => isStatedBy(dispute, leads)
  const ordered = [...borne.filter(isSaid), ...borne.filter((dispute) => !isSaid(dispute))]
  return ordered.slice(0, MOST_OF_TOPIC).map((dispute) => shownFirst(dispute, leads))
}

async function among(passages: readonly AnnotatedPassage[], parts: Parts): Promise<readonly Dispute[]> {
  if (passages.length === 0) return []
  const { index, scope, since } = parts
  const allowed = await disputesAllowed(await index.disputesAmong(passages, scope), parts)
  return since === undefined ? allowed : allowed.filter((dispute) => isNewSince(dispute, since))
}

/** Of the claims of a position, the one the reader has just read comes first, so that it can be pointed to. */
function shownFirst(dispute: Dispute, leads: readonly AnnotatedPassage[]): Dispute {
  const isShown = (claim: Claim) =>
    claim.citations.some(({ articleId, start }) => leads.some((lead) => lead.articleId === articleId && lead.start === start))
  const ordered = (claims: readonly Claim[]) => [...claims.filter(isShown), ...claims.filter((claim) => !isShown(claim))]
  return { ...dispute, positions: dispute.positions.map((position) => ({ ...position, claims: ordered(position.claims) })) }
}

function passagesOf(drafts: readonly Draft[]): AnnotatedPassage[] {
  return drafts.flatMap(({ hit, same }) => [hit.passage, ...same.map((other) => other.passage)])
}

function follows(passage: AnnotatedPassage, lead: AnnotatedPassage): boolean {
  const after = passage.ordinal - lead.ordinal
  return passage.articleId === lead.articleId && after > 0 && after <= AFTER
}
