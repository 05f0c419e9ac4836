// Answers a follow-up from the quotes a thread was shown: one of them, who said them, how firm they are.
import type { Citation, Claim } from '../domain/claim.ts'
import type { Turn } from '../domain/conversation.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { isFileName, listWords, type QuotesInput, renderQuotes, sourceCalled } from '../render/render.ts'
import { claimOf } from '../verify/verify.ts'
import { around, askedAgain, citedFrom, passageOf, type Recalled, refOf } from './remembered.ts'
import { type Asking, notice, type Reply } from './reply.ts'

const QUOTES_MAX = 12
const MORE_MAX = 5
const CAVEAT_WITHIN = 2 // sentences after a quote: where its article takes it back or leaves it open

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

/** How many of the quoted articles speak for themselves: copies of one text, and articles of one publisher, are one voice. */
export async function voices(recall: Recall): Promise<Reply> {
  const quotes = recall.quotes.slice(0, QUOTES_MAX)
  const called = new Map(quotes.map(({ citation }) => [citation.articleId, sourceCalled(citation)]))
  const groups = await recall.asking.deps.index.voices([...called.keys()], recall.asking.scope)
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
  const joined = groups.filter((ids) => ids.length > 1).map((ids) => `${listWords(ids.map((id) => called.get(id) ?? ''))} are one voice`)
  const own = groups.length === 0 ? 'our own abstracts, which are no voices' : counted(groups.length, 'independent voice')
  const finding = `${[`These quotes are from ${counted(called.size, 'article')}, ${own}`, ...joined].join('; ')}.`
  return shown(recall, { title: 'How many voices', finding, quotes })
}

/** The sentence that answers, alone; a dispute about it is never shortened away. */
export async function shorter(recall: Recall): Promise<Reply> {
  const first = recall.quotes.slice(0, 1)
  const disputes = await disputesOn(first, recall.asking)
  return shown(recall, { title: 'In short', quotes: first, disputes: disputes.slice(0, 1) })
}

/** Who says each quote, and in whose article: its speaker, or the article in its own voice. */
export function speakers(recall: Recall, n: number | null): Reply {
  const meant = focused(recall, n)
  const sayer = ({ citation }: Recalled) => citation.speaker ?? `${sourceCalled(citation)} itself`
  const names = [...new Set(meant.map(sayer))]
  const said = names.map((name) => {
    const quotes = meant.filter((quote) => sayer(quote) === name)
    const inside = [...new Set(quotes.flatMap(({ citation }) => (citation.speaker === null ? [] : sourceCalled(citation))))]
    return `${name} (${quotesInWords(quotes)}${inside.length === 0 ? '' : `, as reported by ${listWords(inside)}`})`
  })
  const nameless = meant.some(({ citation }) => isFileName(citation.label))
    ? ' An untitled article names neither its publisher nor an agency.'
    : ''
  const finding = `${capitalised(said.join('; '))}.${nameless}`
  return shown(recall, { title: 'Who said that', finding, quotes: meant }, n ?? undefined)
}

const capitalised = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

/** `quote 1`, `quotes 1, 2 and 4`. */
function quotesInWords(quotes: readonly Recalled[]): string {
  const numbers = quotes.map(({ number }) => String(number))
  return numbers.length === 1 ? `quote ${numbers[0]}` : `quotes ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
}

/** How firm a quote is: in whose voice, how hedged, what stands against it or leaves it open. It never says more than its sources do. */
export async function confirmed(recall: Recall, n: number | null): Promise<Reply> {
  const [main] = focused(recall, n)
  if (main === undefined) return nothingQuoted()
  const passages = await Promise.all(recall.quotes.map((quote) => passageOf(quote.citation, recall.asking)))
  const isDoubt = (quote: Recalled, at: number) => quote.citation.hedge !== null || (passages[at]?.polarity ?? 'states') !== 'states'
  const doubts = recall.quotes.filter((quote, at) => quote !== main && isDoubt(quote, at))
  const after = (await around(main.citation, 1, CAVEAT_WITHIN, recall.asking)).filter(({ polarity }) => polarity !== 'states')
  const caveats = unquoted(recall, await citedFrom(after, recall.asking))
  const disputes = await disputesOn([main], recall.asking)
  const sentences = [
    firmness(main, passages[recall.quotes.indexOf(main)] ?? null),
    doubts.length === 0
      ? ''
      : `Of the quotes beside it, ${quotesInWords(doubts)} ${doubts.length === 1 ? 'is hedged or a denial' : 'are hedged or denials'}.`,
    caveats.length === 0 ? '' : `Its article goes on with a denial or a doubt: ${quotesInWords(caveats)}.`,
    disputes.length === 0 ? '' : 'Sources differ on it.',
  ]
  const finding = sentences.filter((sentence) => sentence !== '').join(' ')
  return shown(recall, { title: 'Is it confirmed', finding, quotes: [main, ...doubts, ...caveats], disputes }, n ?? undefined)
}

/** Further citations under numbers that go on from those of the thread; what it has quoted already is left out. */
export function unquoted({ turn }: Pick<Recall, 'turn'>, citations: readonly Citation[]): readonly Recalled[] {
  const known = ({ articleId, start, end }: Citation) =>
    turn.cited.some((ref) => ref.articleId === articleId && ref.start < end && start < ref.end)
  return citations
    .filter((citation) => !known(citation))
    .map((citation, at) => ({ number: turn.cited.length + at + 1, citation, state: 'stands' }))
}

function firmness({ number, citation }: Recalled, passage: AnnotatedPassage | null): string {
  const { speaker, hedge } = citation
  if (passage?.polarity === 'denies') return `Quote ${number} is itself a denial.`
  if (passage?.polarity === 'unclear') return `No: quote ${number} itself says that it is unclear.`
  if (hedge !== null) return `Not by quote ${number}, which is hedged: “${hedge}”.`
  if (speaker !== null) return `Quote ${number} is what ${speaker} says; its article reports it and does not confirm it in its own voice.`
  return `Quote ${number} is stated by its article in its own voice, without a hedge.`
}

/** More passages on the same question than were shown, under numbers that go on. */
export async function more(recall: Recall): Promise<Reply> {
  const { turn, asking } = recall
  const answer = await askedAgain(turn, asking, turn.cited.length + QUOTES_MAX)
  const quotes = unquoted(recall, answer.evidence ?? []).slice(0, MORE_MAX)
  if (quotes.length === 0) return notice('That is all the sources here say on it.')
  return shown(recall, { title: 'More on this', finding: 'Further passages that touch on it; they may not answer it.', quotes })
}

/** Disputes that the quoted sentences take part in. */
export async function disputesOn(quotes: readonly Recalled[], asking: Asking): Promise<readonly Dispute[]> {
  const passages = await Promise.all(quotes.map(({ citation }) => passageOf(citation, asking)))
  const known = passages.filter((passage) => passage !== null)
  return known.length === 0 ? [] : asking.deps.index.disputesAmong(known, asking.scope)
}

export function focused({ quotes }: Recall, n: number | null): readonly Recalled[] {
  return n === null ? quotes.slice(0, QUOTES_MAX) : quotes.filter(({ number }) => number === n)
}

export function nothingQuoted(): Reply {
  return notice('The last answer quoted nothing to go by; ask your question in full.')
}

/** Shows quotes under their numbers; the thread keeps all it had and those that are new, so that the numbers go on to mean the same. */
export function shown(
  recall: Recall,
  input: Omit<QuotesInput, 'readerLink'> & { quotes: readonly (Recalled & { lead?: string })[] },
  focus?: number,
): Reply {
  if (input.quotes.length === 0) return nothingQuoted()
  const { turn, said, asking } = recall
  const document = renderQuotes({ ...input, notes: stateNotes(input.quotes), readerLink: asking.readerLink })
  const quotes: readonly Recalled[] = input.quotes
  const claims: readonly Claim[] = quotes.map(({ citation }) => claimOf(citation))
  const added = quotes.filter(({ number }) => number > turn.cited.length).map(({ citation }) => refOf(citation))
  const cited = [...turn.cited, ...added]
  return {
    document,
    kind: 'answer',
    claims,
    disputes: input.disputes ?? [],
    turn: { ...turn, question: said, cited, focus },
    private: false,
  }
}

function stateNotes(quotes: readonly Recalled[]): readonly string[] {
  return quotes.flatMap(({ number, citation, state }) => {
    if (state === 'withdrawn') return [`Quote ${number}: ${citation.label} has withdrawn this article since.`]
    return state === 'changed' ? [`Quote ${number}: the article has changed since; these are its words as they were quoted.`] : []
  })
}
