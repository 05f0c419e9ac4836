// From ranked passages to claims: who says the same is cited together, near-repeats go, the best stays first (pure).
import type { Hit } from '../search/search.ts'
import { repeats, type Saying, sayingOf, saysTheSame, tellsAgain } from './saying.ts'

/** One claim to be: the passage that says it best, and others that say the same. */
export type Draft = { readonly hit: Hit; readonly saying: Saying; readonly same: Hit[] }

export type SelectRequest = Readonly<{
  hits: readonly Hit[]
  /** most claims */
  limit: number
  /** a passage becomes a claim of its own only with this score or more; one that says the same joins at any */
  floor: number
}>

const MOST_CITATIONS = 5

/** Drafts in the order of their passages; the first is the first hit that is a sentence of a story. */
export function selectDrafts({ hits, limit, floor }: SelectRequest): Draft[] {
  const drafts: Draft[] = []
  for (const hit of hits) {
    if (hit.passage.role === 'heading') continue
    const saying = sayingOf(hit.passage)
    const same = drafts.find((draft) => saysTheSame(draft.saying, saying))
    if (same) {
      if (same.same.length + 1 < MOST_CITATIONS && !cites(same, hit)) same.same.push(hit)
    } else if (
      (drafts.length === 0 || (hit.score >= floor && (hit.fits !== false || drafts[0]?.hit.fits === false))) &&
      drafts.length < limit &&
      !drafts.some((draft) => repeats(draft.saying, saying) || tellsAgain(draft.saying, saying))
    ) {
      drafts.push({ hit, saying, same: [] })
    }
  }
  return drafts
}

/** One article is cited once a claim. */
function cites(draft: Draft, hit: Hit): boolean {
  return [draft.hit, ...draft.same].some((other) => other.article.id === hit.article.id)
}
