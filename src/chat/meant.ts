// What of a thread a remark may mean by a pronoun or by "that attack", for whoever can tell; what is told is one of the thread's own names or quotes.
import type { Conversation } from '../domain/conversation.ts'
import type { Referent } from '../brief/brief.ts'
import { recalled } from './remembered.ts'
import type { Asking } from './reply.ts'

/** What a remark was found to mean: a name, or the number of a quote of the last turn. */
export type Meant =
  | Readonly<{ name: Readonly<{ text: string; kind: 'person' | 'group' | 'place' | 'other' }> }>
  | Readonly<{ quote: number }>

const TURNS = 3 // that names are taken from
const NAMES = 10
const WORDS: readonly (readonly [RegExp, readonly Referent['kind'][]])[] = [
  [/\b(?:he|him|his|she|hers?)\b/iu, ['person']],
  [/\b(?:they|them|theirs?)\b/iu, ['group', 'person']],
  [/(?<!\b(?:is|are|was|were|be|been) )\bthere\b(?! (?:is|are|was|were|been|be|any)\b)/iu, ['place']],
  [/\b(?:that|this|those|these) (?!is\b|was\b|are\b|were\b|it\b|he\b|she\b|they\b)\p{Ll}{3,}/iu, ['passage']],
]

/** Null when the remark has no such word, the thread leaves no choice, or nobody can tell. */
export async function whatIsMeant(remark: string, conversation: Conversation, asking: Asking): Promise<Meant | null> {
  const { refersTo } = asking.deps.brief
  const kinds = WORDS.flatMap(([word, of]) => (word.test(remark) ? of : []))
  const last = conversation.turns.at(-1)
  if (refersTo === undefined || kinds.length === 0 || last === undefined) return null
  const names = namesIn(conversation).filter(({ kind }) => kinds.includes(kind))
  const quotes = kinds.includes('passage') ? await recalled(last, asking) : []
  const passages = quotes.map(({ citation }): Referent => ({ kind: 'passage', text: citation.quote }))
  const at = await refersTo({ remark, question: last.resolved, candidates: [...names, ...passages] })
  if (at === null) return null
  const name = names[at]
  if (name !== undefined) return { name }
  const quote = quotes[at - names.length]
  return quote === undefined ? null : { quote: quote.number }
}

function namesIn({ turns }: Conversation) {
  const mentions = turns
    .slice(-TURNS)
    .toReversed()
    .flatMap(({ mentions: own = [] }) => own)
  return mentions.filter(({ text }, at) => mentions.findIndex((other) => other.text === text) === at).slice(0, NAMES)
}

/** The conversation as if its last turn had been about one quote alone. */
export function aboutQuote({ thread, turns }: Conversation, quote: number): Conversation {
  const last = turns.at(-1)
  return last === undefined ? { thread, turns } : { thread, turns: turns.with(-1, { ...last, cited: last.cited.slice(quote - 1, quote) }) }
}
