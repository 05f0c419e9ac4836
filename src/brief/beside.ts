// A follow-up is mostly answered by what stands beside the quote it follows: which passages there may answer it (pure).
import { stemOf } from '../base/stem.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Dispute } from '../domain/dispute.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit, SearchResult } from '../search/search.ts'
import { type AskedFor, askedFor, bearsOn, isStatedBy } from './bearing.ts'
import { sayingOf, saysTheSame } from './saying.ts'

/** The passages a thread was shown, and the words of the question before, which the new one leaves unsaid. */
export type Beside = Readonly<{ quoted: readonly Readonly<{ articleId: string; ordinal: number }>[]; context: string }>

const NEAR = 2 // sentences to either side
const OPENING = 3 // words: a sentence that begins with what is asked about is about it
const DOING = /^\s*who(?:ever)?\s+(\p{L}+)/iu
const COUNTED = /\bhow (?:many|much) (?:more |other |of the )?(\p{L}+)/iu

export function isBeside({ articleId, ordinal }: AnnotatedPassage, { quoted }: Beside): boolean {
  return quoted.some((quote) => quote.articleId === articleId && Math.abs(quote.ordinal - ordinal) <= NEAR)
}

/**
 * What of `hits`, found for the question with the thread's words, may answer it from beside the quotes; none when the best passage stands
 * elsewhere. A passage that is part of a dispute on what is asked comes first, and one that was not shown yet before the quote itself when
 * it is about what is asked.
 */
export function answersBeside(
  { question, hits, answerType }: Readonly<{ question: string; hits: readonly Hit[]; answerType: SearchResult['answerType'] }>,
  beside: Beside,
  disputes: readonly Dispute[],
): readonly Hit[] {
  const asked = askedFor(question)
  const own = ownWords(question, asked)
  const sayings = hits.filter(({ passage }) => isQuoted(passage, beside)).map(({ passage }) => sayingOf(passage))
  // What says the same as a quote was shown with it.
  const isNear = (passage: AnnotatedPassage) =>
    isBeside(passage, beside) || sayings.some((saying) => saysTheSame(saying, sayingOf(passage)))
  const near = hits.filter(({ passage }) => passage.role !== 'heading' && isNear(passage))
  const disputed = disputes.filter((dispute) => bearsOn(dispute, asked))
  const stating = near.filter(({ passage }) => disputed.some((dispute) => isStatedBy(dispute, [passage])))
  if (stating.length > 0) return stating
  const holding = near.filter(
    ({ passage }) => stemsOf(passage).some((stem) => own.has(stem)) && mayBe(answerType, passage, beside, own.size === 1),
  )
  const [best] = holding
  if (best === undefined || best !== hits.find(({ passage }) => passage.role !== 'heading')) return []
  const about = isQuoted(best.passage, beside)
    ? holding.find(({ passage }) => !isQuoted(passage, beside) && opensWith(passage, own))
    : undefined
  return [...new Set([about ?? best, ...near])]
}

/** A number wants one, unless the passage names the very thing counted; a reason is hardly in the sentence that it is asked of. */
function mayBe(answerType: SearchResult['answerType'], passage: AnnotatedPassage, beside: Beside, namesIt: boolean): boolean {
  if (answerType === 'number') return namesIt || passage.figures.length > 0
  return answerType !== 'reason' || !isQuoted(passage, beside)
}

/** Of a question that counts, the things counted; of others, all that they name. Who does something to several things is asked of the things: what else is controlled says nothing of the price of jade. */
function ownWords(question: string, { things, names }: AskedFor): ReadonlySet<string> {
  const deed = stemOf(DOING.exec(question)?.[1]?.toLowerCase() ?? '')
  const done = [...things, ...names].filter((stem) => stem !== deed)
  if (things.has(deed) && done.length > 1) return new Set(done)
  const counted = COUNTED.exec(question)?.[1]
  return counted === undefined || !things.has(stemOf(counted.toLowerCase()))
    ? new Set([...things, ...names])
    : new Set([stemOf(counted.toLowerCase())])
}

const stemsOf = ({ text }: AnnotatedPassage) => wordsOf(text).map(stemOf)

const opensWith = (passage: AnnotatedPassage, own: ReadonlySet<string>) =>
  stemsOf(passage)
    .slice(0, OPENING)
    .some((stem) => own.has(stem))

function isQuoted({ articleId, ordinal }: AnnotatedPassage, { quoted }: Beside): boolean {
  return quoted.some((quote) => quote.articleId === articleId && quote.ordinal === ordinal)
}
