// What may be told as of a moment.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disputesAllowed, eventsUpTo, tomorrowOf, upTo } from '../../src/brief/as-of.ts'
import type { TimelineEntry } from '../../src/domain/story.ts'
import { claimOf } from '../../src/verify/verify.ts'
import { COPY, DELTA, HILL, LENGTH, quoting } from '../render/answers.ts'

const NOW = Temporal.Instant.from('2023-11-07T12:00:00Z')
const DAY_MS = 86_400_000

describe('as of a moment', () => {
  it('allows a day when it is not after that of now, whatever the hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 40_000 * DAY_MS }), (day, at) => {
        expect(upTo(Temporal.Instant.fromEpochMilliseconds(at))('a', day)).toBe(day * DAY_MS <= at)
      }),
    )
  })

  it('keeps what was asked for besides, and what has no date', () => {
    expect(upTo(NOW, (id) => id === 'a')('b', null)).toBe(false)
    expect(upTo(NOW, (id) => id === 'a')('a', null)).toBe(true)
  })

  it('leaves out the first day after now', () => {
    expect(tomorrowOf(Temporal.Instant.from('2023-12-31T23:59:59Z'))).toBe('2024-01-01')
  })

  it('takes events that only later articles tell out, and later articles out of the others', () => {
    const early = quoting(HILL, 'Some 40 boats sank on Friday.')
    const late = quoting(DELTA, 'The river is 2,129 kilometers long.')
    const entry = (claim: TimelineEntry['claim']): TimelineEntry => ({ date: '2023-11-03', precision: 'day', claim })
    const told = eventsUpTo([entry(claimOf(late)), entry(claimOf(late, early)), entry(claimOf(early))], NOW)
    expect(told.map(({ claim }) => claim.citations.map(({ articleId }) => articleId))).toEqual([['hill'], ['hill']])
  })

  it('counts the voices of a position anew when an article of it is not allowed, and drops a dispute that is none any more', async () => {
    const index = { voices: async (ids: readonly string[]) => ids.map((id) => [id]) }
    const long = (from: typeof HILL) => claimOf(quoting(from, 'The river runs for 2,000km.'))
    const dispute = {
      ...LENGTH,
      positions: [{ value: '2,000km', voices: 2, claims: [long(HILL), long(COPY)] }, ...LENGTH.positions.slice(1)],
    }
    const later = Temporal.Instant.from('2023-11-20T00:00:00Z')
    const only = (id: string) => id !== 'copy'
    const [kept] = await disputesAllowed([dispute], { now: later, only, scope: [], index })
    expect(kept?.positions.map(({ voices }) => voices)).toEqual([1, 1])
    expect(await disputesAllowed([dispute], { now: later, scope: [], index })).toEqual([dispute])
    expect(await disputesAllowed([dispute], { now: NOW, scope: [], index })).toEqual([])
  })
})
