// Answers a question or a topic, and says what the thread keeps of it.
import type { AskRequest } from '../brief/brief.ts'
import type { Answer } from '../domain/answer.ts'
import type { Claim } from '../domain/claim.ts'
import type { AnswerRecord } from '../domain/answer-record.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Topic } from '../domain/topic.ts'
import { dateWords, numberedCitations, renderAnswer } from '../render/render.ts'
import { contentOf } from './remark-words.ts'
import { fitting } from './fitting.ts'
import { mentions } from './name-kind.ts'
import { quotedIn, turnOf } from './remembered.ts'
import { type Asking, notice, type Reply } from './reply.ts'

export type Question = Readonly<{
  /** as typed */
  said: string
  /** as understood */
  text: string
  /** other wordings, tried in order when no source answers the first */
  alternatives?: readonly string[] | undefined
  /** the thread's topic, carried on */
  topic?: string | null | undefined
  since?: string | undefined
  before?: string | undefined
  /** a name the answer must mention */
  about?: string | null | undefined
  /** the turn it follows: when no source answers well, what stands beside the quotes of that turn may */
  after?: Turn | undefined
  /** rests on these articles only; `title` says which */
  only?: Readonly<{ articles: (articleId: string) => boolean; title: string }> | undefined
}>

/** Below this a source here is likelier not to answer than to answer. */
const WELL_ANSWERED = 0.5

/** The first wording that a source answers well, else what stands beside the last quotes, else any wording that is answered; when none is, what was found for the first. */
export async function answerQuestion(question: Question, asking: Asking): Promise<Reply> {
  const { since, before, only, said, topic = null } = question
  const { text, context, answer } = await bestAnswer(question, asking)
  const title = `${titleOf(question, text, context)}${only === undefined ? '' : ` (${only.title})`}${datedWords(since, before)}`
  const how = question.after === undefined ? 'ask' : 'follow-up'
  return replyOf(answer, title, { question: said, resolved: text, topic, how }, asking)
}

/** The question as it was understood: what it follows where that was needed, and what was tried before another wording answered. */
function titleOf({ said, text: first, after }: Question, text: string, context: string | undefined): string {
  if (context !== undefined) return `${said.replace(/^\p{L}/u, (letter) => letter.toUpperCase())} (after “${after?.resolved ?? context}”)`
  return bare(text) === bare(first) ? text : `${text} (no source here answers “${first}”)`
}

/** Without the words of the thread that stand behind it in brackets. */
const bare = (question: string) => question.replace(/ \([^()]*\)/gu, '')

/** `context`: the thread's words that the question was read with. */
type Answered = Readonly<{ text: string; context?: string; answer: Answer }>

async function bestAnswer(question: Question, asking: Asking): Promise<Answered> {
  const first = { text: question.text, answer: await askAbout(question.text, question, asking) }
  if (first.answer.kind !== 'no-evidence' && first.answer.confidence >= WELL_ANSWERED) return first
  const beside = await answerBeside(question, asking)
  if (beside !== null) return beside
  if (first.answer.kind !== 'no-evidence') return first
  for (const text of question.alternatives ?? []) {
    const answer = await askAbout(text, question, asking)
    if (answer.kind !== 'no-evidence') return { text, answer }
  }
  return first
}

async function answerBeside(question: Question, asking: Asking): Promise<Answered | null> {
  const { after, only, text } = question
  if (after === undefined || only !== undefined) return null
  const context = contentOf({ question: after.resolved, topic: after.topic })
  const quoted = await quotedIn(after, asking)
  if (quoted.length === 0) return null
  const answer = await askAbout(text, { ...question, beside: { quoted, context } }, asking)
  return answer.kind === 'no-evidence' ? null : { text, context, answer }
}

/** An answer whose first claim does not mention the name put in is no answer to it: "and in Ruili?" is not told of elsewhere. */
async function askAbout(
  text: string,
  { since, before, about = null, only, beside }: Question & { beside?: AskRequest['beside'] },
  { deps, scope, now, names }: Asking,
): Promise<Answer> {
  const answer = await deps.brief.ask({ question: text, scope, now, since, before, only: only?.articles, beside })
  const [first] = answer.claims
  if (about === null || first === undefined) return answer
  const spellings = names.spellings(about)
  // A year is also told of by what was written in it.
  const mentioned = ({ citations }: Claim) =>
    citations.some(({ quote, label, publishedAt }) => mentions(`${quote} ${label}`, spellings) || publishedAt?.slice(0, 4) === about)
  // A model may have put another claim first.
  if (answer.model === 'used' ? answer.claims.some(mentioned) : mentioned(first)) return answer
  const { articles, newest } = await deps.articles.extent(scope, { since, before })
  const coverage = { ...answer.coverage, articles: only === undefined ? articles : 0, voices: 0, newest }
  return { ...answer, kind: 'no-evidence', claims: [], disputes: [], coverage, closest: first.citations[0] }
}

function datedWords(since: string | undefined, before: string | undefined): string {
  return `${since === undefined ? '' : ` (since ${dateWords(since)})`}${before === undefined ? '' : ` (before ${dateWords(before)})`}`
}

/** A topic asked for: `only`, where its articles are known, and `since` in words, where a date was said. */
type TopicAsked = Readonly<{ topic: Topic; said: string; since?: string | null | undefined; only?: AskRequest['only'] }>

/** The briefing on a topic. */
export async function answerTopic({ topic, said, since: words = null, only }: TopicAsked, asking: Asking): Promise<Reply> {
  const { deps, scope, now } = asking
  const since = words === null ? undefined : deps.brief.readSince(words, now)
  if (since === null) return notice(`I cannot read “${words}” as a date: write “since Monday”, “since 3 days” or “since 2023-11-06”.`)
  const answer = await deps.brief.briefTopic({ topic, scope, now, since, only })
  return replyOf(
    answer,
    `${topic.title}${datedWords(since, undefined)}`,
    { question: said, resolved: topic.query, topic: topic.name, how: 'brief' },
    asking,
  )
}

type Said = Pick<Turn, 'question' | 'resolved' | 'topic'> & Readonly<{ how: AnswerRecord['how'] }>

async function replyOf(answer: Answer, title: string, { how, ...said }: Said, asking: Asking): Promise<Reply> {
  const fits = await fitting(answer, said.resolved, asking)
  const document = renderAnswer(answer, { title, readerLink: asking.readerLink, fits, inChat: true, isTopic: how === 'brief' })
  const turn = await turnOf({ ...said, cited: numberedCitations(answer) }, asking)
  const { kind, claims, disputes, model, making, closest } = answer
  const evidence = answer.evidence ?? (closest === undefined ? undefined : [closest])
  return { document, kind, claims, disputes, turn, private: false, made: { how, model, making, evidence } }
}
