// One run of mutants against a verifier: how many it accepted, and which of those say what their source does not (pure, from a seed).
import { verifyClaim } from '../../src/verify/verify.ts'
import { randomOf } from '../bench/random.ts'
import { type Mutant, nextMutant } from './mutants.ts'
import { faultsOf } from './oracle.ts'

/** Whether the claim may be shown as it is. */
export type Accepts = (claim: string, source: string) => boolean
export type Run = Readonly<{ mutants: number; accepted: number; wrong: readonly (Mutant & { faults: readonly string[] })[] }>

export const accepts: Accepts = (claim, source) =>
  verifyClaim({ id: 'm', sources: [{ id: 's', text: source }], claim: { text: claim, sourceIds: ['s'] } }).verdict === 'accept'

/** Marks, spaces and a capital at the front tell nothing apart. */
const letters = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$€£%]+/gu, ' ')
    .trim()

/** Runs mutants of the sentences from this seed: `count` of them, or fewer when `enough` wrong ones are found. */
export function runMutants(
  accepted: Accepts,
  sentences: readonly string[],
  { count, seed, enough = 50 }: Readonly<{ count: number; seed: number; enough?: number }>,
): Run {
  const random = randomOf(seed)
  const wrong: (Mutant & { faults: readonly string[] })[] = []
  let [yes, n] = [0, 0]
  for (; n < count && wrong.length < enough; n += 1) {
    const mutant = nextMutant(sentences, random)
    if (!accepted(mutant.claim, mutant.source)) continue
    yes += 1
    const faults = [...faultsOf(mutant.claim, mutant.source)]
    if (mutant.untrue && letters(mutant.claim) !== letters(mutant.source)) faults.push('part: a part that carries the truth is gone')
    if (faults.length > 0) wrong.push({ ...mutant, faults })
  }
  return { mutants: n, accepted: yes, wrong }
}
