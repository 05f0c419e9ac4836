// Lets a model say which of the names and quotes of a thread a remark means by "he", "there" or "that attack"; by id, never in words.
import { isFitToOffer, type PickDeps, picked } from './pick.ts'

/** Something a remark may mean. */
export type Referent = Readonly<{ kind: 'person' | 'group' | 'place' | 'other' | 'passage'; text: string }>

/** The place of the one that is meant; null when a model does not tell, and then whoever asked decides alone. */
export type Referrer = (request: Readonly<{ remark: string; question: string; candidates: readonly Referent[] }>) => Promise<number | null>

const MOST = 16
const MAX_WORDS = 400 // characters of a quote

export function createReferrer(deps: PickDeps): Referrer {
  return async ({ remark, question, candidates }) => {
    const fit = candidates.map((candidate, at) => ({ ...candidate, at })).filter(({ text }) => isFitToOffer(text))
    const offered = fit.slice(0, MOST)
    // One candidate is no choice.
    if (offered.length < 2 || !isFitToOffer(remark)) return null
    const [meant] = await picked(
      {
        variable: 'candidates',
        candidates: offered.map(({ kind, text }) => ({ kind, words: text.slice(0, MAX_WORDS) })),
        values: { remark, question },
        most: 1,
      },
      deps,
    )
    return meant === undefined ? null : (offered[meant]?.at ?? null)
  }
}
