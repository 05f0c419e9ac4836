// What a thread keeps of an answer, and how it is cut from the stored articles again.
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
