// The verifier on mutants from a seed, judged by an oracle of its own; and the oracle on verifiers that are broken on purpose.
import { describe, expect, it } from 'vitest'
import { BROKEN } from '../../scripts/fuzz/broken-verifiers.ts'
import { fuzzSentences } from '../../scripts/fuzz/fuzz-sentences.ts'
import { faultsOf } from '../../scripts/fuzz/oracle.ts'
import { accepts, runMutants } from '../../scripts/fuzz/verify-run.ts'
import { realSeeds } from '../real-seeds.ts'

const SEED = 20_231_106
const sentences = fuzzSentences(realSeeds ?? undefined)

describe('verifyClaim on 100,000 mutants', () => {
  it(`accepts none that changes a number, name, negation, hedge, actor, date, quotation or unit (seed ${SEED})`, {
    timeout: 300_000,
  }, () => {
    const { mutants, accepted, wrong } = runMutants(accepts, sentences, { count: 100_000, seed: SEED })
    expect(wrong, `seed ${SEED}`).toEqual([])
    expect(mutants).toBe(100_000)
    expect(accepted, 'mutants that are honest after all keep the oracle at work').toBeGreaterThan(1_000)
  })
})

describe('the oracle', () => {
  it.each(Object.keys(BROKEN))('finds what a verifier lets through that %s', { timeout: 60_000 }, (name) => {
    const { wrong } = runMutants(BROKEN[name] ?? accepts, sentences, { count: 20_000, seed: SEED, enough: 1 })
    expect(wrong.length).toBeGreaterThan(0)
  })

  it('finds nothing in an honest shortening', () => {
    const source = 'The mayor, a keen cyclist, said on Friday that 12 houses (about a fifth) were not safe, adding that work had begun.'
    expect(faultsOf('The mayor said on Friday that 12 houses (about a fifth) were not safe.', source)).toEqual([])
    expect(faultsOf('The mayor, a keen cyclist, said on Friday that 12 houses were safe.', source)).not.toEqual([])
  })
})
