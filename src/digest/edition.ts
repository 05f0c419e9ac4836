// The content of one digest: what this channel has not been told about a topic, corrections and what changed first.
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Edition, ToldFact } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import { numberedDigestCitations, renderDigest, renderQuiet } from '../render/render.ts'
import { earlierClaims, newDisputes, settledOf, updateOf } from './changed.ts'
import type { DigestDeps } from './digest.ts'
import { backlogOf, gather } from './gather.ts'
import { factRow, type History, heldFact, markFact, positionFacts, readHistory } from './history.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import type { KnownFact } from './known-fact.ts'
import { choose } from './choose-news.ts'
import { type Retracted, retractedFacts } from './retracted.ts'
import { type News, sortNews } from './sort-news.ts'

const MODEL_DEADLINE_MS = 30_000 // nobody waits for a digest

export type EditionRequest = Readonly<{
  topic: Topic
  channelKey: string
  scope: Scope
  now: Temporal.Instant
  /** date and zone as the channel reads them */
  dateLine: string
  /** one sentence when it goes out after its time, else null */
  late: string | null
  /** told what the edition was made from */
  briefed?: ((answer: Answer) => void) | undefined
}>

export type EditionDeps = Pick<DigestDeps, 'brief' | 'index' | 'articles' | 'memory' | 'readerLink'>

/** The first edition of a topic in a channel is a baseline briefing, not the backlog; later ones rest on what came in since. */
export async function buildEdition(request: EditionRequest, deps: EditionDeps): Promise<Edition> {
  const history = readHistory(await deps.memory.told(request.channelKey), request.topic.name)
  const { articleIds, mark } = await deps.articles.addedSince(history.mark?.value ?? null, request.scope)
  const arrived = [...new Set([...history.held, ...articleIds])]
  const knowledge = createKnowledge(history.facts)
  if (history.mark === null) return baseline(request, { history, mark, knowledge }, deps)
  if (history.facts.length === 0) await hearBacklog(request, new Set(arrived), knowledge, deps)
  return newsEdition(request, { history, mark, knowledge, arrived }, deps)
}

type Looked = Readonly<{ history: History; mark: string; knowledge: Knowledge }>

/** All that stood before is known from now on, shown or not. Returns the articles that wait for their day, and the facts heard. */
async function hearBacklog({ topic, scope, now }: EditionRequest, without: ReadonlySet<string>, knowledge: Knowledge, deps: EditionDeps) {
  const { hits, ahead } = await gather(await backlogOf(scope, without, deps), { topic, scope, now }, deps)
  const { touched } = sortNews(hits, knowledge, { now: now.toString() })
  for (const fact of touched) if (fact.standing === 'heard') fact.standing = 'known'
  return { ahead, touched }
}

async function baseline(request: EditionRequest, { history, mark, knowledge }: Looked, deps: EditionDeps): Promise<Edition> {
  const { topic, scope, now } = request
  const answer = await deps.brief.briefTopic({
    ...{ topic, scope, now, keepAll: true, deadlineMs: MODEL_DEADLINE_MS },
    only: (_, day) => day === null || day <= Math.floor(now.epochMilliseconds / 86_400_000),
    // What the channel was told under another topic takes no place from what it was not.
    unless: ({ passage }) =>
      history.facts.some(
        (fact) => fact.standing === 'told' && fact.source.articleId === passage.articleId && fact.source.start === passage.start,
      ),
  })
  request.briefed?.(answer)
  const { ahead, touched } = await hearBacklog(request, new Set(), knowledge, deps)
  for (const { citations } of answer.claims) {
    const [{ articleId, start }] = citations
    for (const fact of touched) if (fact.source.articleId === articleId && fact.source.start === start) fact.standing = 'told'
  }
  const facts = rowsOf(request, { touched, mark, held: ahead, disputes: answer.disputes })
  return composed(request, answer, { news: [], retracted: [], settled: [], left: 0 }, facts, deps)
}

type NewsLooked = Looked & Readonly<{ arrived: readonly string[] }>

async function newsEdition(
  request: EditionRequest,
  { history, mark, knowledge, arrived }: NewsLooked,
  deps: EditionDeps,
): Promise<Edition> {
  const { topic, scope, now } = request
  const { hits, ahead, before } = await gather(arrived, { topic, scope, now }, deps)
  const retracted = await retractedFacts(knowledge, { scope, now }, deps)
  const sorted = sortNews(hits, knowledge, { now: now.toString(), before })
  const { told, putOff } = choose(sorted.news)
  const exactly = told.map(({ heard: [first, ...others] }) => ({ hit: first.hit, also: others.map(({ hit }) => hit) }))
  const answer = await deps.brief.briefTopic({ topic, scope, now, exactly, keepAll: true, deadlineMs: MODEL_DEADLINE_MS })
  request.briefed?.(answer)
  const earlier = await earlierClaims(told, knowledge, scope, deps)
  const disputes = newDisputes(told, { answer, earlier, history })
  const settled = settledOf(told, earlier)
  for (const { fact } of told) fact.standing = 'told'
  for (const { closes } of told) if (closes !== null) closes.settled = true
  for (const { fact } of retracted) fact.retracted = true
  const touched = new Set([...sorted.touched, ...retracted.map(({ fact }) => fact), ...told.flatMap(({ closes }) => closes ?? [])])
  for (const { fact } of putOff) touched.delete(fact)
  const held = [...ahead, ...putOff.map(({ heard: [first] }) => first.hit.article.id)]
  const facts = rowsOf(request, { touched, mark, held, disputes })
  return composed(request, { ...answer, disputes }, { news: told, retracted, settled, left: putOff.length }, facts, deps)
}

type Rows = Readonly<{ touched: Iterable<KnownFact>; mark: string; held: readonly string[]; disputes: readonly Dispute[] }>

function rowsOf({ topic, now }: EditionRequest, { touched, mark, held, disputes }: Rows): readonly ToldFact[] {
  const at = now.toString()
  const facts = [...touched].map((fact) => factRow(fact, at))
  return [...facts, ...positionFacts(disputes, at), markFact(topic.name, mark, at), heldFact(topic.name, [...new Set(held)], at)]
}

type Content = Readonly<{ news: readonly News[]; retracted: readonly Retracted[]; settled: ReturnType<typeof settledOf>; left: number }>

function composed(
  { topic: { title }, dateLine, late }: EditionRequest,
  answer: Answer,
  { news, retracted, settled, left }: Content,
  facts: readonly ToldFact[],
  { readerLink }: EditionDeps,
): Edition {
  const claims: readonly Claim[] = answer.claims
  if (claims.length === 0 && retracted.length === 0) {
    const document = renderQuiet({ title, dateLine, late, coverage: answer.coverage })
    return { kind: 'quiet', document, claims, facts, cited: [] }
  }
  const updates = claims.flatMap((claim) => updateOf(claim, news) ?? [])
  const more = left === 0 ? null : `${left} more will follow in the next digest.`
  const document = renderDigest({ title, dateLine, late, answer, updates, retractions: retracted, settled, more, readerLink })
  return { kind: 'digest', document, claims, facts, cited: numberedDigestCitations({ answer, updates }).map(refOf) }
}

function refOf({ articleId, version, start, end, speaker, hedge }: CitationRef): CitationRef {
  return { articleId, version, start, end, speaker, hedge }
}
