// What a thread keeps of an answer, and how it is cut from the stored articles again.
import type { Answer } from '../domain/answer.ts'
import type { Citation } from '../domain/claim.ts'
import type { CitationRef, Turn } from '../domain/conversation.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import { cite } from '../verify/verify.ts'
import type { Asking } from './reply.ts'

const CITATIONS_LOOKED_AT = 6 // what people mean by "he" or "there" stood near the top
const MENTIONS_KEPT = 12

export function refOf({ articleId, version, start, end, speaker, hedge }: Citation): CitationRef {
  return { articleId, version, start, end, speaker, hedge }
}

/** The turn of an answer, with who and what its first quotes named. */
export async function turnOf(
  said: Readonly<{ question: string; resolved: string; topic: string | null; cited: readonly Citation[] }>,
  asking: Asking,
): Promise<Omit<Turn, 'at'>> {
  const mentions = new Map<string, { text: string; kind: 'person' | 'group' | 'place' | 'other' }>()
  for (const citation of said.cited.slice(0, CITATIONS_LOOKED_AT)) {
    for (const { key, text, kind } of (await passageOf(citation, asking))?.names ?? []) {
      if (!mentions.has(key)) mentions.set(key, { text, kind })
    }
  }
  const kept = [...mentions.values()].slice(0, MENTIONS_KEPT)
  return { ...said, cited: said.cited.map(refOf), names: kept.map(({ text }) => text), mentions: kept }
}

/** What the index noticed in a quote's sentence; null when the article has changed or gone since. */
export async function passageOf(citation: Citation, { deps, scope }: Asking): Promise<AnnotatedPassage | null> {
  const record = await deps.index.record(citation.articleId, scope)
  if (record === null || record.version !== citation.version) return null
  return record.annotated.passages.find((passage) => passage.start < citation.end && citation.start < passage.end) ?? null
}

/** The sentences around a quote's in its article, from `from` to `to` places after it (before it when negative), in order. */
export async function around(citation: Citation, from: number, to: number, asking: Asking): Promise<readonly AnnotatedPassage[]> {
  const passage = await passageOf(citation, asking)
  if (passage === null) return []
  const passages = (await asking.deps.index.record(citation.articleId, asking.scope))?.annotated.passages ?? []
  const [first, last] = [passage.ordinal + from, passage.ordinal + to]
  return passages.filter(({ ordinal, role }) => role === 'sentence' && ordinal !== passage.ordinal && ordinal >= first && ordinal <= last)
}

/** Cites passages of stored articles; one whose article has changed since is left out. */
export async function citedFrom(passages: readonly AnnotatedPassage[], { deps, scope }: Asking): Promise<readonly Citation[]> {
  const articles = await deps.articles.many([...new Set(passages.map(({ articleId }) => articleId))], scope)
  return passages.flatMap((passage) => {
    const article = articles.get(passage.articleId)
    const { speaker, hedge } = passage
    return article === undefined || article.version !== passage.version ? [] : (citedAgain(article, { ...passage, speaker, hedge }) ?? [])
  })
}

/** What the turn's question, or its topic, is answered with now; with `evidence` passages besides. */
export async function askedAgain(
  { resolved, topic: name }: Pick<Turn, 'resolved' | 'topic'>,
  asking: Asking,
  evidence?: number,
): Promise<Answer> {
  const { deps, scope, now, topics } = asking
  const topic = topics.find((known) => known.name === name && known.query === resolved)
  return topic === undefined
    ? deps.brief.ask({ question: resolved, scope, now, evidence, unchosen: true })
    : deps.brief.briefTopic({ topic, scope, now, evidence, unchosen: true })
}

/** Where the first quotes of a turn stand in their articles, as far as these are unchanged. */
export async function quotedIn(turn: Turn, asking: Asking): Promise<readonly Readonly<{ articleId: string; ordinal: number }>[]> {
  const quotes = (await recalled(turn, asking)).slice(0, CITATIONS_LOOKED_AT)
  const passages = await Promise.all(quotes.map(({ citation }) => passageOf(citation, asking)))
  return passages.flatMap((passage) => (passage === null ? [] : { articleId: passage.articleId, ordinal: passage.ordinal }))
}

/** A quote under its number; `changed` when the article it is cut from has a newer version, `withdrawn` when its source took it back. */
export type Recalled = Readonly<{ number: number; citation: Citation; state: 'stands' | 'changed' | 'withdrawn' }>

/** The quotes of a turn, cut anew from the stored versions; those whose article is no longer here are left out. */
export async function recalled(turn: Turn, { deps, scope }: Asking): Promise<readonly Recalled[]> {
  const newest = await deps.articles.many([...new Set(turn.cited.map(({ articleId }) => articleId))], scope)
  const quotes = await Promise.all(
    turn.cited.map(async (ref, at): Promise<Recalled | null> => {
      const article = await deps.articles.get(ref.articleId, scope, ref.version)
      const citation = article === null ? null : citedAgain(article, ref)
      if (citation === null) return null
      const now = newest.get(ref.articleId)
      const state = now?.withdrawnAt ? 'withdrawn' : now !== undefined && now.version > ref.version ? 'changed' : 'stands'
      return { number: at + 1, citation, state }
    }),
  )
  return quotes.filter((quote) => quote !== null)
}

function citedAgain(article: Parameters<typeof cite>[0], { start, end, speaker = null, hedge = null }: CitationRef): Citation | null {
  try {
    return cite(article, { start, end }, { speaker, hedge })
  } catch (error) {
    if (error instanceof RangeError) return null // the stored text no longer holds such a span
    throw error
  }
}
