// The content of one digest: what this channel has not been told about a topic, updates first.
import type { BriefTopicRequest } from '../brief/brief.ts'
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { CitationRef } from '../domain/conversation.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Edition, ToldFact } from '../domain/subscription.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import { numberedDigestCitations, renderDigest, renderQuiet, type Update } from '../render/render.ts'
import type { DigestDeps } from './digest.ts'
import { type History, hasNewPosition, markFact, positionFacts, readHistory, statementFact } from './history.ts'
import { saysNothingNew, updateOf } from './novelty.ts'
import { type Statement, statementOf } from './statement.ts'

const DAY_MS = 86_400_000
const MODEL_DEADLINE_MS = 30_000 // nobody waits for a digest
/** A baseline is as long as a briefing; a later edition may be longer, so that a busy day is told. */
const MOST_NEWS = 12

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

/** A claim with what it says; `was` when it changes something told. */
type News = Readonly<{ claim: Claim; statement: Statement; was: string | null }>

type EditionDeps = Pick<DigestDeps, 'brief' | 'index' | 'articles' | 'memory' | 'readerLink'>

/** The first edition of a topic in a channel is a baseline briefing, not the backlog; later ones rest on what came in since. */
export async function buildEdition(request: EditionRequest, deps: EditionDeps): Promise<Edition> {
  const { topic, scope, now } = request
  const history = readHistory(await deps.memory.told(request.channelKey), topic.name)
  const arrived = await deps.articles.addedSince(history.mark?.value ?? null, scope)
  const only = newArticles(history, new Set(arrived.articleIds), now)
  const unless = wasTold(history)
  const answer = await deps.brief.briefTopic({
    ...{ topic, scope, now, only, unless, keepAll: true, deadlineMs: MODEL_DEADLINE_MS },
    ...(history.mark ? { most: MOST_NEWS } : {}),
  })
  request.briefed?.(answer)
  const stated = await statementsOf(answer.claims, scope, deps)
  const news = newsOf(stated, history)
  const disputes = news.length === 0 ? [] : answer.disputes.filter((dispute) => hasNewPosition(dispute, history))
  const toldAt = now.toString()
  const facts = [
    ...news.map(({ claim, statement }) => statementFact(statement, claim.citations[0].articleId, toldAt)),
    ...positionFacts(disputes, toldAt),
    markFact(topic.name, arrived.mark, toldAt),
  ]
  return composed(request, { ...answer, disputes }, news, facts, deps)
}

/** What a search may rest on: nothing from after `now`; after a first edition, what arrived or was published since. */
function newArticles(history: History, arrived: ReadonlySet<string>, now: Temporal.Instant) {
  const today = Math.floor(now.epochMilliseconds / DAY_MS)
  const told = history.mark === null ? null : Math.floor(history.mark.at.epochMilliseconds / DAY_MS)
  return (articleId: string, day: number | null): boolean => {
    if (day !== null && day > today) return false
    return told === null || arrived.has(articleId) || (day !== null && day > told)
  }
}

/** Told passages take no place from what is new. */
function wasTold({ statements }: History): NonNullable<BriefTopicRequest['unless']> {
  return ({ article: { label, publishedAt }, passage }) => {
    const statement = statementOf({ quote: passage.text, start: passage.start, end: passage.end, label, publishedAt }, [passage])
    return statements.some((told) => saysNothingNew(statement, told))
  }
}

async function statementsOf(claims: readonly Claim[], scope: Scope, deps: EditionDeps): Promise<readonly News[]> {
  const ids = [...new Set(claims.map((claim) => claim.citations[0].articleId))]
  const records = await deps.index.records(ids, scope)
  return claims.map((claim) => {
    const { articleId, version } = claim.citations[0]
    const record = records.get(articleId)
    const passages: readonly AnnotatedPassage[] = record?.version === version ? record.annotated.passages : []
    return { claim, statement: statementOf(claim.citations[0], passages), was: null }
  })
}

/** Drops what was told, also by an earlier claim of the same edition; marks what changed a figure. */
function newsOf(stated: readonly News[], history: History): readonly News[] {
  const news: News[] = []
  for (const { claim, statement } of stated) {
    const known: readonly Statement[] = [...history.statements, ...news.map((one) => one.statement)]
    if (known.some((told) => saysNothingNew(statement, told))) continue
    news.push({ claim, statement, was: updateOf(statement, history.statements) })
  }
  return [...news.filter((one) => one.was !== null), ...news.filter((one) => one.was === null)]
}

function composed(
  { topic, dateLine, late }: EditionRequest,
  briefed: Answer,
  news: readonly News[],
  facts: readonly ToldFact[],
  { readerLink }: EditionDeps,
): Edition {
  const claims = news.map((one) => one.claim)
  const title = topic.title
  if (claims.length === 0) {
    const document = renderQuiet({ title, dateLine, late, coverage: briefed.coverage })
    return { kind: 'quiet', document, claims, facts, cited: [] }
  }
  const answer: Answer = { ...briefed, claims }
  const updates = news.flatMap(({ claim, was }): readonly Update[] => (was === null ? [] : [{ claim, was }]))
  const document = renderDigest({ title, dateLine, late, answer, updates, readerLink })
  return { kind: 'digest', document, claims, facts, cited: numberedDigestCitations({ answer, updates }).map(refOf) }
}

function refOf({ articleId, version, start, end, speaker, hedge }: CitationRef): CitationRef {
  return { articleId, version, start, end, speaker, hedge }
}
