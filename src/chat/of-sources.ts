// Follow-ups about who says it: other sources, those that agree, one alone, whoever uses certain words.
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Citation } from '../domain/claim.ts'
import type { Conversation, Turn } from '../domain/conversation.ts'
import { answerQuestion } from './answering.ts'
import { nothingQuoted, shown, speakers, unquoted } from './from-evidence.ts'
import { mentions } from './name-kind.ts'
import { recalled } from './remembered.ts'
import type { Asking, Reply } from './reply.ts'

const EVIDENCE = 40 // passages looked through for certain words
const SAYING_MAX = 5
const TOUCHING_MAX = 2

/** What other sources say in agreement with the first quote; when none does, what they answer. */
export async function agreeing(said: string, last: Turn, asking: Asking): Promise<Reply> {
  const quotes = await recalled(last, asking)
  const [first] = quotes
  if (first === undefined) return nothingQuoted()
  const { scope, now, deps } = asking
  const answer = await deps.brief.ask({ question: last.resolved, scope, now, unchosen: true })
  const claim = answer.claims.find(({ citations }) => citations.some((citation) => isSame(citation, first.citation)))
  const others = (claim?.citations ?? []).filter((citation) => !isSame(citation, first.citation))
  if (others.length === 0) return ofOthers(said, last, asking)
  const recall = { said, turn: last, quotes, asking }
  const known = quotes.filter(({ citation }) => others.some((other) => isSame(citation, other)))
  return shown(recall, { title: 'Who else says so', quotes: [...known, ...unquoted(recall, others)] })
}

/** Passages with these words: quotes of the thread, the newest turn's first, else any that have them word for word. They are a question when there are none. */
export async function saying(
  said: string,
  { words, question }: Readonly<{ words: string; question: string }>,
  { turns }: Conversation,
  asking: Asking,
): Promise<Reply> {
  const last = turns.at(-1)
  const telling = (await quotedWith(words, turns, asking)) ?? (await passagesWith(words, asking))
  if (telling.length === 0 || last === undefined) {
    return answerQuestion({ said, text: question, topic: last?.topic ?? null, after: last }, asking)
  }
  // An answer of its own, with its own numbers.
  const turn: Turn = { ...last, question: said, cited: [], record: undefined }
  return speakers({ said, turn, quotes: unquoted({ turn }, telling), asking }, null)
}

async function quotedWith(words: string, turns: readonly Turn[], asking: Asking): Promise<readonly Citation[] | null> {
  for (const turn of turns.toReversed()) {
    const telling = (await recalled(turn, asking)).map(({ citation }) => citation).filter(({ quote }) => mentions(quote, [words]))
    if (telling.length > 0) return telling
  }
  return null
}

async function passagesWith(words: string, { deps, scope, now }: Asking): Promise<readonly Citation[]> {
  const { evidence = [] } = await deps.brief.ask({ question: words, scope, now, evidence: EVIDENCE, unchosen: true })
  return evidence.filter(({ quote }) => mentions(quote, [words])).slice(0, SAYING_MAX)
}

const isSame = (a: Citation, b: Citation) => a.articleId === b.articleId && a.start < b.end && b.start < a.end

/** The last question again, of every article but those of the source shown first. */
export async function ofOthers(said: string, last: Turn, asking: Asking): Promise<Reply> {
  const [first] = await recalled(last, asking)
  if (first === undefined) return nothingQuoted()
  const shown = await articlesOf((label) => label === first.citation.label, asking)
  const only = { articles: (id: string) => !shown.has(id), title: 'other sources' }
  return answerQuestion({ said, text: last.resolved, topic: last.topic, only }, asking)
}

/** The last question again, of one source alone; when none is called so, the words are a question. */
export async function fromSource(said: string, source: string, last: Turn, asking: Asking): Promise<Reply> {
  const meant = asking.names.spellings(source)
  const shown = await articlesOf((...called) => called.some((name) => name !== null && mentions(name, meant)), asking)
  if (shown.size === 0) return answerQuestion({ said, text: said, topic: last.topic }, asking)
  const only = { articles: (id: string) => shown.has(id), title: `from ${source}` }
  const reply = await answerQuestion({ said, text: last.resolved, topic: last.topic, only }, asking)
  return reply.kind === 'no-evidence' ? ((await touching(said, source, only.articles, last, asking)) ?? reply) : reply
}

/** What a source that does not answer has on the words asked; null when it has nothing. */
async function touching(
  said: string,
  source: string,
  articles: (id: string) => boolean,
  last: Turn,
  asking: Asking,
): Promise<Reply | null> {
  const { deps, scope, now } = asking
  const { evidence = [] } = await deps.brief.ask({
    question: last.resolved,
    scope,
    now,
    only: articles,
    evidence: EVIDENCE,
    unchosen: true,
  })
  const words = new Set(contentWords(last.resolved))
  const near = evidence.filter(({ quote }) => contentWords(quote).some((word) => words.has(word))).slice(0, TOUCHING_MAX)
  if (near.length === 0) return null
  const turn: Turn = { ...last, question: said, cited: [], record: undefined }
  const finding = `No article from ${source} answers that; this is what it has on the words asked.`
  return shown(
    { said, turn, quotes: [], asking },
    { title: `${last.resolved} (from ${source})`, finding, quotes: unquoted({ turn }, near) },
  )
}

const contentWords = (text: string) =>
  wordsOf(text)
    .filter((word) => !isStopWord(word))
    .map(stemOf)

/** Ids of the articles whose label, publisher or agency is the one meant. */
async function articlesOf(isMeant: (label: string, publisher: string | null, agency: string | null) => boolean, { deps, scope }: Asking) {
  const ids = new Set<string>()
  for await (const { id, label, publisher, agency } of deps.articles.labels(scope)) if (isMeant(label, publisher, agency)) ids.add(id)
  return ids
}
