// A figure that a later report gives anew.
import { describe, expect, it } from 'vitest'
import { changeBetween, supersedes } from '../../src/brief/changes.ts'
import { bestLead } from '../../src/brief/prefer.ts'
import { figureOf, hitOf } from './hits.ts'

const dead = (low: number, speaker: string | null = 'police', scope: readonly string[] = []) => ({
  ...figureOf('killed', low),
  speaker,
  scope,
})
const told = (text: string, low: number, publishedAt: string | null, speaker: string | null = 'police', scope: readonly string[] = []) => ({
  passage: hitOf(text, { figures: [dead(low, speaker, scope)] }).passage,
  publishedAt,
})
const FIRST = told('At least 31 people died, police said.', 31, '2025-03-03')

describe('a change of a figure', () => {
  it('is a later and larger count by the same speaker', () => {
    const later = told('Police said 38 people were dead.', 38, '2025-03-04')
    expect(changeBetween(later, FIRST)).toMatchObject({ was: { low: 31 }, now: { low: 38 } })
    expect(supersedes(FIRST, later)).toBe(false)
  })

  it('is what a later report calls one, whoever says it', () => {
    expect(supersedes(told('The toll rose to 38.', 38, '2025-03-04', null), FIRST)).toBe(true)
    expect(supersedes(told('The ministry lowered its count to 29.', 29, '2025-03-05', 'ministry'), FIRST)).toBe(true)
  })

  it('is not another speaker’s figure, an earlier or undated one, or that of another place', () => {
    expect(supersedes(told('Doctors counted 38 dead.', 38, '2025-03-04', 'doctors'), FIRST)).toBe(false)
    expect(supersedes(told('The toll rose to 38.', 38, '2025-03-03'), FIRST)).toBe(false)
    expect(supersedes(told('The toll rose to 38.', 38, null), FIRST)).toBe(false)
    const here = told('In Odell 31 people died, police said.', 31, '2025-03-03', 'police', ['odell'])
    expect(supersedes(told('In Tarvin 38 people died, police said.', 38, '2025-03-04', 'police', ['tarvin']), here)).toBe(false)
  })

  it('leads the answer to a question about the number', () => {
    const old = hitOf('At least 31 people died, police said.', { figures: [dead(31)], publishedAt: '2025-03-03' })
    const fresh = hitOf('The number of people killed rose to 38, police said.', {
      figures: [dead(38)],
      publishedAt: '2025-03-04',
      score: 0.4,
    })
    expect(bestLead([old, fresh], 'number')).toEqual([fresh, old])
    expect(bestLead([old, fresh], 'place')).toEqual([old, fresh])
  })
})
