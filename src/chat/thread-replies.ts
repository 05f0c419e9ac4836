// A remark in a thread we know → reply: from what the thread holds, or as the whole question it stands for.
import type { Conversation, Turn } from '../domain/conversation.ts'
import { numberedDisputeCitations, numberedTimelineCitations, renderDisputes, renderTimeline } from '../render/render.ts'
import { answerQuestion, answerTopic } from './answering.ts'
import type { FollowUp } from './follow-up.ts'
import { allQuotes, confirmed, disputesOn, more, nothingQuoted, oneQuote, type Recall, shorter, speakers, voices } from './from-evidence.ts'
import { agreeing, fromSource, ofOthers, saying } from './of-sources.ts'
import { changed } from './what-changed.ts'
import { recalled, turnOf } from './remembered.ts'
import { type Asking, notice, type Reply } from './reply.ts'
import { published, when } from './when-it-was.ts'

/** Null for a fresh remark, which is a command or a question of its own. */
export async function threadReply(said: string, followUp: FollowUp, conversation: Conversation, asking: Asking): Promise<Reply | null> {
  const last = conversation.turns.at(-1)
  if (followUp.kind === 'fresh' || last === undefined) return null
  if (followUp.kind === 'courtesy')
    return notice(
      /^(?:thank|thx|ty\b|cheers|🙏)/iu.test(said.trim()) ? 'You are welcome. Ask on, or say “help”.' : 'Ask on, or say “help”.',
    )
  if (followUp.kind === 'question') return answerQuestion({ said, ...followUp, topic: last.topic, after: last }, asking)
  if (followUp.kind === 'dated') return dated(said, followUp, last, asking)
  if (followUp.kind === 'agreeing') return agreeing(said, last, asking)
  if (followUp.kind === 'saying') return saying(said, followUp, conversation, asking)
  if (followUp.kind === 'others') return ofOthers(said, last, asking)
  if (followUp.kind === 'from') return fromSource(said, followUp.source, last, asking)
  // Numbers belong to what was last quoted; "that" to what was last said.
  const numbered = followUp.kind === 'quote' || followUp.kind === 'quotes' || followUp.kind === 'sources'
  const turn = numbered ? (conversation.turns.findLast(({ cited }) => cited.length > 0) ?? last) : last
  return fromQuotes({ said, turn, quotes: await recalled(turn, asking), asking }, followUp)
}

type OfQuotes = Exclude<FollowUp, { kind: 'fresh' | 'courtesy' | 'question' | 'dated' | 'others' | 'agreeing' | 'saying' | 'from' }>

async function fromQuotes(recall: Recall, followUp: OfQuotes): Promise<Reply> {
  if (followUp.kind === 'quote') return oneQuote(recall, followUp.n)
  if (recall.quotes.length === 0) {
    if (followUp.kind !== 'when') return nothingQuoted()
    return answerQuestion({ said: recall.said, text: followUp.question, topic: recall.turn.topic, after: recall.turn }, recall.asking)
  }
  switch (followUp.kind) {
    case 'quotes':
      return allQuotes(recall, 'Quotes')
    case 'voices':
      return voices(recall)
    case 'sources':
      return allQuotes(recall, 'Sources of this answer')
    case 'shorter':
      return shorter(recall)
    case 'more':
      return more(recall)
    case 'changed':
      return changed(recall)
    case 'speakers':
      return speakers(recall, followUp.n)
    case 'confirmed':
      return confirmed(recall, followUp.n)
    case 'published':
      return published(recall, followUp.n)
    case 'when':
      return when(recall, followUp.n, followUp.question)
    case 'disputes':
      return disputed(recall)
    case 'timeline':
      return dates(recall)
  }
}

/** The same question, or topic, of articles since or before a date; words that are no date become part of the question. */
async function dated(said: string, followUp: Extract<FollowUp, { kind: 'dated' }>, last: Turn, asking: Asking): Promise<Reply> {
  const { side, words, question } = followUp
  const date = asking.deps.brief.readSince(words, asking.now)
  if (date === null) return answerQuestion({ said, text: question, topic: last.topic }, asking)
  const topic = asking.topics.find(({ name, query }) => name === last.topic && query === last.resolved)
  if (topic !== undefined && side === 'since') return answerTopic({ topic, since: words, said }, asking)
  return answerQuestion({ said, text: last.resolved, topic: last.topic, [side]: date }, asking)
}

/** Disputes among the quotes; where there are none, those that their articles take part in. */
async function disputed({ said, turn, quotes, asking }: Recall): Promise<Reply> {
  const articles = new Set(quotes.map(({ citation }) => citation.articleId))
  const near = await disputesOn(quotes, asking)
  const ofArticles = async () =>
    (await asking.deps.index.disputes(asking.scope)).filter(({ positions }) =>
      positions.some(({ claims }) => claims.some(({ citations }) => citations.some(({ articleId }) => articles.has(articleId)))),
    )
  const disputes = near.length > 0 ? near : await ofArticles()
  const document = renderDisputes(disputes, asking.readerLink)
  const claims = disputes.flatMap(({ positions }) => positions.flatMap(({ claims: [first] }) => first ?? []))
  const cited = numberedDisputeCitations(disputes)
  if (cited.length === 0)
    return { document, kind: 'answer', claims: [], disputes, turn: { ...turn, question: said, focus: undefined }, private: false }
  const kept = await turnOf({ question: said, resolved: turn.resolved, topic: turn.topic, cited }, asking)
  return { document, kind: 'answer', claims, disputes, turn: kept, private: false }
}

async function dates({ said, turn, quotes, asking }: Recall): Promise<Reply> {
  const articles = [...new Set(quotes.map(({ citation }) => citation.articleId))]
  const entries = asking.deps.brief.eventsUpTo(await asking.deps.index.timeline(asking.scope, articles), asking.now)
  const document = renderTimeline(entries, asking.readerLink)
  const cited = numberedTimelineCitations(entries)
  if (cited.length === 0)
    return { document, kind: 'answer', claims: [], disputes: [], turn: { ...turn, question: said, focus: undefined }, private: false }
  const kept = await turnOf({ question: said, resolved: turn.resolved, topic: turn.topic, cited }, asking)
  return { document, kind: 'answer', claims: entries.map(({ claim }) => claim), disputes: [], turn: kept, private: false }
}
