// Answers a follow-up from the quotes a thread was shown: one of them, who said them, how firm they are, when it was.
import type { Claim } from '../domain/claim.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { dateWords, type QuotesInput, renderQuotes } from '../render/render.ts'
import { claimOf } from '../verify/verify.ts'
import { answerQuestion } from './answering.ts'
import { passageOf, type Recalled, refOf } from './remembered.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const QUOTES_MAX = 12
const DATED_MAX = 3 // "that" is what was said first; dates of the rest lead away from it

/** A thread's last quotes, and the remark about them. */
export type Recall = Readonly<{ said: string; turn: Turn; quotes: readonly Recalled[]; asking: Asking }>

/** Shows quote n, or says how many there are. */
export function oneQuote({ quotes, ...recall }: Recall, n: number): Reply {
  const quote = quotes.find(({ number }) => number === n)
  if (quote !== undefined) return shown({ quotes, ...recall }, { title: `Quote ${n}`, quotes: [quote] }, n)
  const total = recall.turn.cited.length
  if (n >= 1 && n <= total) return notice(`Quote ${n} cannot be shown any more: its article is no longer stored.`)
  return notice(
    total === 0
      ? 'Nothing has been quoted in this thread yet.'
      : `There is no quote ${n}: this thread has ${total === 1 ? 'only quote 1' : `quotes 1 to ${total}`}.`,
  )
}

export function allQuotes(recall: Recall, title: string): Reply {
  return shown(recall, { title, quotes: recall.quotes.slice(0, QUOTES_MAX) })
}

/** The sentence that answers, alone; a dispute about it is never shortened away. */
export async function shorter(recall: Recall): Promise<Reply> {
  const first = recall.quotes.slice(0, 1)
  const disputes = await disputesOn(first, recall.asking)
  return shown(recall, { title: 'In short', quotes: first, disputes: disputes.slice(0, 1) })
}

/** Who says each quote: its speaker, or the article in its own voice. */
export function speakers(recall: Recall, n: number | null): Reply {
  const meant = focused(recall, n)
  const own = ({ kind, label }: Recalled['citation']) =>
    kind === 'abstract' ? `our abstract of ${shortLabel(label)}` : `${shortLabel(label)} itself`
  const sayer = ({ citation }: Recalled) => citation.speaker ?? own(citation)
  const names = [...new Set(meant.map(sayer))]
  const finding = names.map((name) => `${name} (${quotesInWords(meant.filter((quote) => sayer(quote) === name))})`).join('; ')
  return shown(recall, { title: 'Who said that', finding: `${finding}.`, quotes: meant }, n ?? undefined)
}

const LABEL_MAX = 50 // characters; some articles are called by their headline

const shortLabel = (label: string) => (label.length <= LABEL_MAX ? label : `${label.slice(0, LABEL_MAX).replace(/\s+\S*$/u, '')}…`)

/** `quote 1`, `quotes 1, 2 and 4`. */
function quotesInWords(quotes: readonly Recalled[]): string {
  const numbers = quotes.map(({ number }) => String(number))
  return numbers.length === 1 ? `quote ${numbers[0]}` : `quotes ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** How firm a quote is: in whose voice, how hedged, what stands against it. It never says more than its sources do. */
export async function confirmed(recall: Recall, n: number | null): Promise<Reply> {
  const meant = focused(recall, n)
  const [main] = meant
  if (main === undefined) return nothingQuoted()
  const passages = await Promise.all(recall.quotes.map((quote) => passageOf(quote.citation, recall.asking)))
  const doubts = recall.quotes.filter(
    (quote, at) => quote !== main && (quote.citation.hedge !== null || (passages[at]?.polarity ?? 'states') !== 'states'),
  )
  const disputes = await disputesOn([main], recall.asking)
  const sentences = [
    firmness(main, passages[recall.quotes.indexOf(main)] ?? null),
    doubts.length === 0
      ? ''
      : `Of the quotes beside it, ${quotesInWords(doubts)} ${doubts.length === 1 ? 'is hedged or a denial' : 'are hedged or denials'}.`,
    disputes.length === 0 ? '' : 'Sources differ on it.',
  ]
  return shown(
    recall,
    { title: 'Is it confirmed', finding: sentences.filter((sentence) => sentence !== '').join(' '), quotes: [main, ...doubts], disputes },
    n ?? undefined,
  )
}

function firmness({ number, citation }: Recalled, passage: AnnotatedPassage | null): string {
  const { speaker, hedge } = citation
  if (passage?.polarity === 'denies') return `Quote ${number} is itself a denial.`
  if (passage?.polarity === 'unclear') return `No: quote ${number} itself says that it is unclear.`
  if (hedge !== null) return `Not by quote ${number}, which is hedged: “${hedge}”.`
  if (speaker !== null) return `Quote ${number} is what ${speaker} says; its article reports it and does not confirm it in its own voice.`
  return `Quote ${number} is stated by its article in its own voice, without a hedge.`
}

/** The dates in the quotes' own words; when they hold none, the question is asked for its date, and last comes the day of the report. */
export async function when(recall: Recall, n: number | null, question: string): Promise<Reply> {
  const meant = focused(recall, n).slice(0, DATED_MAX)
  const dated = await Promise.all(meant.map(async (quote) => ({ quote, lead: datesIn(await passageOf(quote.citation, recall.asking)) })))
  const telling = dated.filter(({ lead }) => lead !== '')
  if (telling.length > 0) {
    return shown(recall, { title: 'When that was', quotes: telling.map(({ quote, lead }) => ({ ...quote, lead })) }, n ?? undefined)
  }
  if (n === null) {
    const answer = await answerQuestion({ said: recall.said, text: question, topic: recall.turn.topic }, recall.asking)
    if (answer.kind !== 'no-evidence') return answer
  }
  const reported = meant.map((quote) => ({ ...quote, lead: `Reported ${dateWords(quote.citation.publishedAt)}:` }))
  return shown(
    recall,
    { title: 'When that was', finding: 'The words quoted give no date; this is when they were published.', quotes: reported },
    n ?? undefined,
  )
}

/** `27 October 2023 (“on Oct. 27”):` */
function datesIn(passage: AnnotatedPassage | null): string {
  const dates = (passage?.dates ?? []).map(({ from, to, precision, words }) => {
    const span = from === to || precision !== 'day' ? dateWords(from, precision) : `${dateWords(from)} to ${dateWords(to)}`
    return `${span} (“${words}”)`
  })
  return dates.length === 0 ? '' : `${dates.join('; ')}:`
}

/** More passages on the same question than were shown, under numbers that go on. */
export async function more(recall: Recall): Promise<Reply> {
  const { turn, asking, said } = recall
  const { deps, scope, now } = asking
  const topic = asking.topics.find(
    ({ name }) => name === turn.topic && turn.resolved === asking.topics.find((other) => other.name === name)?.query,
  )
  const request = { scope, now, evidence: turn.cited.length + QUOTES_MAX }
  const answer =
    topic === undefined ? await deps.brief.ask({ question: turn.resolved, ...request }) : await deps.brief.briefTopic({ topic, ...request })
  const known = (articleId: string, start: number, end: number) =>
    turn.cited.some((ref) => ref.articleId === articleId && ref.start < end && start < ref.end)
  const fresh = (answer.evidence ?? []).filter(({ articleId, start, end }) => !known(articleId, start, end)).slice(0, 5)
  if (fresh.length === 0) return notice('That is all the sources here say on it.')
  const quotes = fresh.map((citation, at) => ({ number: turn.cited.length + at + 1, citation }))
  const document = renderQuotes({
    title: 'More on this',
    finding: 'Further passages that touch on it; they may not answer it.',
    quotes,
    readerLink: asking.readerLink,
  })
  const cited = [...turn.cited, ...fresh.map(refOf)]
  return {
    document,
    kind: 'answer',
    claims: fresh.map((citation) => claimOf(citation)),
    disputes: [],
    turn: { ...turn, question: said, cited, focus: undefined },
    private: false,
  }
}

/** Disputes that the quoted sentences take part in. */
export async function disputesOn(quotes: readonly Recalled[], asking: Asking): Promise<readonly Dispute[]> {
  const passages = await Promise.all(quotes.map(({ citation }) => passageOf(citation, asking)))
  const known = passages.filter((passage) => passage !== null)
  return known.length === 0 ? [] : asking.deps.index.disputesAmong(known, asking.scope)
}

function focused({ quotes }: Recall, n: number | null): readonly Recalled[] {
  return n === null ? quotes.slice(0, QUOTES_MAX) : quotes.filter(({ number }) => number === n)
}

export function nothingQuoted(): Reply {
  return notice('The last answer quoted nothing to go by; ask your question in full.')
}

/** Shows quotes under the numbers they had; the thread keeps all of them, so that the numbers go on to mean the same. */
function shown(
  recall: Recall,
  input: Omit<QuotesInput, 'readerLink'> & { quotes: readonly (Recalled & { lead?: string })[] },
  focus?: number,
): Reply {
  if (input.quotes.length === 0) return nothingQuoted()
  const { turn, said, asking } = recall
  const document = renderQuotes({ ...input, notes: stateNotes(input.quotes), readerLink: asking.readerLink })
  const claims: readonly Claim[] = input.quotes.map(({ citation }) => claimOf(citation))
  return { document, kind: 'answer', claims, disputes: input.disputes ?? [], turn: { ...turn, question: said, focus }, private: false }
}

function stateNotes(quotes: readonly Recalled[]): readonly string[] {
  return quotes.flatMap(({ number, citation, state }) => {
    if (state === 'withdrawn') return [`Quote ${number}: ${citation.label} has withdrawn this article since.`]
    return state === 'changed' ? [`Quote ${number}: the article has changed since; these are its words as they were quoted.`] : []
  })
}
