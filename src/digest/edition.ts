// The content of one digest: what this channel has not been told about a topic, corrections and what changed first.
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { Edition, ToldFact } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit } from '../search/search.ts'
import { mendsOf, numberedDigestCitations, renderDigest, renderQuiet } from '../render/render.ts'
import { earlierClaims, newDisputes, settledOf, updateOf } from './changed.ts'
import type { DigestDeps } from './digest.ts'
import { backlogOf, gather } from './gather.ts'
import { factRow, foundFact, type History, heldFact, markFact, positionFacts, readHistory } from './history.ts'
import { createKnowledge, type Knowledge } from './knowledge.ts'
import type { KnownFact } from './known-fact.ts'
import { choose } from './choose-news.ts'
import { otherVoices } from './other-voices.ts'
import { quietCoverage } from './quiet-coverage.ts'
import { type Retracted, retractedFacts } from './retracted.ts'
import { type Heard, type News, sortNews } from './sort-news.ts'
import { lostTopicNote, type Subject } from './subject.ts'

const DAY_MS = 86_400_000
const MODEL_DEADLINE_MS = 30_000 // nobody waits for a digest
const MOST_LATEST = 6 // in a first edition, beside the briefing

export type EditionRequest = Readonly<{
  topic: Topic
  channelKey: string
  scope: Scope
  now: Temporal.Instant
  /** date and zone as the channel reads them */
  dateLine: string
  /** one sentence when it goes out after its time, else null */
  late: string | null
  /** of a topic that several stories are about: the articles about it */
  only?: Subject['only']
  /** what was told here is news again when another voice says so */
  watches?: boolean | undefined
  /** told what the edition was made from */
  briefed?: ((answer: Answer) => void) | undefined
}>

export type EditionDeps = Pick<DigestDeps, 'brief' | 'index' | 'articles' | 'memory' | 'readerLink'>

/** The first edition of a topic in a channel is a baseline briefing, not the backlog; later ones rest on what came in since. */
export async function buildEdition(request: EditionRequest, deps: EditionDeps): Promise<Edition> {
  const opened = await open(request, deps)
  return opened.history.mark === null ? baseline(request, opened, deps) : newsEdition(request, await look(request, opened, deps), deps)
}

/** What an edition of now would tell. Null when nothing came in since the last; before the first edition nothing is news, and all is known from then on. */
export async function lookForNews(request: Looking, deps: EditionDeps): Promise<NewsLook | null> {
  const opened = await open(request, deps)
  if (opened.history.mark !== null && opened.arrived.length === 0) return null
  if (opened.history.mark !== null) return look(request, opened, deps)
  const { ahead, touched } = await hearBacklog(request, new Set(), opened.knowledge, deps)
  const rows = rowsOf(request, { touched, mark: opened.mark, held: ahead, disputes: [] })
  return { ...opened, told: [], putOff: [], retracted: [], touched, held: ahead, rows }
}

export const isSeen = ({ told, retracted }: NewsLook): boolean => told.length + retracted.length > 0

type Looking = Pick<EditionRequest, 'topic' | 'only' | 'channelKey' | 'scope' | 'now' | 'watches'>
type Opened = Readonly<{ history: History; mark: string; knowledge: Knowledge; arrived: readonly string[] }>

export type NewsLook = Opened &
  Readonly<{
    told: readonly News[]
    putOff: readonly News[]
    retracted: readonly Retracted[]
    touched: ReadonlySet<KnownFact>
    held: readonly string[]
    /** what is to be remembered when none of it is told */
    rows: readonly ToldFact[]
  }>

async function open({ channelKey, topic, scope }: Looking, deps: EditionDeps): Promise<Opened> {
  const history = readHistory(await deps.memory.told(channelKey), topic.name)
  const { articleIds, mark } = await deps.articles.addedSince(history.mark?.value ?? null, scope)
  return { history, mark, knowledge: createKnowledge(history.facts), arrived: [...new Set([...history.held, ...articleIds])] }
}

/** All that stood before is known from now on, shown or not. Returns the articles that wait for their day, and the facts heard. */
async function hearBacklog({ topic, scope, now }: Looking, without: ReadonlySet<string>, knowledge: Knowledge, deps: EditionDeps) {
  const { hits, ahead } = await gather(await backlogOf(scope, without, deps), { topic, scope, now }, deps)
  const { news, heard } = sortNews(hits, knowledge, { now: now.toString() })
  const touched = new Set(heard.keys())
  for (const fact of touched) if (fact.standing === 'heard') fact.standing = 'known'
  return { ahead, touched, news, heard }
}

async function baseline(request: EditionRequest, { history, mark, knowledge }: Opened, deps: EditionDeps): Promise<Edition> {
  const { topic, scope, now } = request
  const isTold = ({ source }: KnownFact, { articleId, start }: CitationRef) => source.articleId === articleId && source.start === start
  const toldBefore = history.facts.filter(({ standing }) => standing === 'told')
  const { ahead, touched, news, heard } = await hearBacklog(request, new Set(), knowledge, deps)
  const answer = await deps.brief.briefTopic({
    ...{ topic, scope, now, keepAll: true, deadlineMs: MODEL_DEADLINE_MS, always: exactly(latestOf(news, now)) },
    only: (id, day) => (request.only?.(id, day) ?? true) && (day === null || day <= Math.floor(now.epochMilliseconds / DAY_MS)),
    // What the channel was told under another topic takes no place from what it was not.
    unless: ({ passage }) => toldBefore.some((fact) => isTold(fact, passage)),
  })
  request.briefed?.(answer)
  for (const { citations } of answer.claims)
    for (const [fact, all] of heard)
      if (isTold(fact, citations[0]) || all.some(({ hit }) => isAt(hit, citations[0]))) fact.standing = 'told'
  const facts = rowsOf(request, { touched, mark, held: ahead, disputes: answer.disputes })
  return composed(request, answer, { news: [], retracted: [], settled: [], left: 0, lost: isLost(request, history) }, facts, deps)
}

const isAt = ({ passage }: Hit, { articleId, start }: CitationRef) => passage.articleId === articleId && passage.start === start

/** What articles of today and yesterday open with: where things stand holds it even if its words are far from the topic's. */
function latestOf(news: readonly News[], now: Temporal.Instant): readonly News[] {
  const since = now.subtract({ hours: 24 }).toString().slice(0, 10)
  const isLatest = ({ hit, statement }: Heard) => statement.leads && (hit.article.publishedAt ?? '') >= since
  return news.filter(({ heard }) => heard.some(isLatest)).slice(0, MOST_LATEST)
}

const exactly = (news: readonly News[]) =>
  news.map(({ heard: [first, ...others] }) => ({ hit: first.hit, also: others.map(({ hit }) => hit) }))

async function look(request: Looking, opened: Opened, deps: EditionDeps): Promise<NewsLook> {
  const { topic, scope, now, watches = false } = request
  const { history, knowledge, arrived, mark } = opened
  // What an earlier version of the memory held cannot be read any more.
  if (history.facts.length === 0) await hearBacklog(request, new Set(arrived), knowledge, deps)
  const { hits, ahead, before } = await gather(arrived, { topic, scope, now }, deps)
  const retracted = await retractedFacts(knowledge, { scope, now }, deps)
  const sorted = sortNews(hits, knowledge, { now: now.toString(), before })
  const { told, putOff } = choose([...sorted.news, ...(watches ? await otherVoices(sorted, scope, deps) : [])])
  const touched = new Set([...sorted.heard.keys(), ...retracted.map(({ fact }) => fact), ...told.flatMap(({ closes }) => closes ?? [])])
  for (const { fact } of putOff) touched.delete(fact)
  const held = [...ahead, ...putOff.map(({ heard: [first] }) => first.hit.article.id)]
  return { ...opened, told, putOff, retracted, touched, held, rows: rowsOf(request, { touched, mark, held, disputes: [] }) }
}

async function newsEdition(request: EditionRequest, looked: NewsLook, deps: EditionDeps): Promise<Edition> {
  const { topic, scope, now } = request
  const { told, putOff, retracted, knowledge, history, touched, mark, held } = looked
  const answer = await deps.brief.briefTopic({ topic, scope, now, exactly: exactly(told), keepAll: true, deadlineMs: MODEL_DEADLINE_MS })
  request.briefed?.(answer)
  const earlier = await earlierClaims(told, knowledge, scope, deps)
  const disputes = newDisputes(told, { answer, earlier, history })
  const settled = settledOf(told, earlier)
  for (const { fact } of told) fact.standing = 'told'
  for (const { closes } of told) if (closes !== null) closes.settled = true
  for (const { fact } of retracted) fact.retracted = true
  const facts = rowsOf(request, { touched, mark, held, disputes })
  return composed(
    request,
    { ...answer, disputes },
    { news: told, retracted, settled, left: putOff.length, lost: isLost(request, history) },
    facts,
    deps,
  )
}

type Rows = Readonly<{ touched: Iterable<KnownFact>; mark: string; held: readonly string[]; disputes: readonly Dispute[] }>

/** What several stories were about when it was last told, and no longer are. */
const isLost = ({ only }: Looking, { wasFound }: History) => wasFound && only === undefined

function rowsOf({ topic, only, now }: Looking, { touched, mark, held, disputes }: Rows): readonly ToldFact[] {
  const at = now.toString()
  // What one article said in passing is not kept.
  const kept = [...touched].filter((fact) => fact.standing === 'told' || fact.leadIds.size > 0 || fact.heard > 1)
  const facts = kept.map((fact) => factRow(fact, at))
  const found = only === undefined ? [] : [foundFact(topic.name, true, at)]
  return [...facts, ...positionFacts(disputes, at), ...found, markFact(topic.name, mark, at), heldFact(topic.name, [...new Set(held)], at)]
}

type Content = Readonly<{
  news: readonly News[]
  retracted: readonly Retracted[]
  settled: ReturnType<typeof settledOf>
  left: number
  lost: boolean
}>

async function composed(
  request: EditionRequest,
  answer: Answer,
  { news, retracted, settled, left, lost }: Content,
  known: readonly ToldFact[],
  deps: EditionDeps,
): Promise<Edition> {
  const { title } = request.topic
  const { dateLine } = request
  const facts = lost ? [...known, foundFact(request.topic.name, false, request.now.toString())] : known
  const late = lost ? [request.late, lostTopicNote(request.topic.name)].filter((one) => one !== null).join(' ') : request.late
  const { readerLink } = deps
  const claims: readonly Claim[] = answer.claims
  if (claims.length === 0 && retracted.length === 0) {
    const document = renderQuiet({ title, dateLine, late, ...(await quietCoverage(answer.coverage, request, deps)) })
    return { kind: 'quiet', document, claims, facts, cited: [] }
  }
  const updates = claims.flatMap((claim) => updateOf(claim, news) ?? [])
  const more = left === 0 ? null : `${left} more will follow in the next digest.`
  const document = renderDigest({ title, dateLine, late, answer, updates, retractions: retracted, settled, more, readerLink })
  return {
    kind: 'digest',
    document,
    claims,
    facts,
    cited: numberedDigestCitations({ answer, updates }).map(refOf),
    mends: mendsOf({ updates, retractions: retracted }),
  }
}

function refOf({ articleId, version, start, end, speaker, hedge }: CitationRef): CitationRef {
  return { articleId, version, start, end, speaker, hedge }
}
