// The only place that mints citations and claims: a quote is cut from the stored text here or nowhere (pure).
import type { Article } from '../domain/article.ts'
import type { Citation, Claim } from '../domain/claim.ts'

export type Attribution = Readonly<{ speaker: string | null; hedge: string | null }>

/**
 * Cites `article.text.slice(start, end)`.
 * Throws RangeError when the span is empty, runs outside the text, cuts a surrogate pair, or begins or ends in white space.
 */
export function cite(
  article: Article,
  span: Readonly<{ start: number; end: number }>,
  attribution: Attribution = { speaker: null, hedge: null },
): Citation {
  const { start, end } = span
  const quote = article.text.slice(start, end)
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= article.text.length)) {
    throw new RangeError(`no such span in ${article.id}: ${start}..${end} of ${article.text.length}`)
  }
  if (quote.trim() !== quote || !quote.isWellFormed()) throw new RangeError(`not a clean span in ${article.id}: ${start}..${end}`)
  const { id, version, kind, label, publisher, publishedAt, url } = article
  return { articleId: id, version, kind, label, publisher, publishedAt, url, ...attribution, start, end, quote } as Citation
}

/** A claim in the words of its first citation. */
export function claimOf(...citations: readonly [Citation, ...Citation[]]): Claim {
  return { text: citations[0].quote, citations }
}
