// The row of the chaos table with clock jumps and outages, in small.
import { describe, expect, it } from 'vitest'
import { clockRow } from '../../scripts/chaos/clock.ts'
import { expectedOf } from '../../scripts/chaos/clock-oracle.ts'

const HOUR = 3_600_000
const OWED = [8, 32, 56].map((hour, day) => ({ localDate: `day ${day + 1}`, at: hour * HOUR }))

describe('the oracle of the clock row', () => {
  it('owes one message at the first tick after its time, however often the clock comes by again', () => {
    const readings = [7, 8, 6, 8, 9, 5, 9].map((hour) => hour * HOUR)
    expect(expectedOf(OWED, readings, 0, 6 * HOUR)).toEqual({ posts: [8 * HOUR], missed: [] })
  })

  it('owes the latest of several inside the grace and a record of the others, and only records after it', () => {
    expect(expectedOf(OWED, [60 * HOUR], 0, 6 * HOUR)).toEqual({ posts: [60 * HOUR], missed: ['day 1', 'day 2'] })
    expect(expectedOf(OWED, [40 * HOUR], 0, 6 * HOUR)).toEqual({ posts: [], missed: ['day 1', 'day 2'] })
    expect(expectedOf(OWED, [40 * HOUR], 9 * HOUR, 6 * HOUR)).toEqual({ posts: [], missed: ['day 2'] })
  })
})

describe('digests on a machine whose clock jumps and that is off for days', () => {
  it('come once for each that is owed, the latest of several missed ones within the grace, with a record of the others', async () => {
    const report = await clockRow({ seed: 20_261_122, share: 0.01, deliveries: null, say: () => {}, isEnough: () => false })
    expect(report.broken).toEqual([])
    expect(report.figures.at(-1)).toBe('0 missed, 0 doubled')
    expect(report.figures[1]).toMatch(/^[1-9]\d* digests owed and posted/)
  })
})
