// The only place that mints citations and claims: a quote is cut from the stored text here or nowhere (pure).
import { z } from 'zod'
import type { Answer } from '../domain/answer.ts'
import type { Article } from '../domain/article.ts'
import type { Citation, Claim } from '../domain/claim.ts'
import { type HeadingVerdict, headingOver as judgedHeading, holdsWords as holds, soundGroups } from './heading.ts'
import { hygieneFault } from './hygiene.ts'
import { foldPunctuation } from './sentence.ts'
import { isOverlong, shorteningFault } from './shortening.ts'

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

export type ClaimToVerify = Readonly<{
  id: string
  sources: readonly Readonly<{ id: string; text: string }>[]
  claim: Readonly<{ text: string; sourceIds: readonly string[] }>
}>

/** `reason` starts with the id of the rule that decided: D (never shown), V (shown in the source's words), OK. */
export type Verdict = Readonly<{ id: string; verdict: 'accept' | 'repair' | 'drop'; text: string; reason: string }>

/**
 * Judges a claim against the one source it cites. Accepted: the source verbatim, or the source without phrases that the grammar lets go, none of
 * which carries a negation, condition, hedge or attribution of what stays. Otherwise repaired to the source verbatim, or dropped when neither may be shown.
 */
export function verifyClaim({ id, sources, claim }: ClaimToVerify): Verdict {
  const cited = claim.sourceIds.map((sourceId) => sources.find((source) => source.id === sourceId))
  const [first] = cited
  if (first === undefined || cited.includes(undefined))
    return { id, verdict: 'drop', text: '', reason: 'D1 cites nothing that was offered' }
  if (new Set(claim.sourceIds).size !== claim.sourceIds.length) return { id, verdict: 'drop', text: '', reason: 'D1 cites a source twice' }
  const source = first.text.trim()
  const unfit = hygieneFault(source, source)
  if (source === '' || unfit !== null) return { id, verdict: 'drop', text: '', reason: unfit ?? 'D1 cites an empty source' }
  const text = claim.text.trim()
  const dropped = text === '' ? 'D1 says nothing' : text === source ? null : hygieneFault(text, source)
  if (dropped !== null) return { id, verdict: 'drop', text: '', reason: dropped }
  if (cited.length > 1) return { id, verdict: 'repair', text: source, reason: 'V1 cites several sources for one sentence' }
  if (text === source) return { id, verdict: 'accept', text: source, reason: 'OK verbatim' }
  const [mine, theirs] = [foldPunctuation(text), foldPunctuation(source)]
  if (mine === theirs) return { id, verdict: 'accept', text: source, reason: 'OK verbatim' }
  if (isOverlong(text)) return { id, verdict: 'drop', text: '', reason: 'D1 is over 280 characters' }
  const fault = shorteningFault(mine, theirs)
  return fault === null
    ? { id, verdict: 'accept', text, reason: 'OK shortened by loose phrases' }
    : { id, verdict: 'repair', text: source, reason: fault }
}

/** Whether a source's sentence may be shown in its own words: what says nothing, hides characters, holds active markup or gives orders to a machine may not. */
export function verifyVerbatim(quote: string): Verdict {
  return verifyClaim({ id: '', sources: [{ id: '', text: quote }], claim: { text: quote, sourceIds: [''] } })
}

/** A claim in the words proposed for its first citation, as far as these are accepted; repaired, in the citation's own; null when dropped. */
export function claimSaying(
  text: string,
  ...citations: readonly [Citation, ...Citation[]]
): Readonly<{ claim: Claim | null; verdict: Verdict }> {
  const verdict = verifyClaim({ id: '', sources: [{ id: '', text: citations[0].quote }], claim: { text, sourceIds: [''] } })
  if (verdict.verdict === 'drop') return { claim: null, verdict }
  // What was accepted verbatim is shown as it stands in the article.
  const shortened = verdict.verdict === 'accept' && verdict.text !== citations[0].quote.trim()
  return { claim: shortened ? { text: verdict.text, citations } : claimOf(...citations), verdict }
}

/** What a group of claims may be called: the words where each of the claims holds them in one piece; else null, with the rule. */
export const headingOver = (words: string, claims: readonly Claim[]): HeadingVerdict => judgedHeading(words, claims)

/** Whether a text holds these words in one piece, as a heading must be held. */
export const holdsWords = (text: string, words: string): boolean => holds(text, words)

const nullable = z.string().nullable()
const AnyCitation = z.object({
  articleId: z.string(),
  version: z.int(),
  kind: z.enum(['original', 'abstract']),
  label: z.string(),
  publisher: nullable,
  publishedAt: nullable,
  url: nullable,
  speaker: nullable,
  hedge: nullable,
  start: z.int(),
  end: z.int(),
  quote: z.string(),
})
const AnyClaim = z.object({ text: z.string(), citations: z.tuple([AnyCitation], AnyCitation) })
const AnyAnswer = z.object({
  id: z.string().optional(),
  question: z.string(),
  kind: z.enum(['answer', 'no-evidence', 'stale-evidence']),
  confidence: z.number(),
  claims: z.array(AnyClaim),
  groups: z.array(z.object({ heading: nullable, claims: z.array(z.int()) })).optional(),
  disputes: z.array(
    z.object({ about: z.string(), positions: z.array(z.object({ value: z.string(), voices: z.int(), claims: z.array(AnyClaim) })) }),
  ),
  changes: z.array(z.object({ was: AnyClaim, now: AnyClaim, from: z.string(), to: z.string() })).optional(),
  closest: AnyCitation.optional(),
  evidence: z.array(AnyCitation).optional(),
  searched: z.object({ from: nullable, to: nullable, terms: z.array(z.string()), ahead: z.int().optional() }),
  model: z.enum(['off', 'used', 'rejected']),
  modelNote: z.string().optional(),
  coverage: z.object({ articles: z.number(), voices: z.number(), newest: nullable, failingSources: z.array(z.string()) }),
  tookMs: z.number(),
})

/**
 * Reads an answer that an earlier run of ours printed, for drawing it again. Its quotes were verified by that run; the articles are not at hand here,
 * so this is the one place where a citation is taken on trust, and only `border-brief render` uses it. Headings are judged again, by the quotes under
 * them. Throws ZodError when it has another form.
 */
export function readAnswer(json: unknown): Answer {
  const { groups = [], ...answer } = AnyAnswer.parse(json) as unknown as Answer
  const sound = groups.length === 0 ? undefined : soundGroups(groups, answer.claims)
  return sound === undefined ? answer : { ...answer, groups: sound }
}
