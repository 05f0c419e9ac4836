// Answers a question or a topic, and says what the thread keeps of it.
import type { Answer } from '../domain/answer.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Topic } from '../domain/topic.ts'
import { dateWords, numberedCitations, renderAnswer } from '../render/render.ts'
import { mentions } from './name-kind.ts'
import { turnOf } from './remembered.ts'
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
  /** rests on these articles only; `title` says which */
  only?: Readonly<{ articles: (articleId: string) => boolean; title: string }> | undefined
}>

/** The first wording that a source answers; when none does, what was found for the first. */
export async function answerQuestion(question: Question, asking: Asking): Promise<Reply> {
  const { since, before, only } = question
  const wordings = [question.text, ...(question.alternatives ?? [])]
  let text = question.text
  let answer = await askAbout(question.text, question, asking)
  for (const other of wordings.slice(1)) {
    if (answer.kind !== 'no-evidence') break
    const found = await askAbout(other, question, asking)
    if (found.kind !== 'no-evidence') [answer, text] = [found, other]
  }
  const title = `${text}${only === undefined ? '' : ` (${only.title})`}${datedWords(since, before)}`
  return replyOf(answer, title, { question: question.said, resolved: text, topic: question.topic ?? null }, asking)
}

/** An answer whose first claim does not mention the name put in is no answer to it: "and in Ruili?" is not told of elsewhere. */
async function askAbout(
  text: string,
  { since, before, about = null, only }: Question,
  { deps, scope, now, names }: Asking,
): Promise<Answer> {
  const answer = await deps.brief.ask({ question: text, scope, now, since, before, only: only?.articles })
  const [first] = answer.claims
  if (about === null || first === undefined) return answer
  const spellings = names.spellings(about)
  if (first.citations.some(({ quote, label }) => mentions(`${quote} ${label}`, spellings))) return answer
  return { ...answer, kind: 'no-evidence', claims: [], disputes: [], closest: first.citations[0] }
}

function datedWords(since: string | undefined, before: string | undefined): string {
  return `${since === undefined ? '' : ` (since ${dateWords(since)})`}${before === undefined ? '' : ` (before ${dateWords(before)})`}`
}

/** The briefing on a topic; `words` limit it to articles since a date. */
export async function answerTopic(topic: Topic, words: string | null, said: string, asking: Asking): Promise<Reply> {
  const { deps, scope, now } = asking
  const since = words === null ? undefined : deps.brief.readSince(words, now)
  if (since === null) return notice(`I cannot read “${words}” as a date: write “since Monday”, “since 3 days” or “since 2023-11-06”.`)
  const answer = await deps.brief.briefTopic({ topic, scope, now, since })
  return replyOf(
    answer,
    `${topic.title}${datedWords(since, undefined)}`,
    { question: said, resolved: topic.query, topic: topic.name },
    asking,
  )
}

async function replyOf(answer: Answer, title: string, said: Pick<Turn, 'question' | 'resolved' | 'topic'>, asking: Asking): Promise<Reply> {
  const document = renderAnswer(answer, { title, readerLink: asking.readerLink })
  const turn = await turnOf({ ...said, cited: numberedCitations(answer) }, asking)
  return { document, kind: answer.kind, claims: answer.claims, disputes: answer.disputes, turn, private: false }
}
