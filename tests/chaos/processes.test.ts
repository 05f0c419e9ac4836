// The rows of the chaos table that start and kill the shipped `serve`, in small; nothing here is judged by how long it took.
import { describe, expect, it } from 'vitest'
import { deliveriesRow } from '../../scripts/chaos/deliveries.ts'
import { marksRowOf } from '../../scripts/chaos/marks.ts'
import { morningRows } from '../../scripts/chaos/morning.ts'

const OPTIONS = { seed: 20_261_122, share: 1, deliveries: null, say: () => {}, isEnough: () => false }
// They mostly wait: for a minute to begin, and for the protocol's own times, shortened.
const PATIENCE = { timeout: 300_000 }

describe.skipIf(process.platform === 'win32').concurrent('the shipped serve against emulated platforms', () => {
  it('posts every digest once, killed while requests go wrong', PATIENCE, async () => {
    const { broken, figures } = await deliveriesRow({ ...OPTIONS, deliveries: 24 })
    expect(broken).toEqual([])
    expect(figures[0]).toMatch(/^24 digests owed to 24 channels/)
    expect(figures[2]).toMatch(/^0 lost, 0 doubled at the end/)
  })

  it('holds and reports what Slack gives no means to prove, and doubles nothing', PATIENCE, async () => {
    const { broken, figures } = await marksRowOf(['all three, hold'])({ ...OPTIONS, share: 0.1 })
    expect(broken).toEqual([])
    expect(figures[0]).toMatch(/ 0 doubled,.* [1-9]\d* uncertain, [1-9]\d* told to their owners$/)
  })

  it('sends a morning’s digests without being told once that it asks too often', PATIENCE, async () => {
    const { figures } = (await morningRows['morning-slack']?.({ ...OPTIONS, share: 0.02 })) ?? { figures: [] }
    expect(figures[0]).toMatch(/: 200 of 200 posted;.* 0 answers 429;/)
  })
})
