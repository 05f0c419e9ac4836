// What any Aftercare must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { Aftercare, OwnerNotice } from '../../src/ports/aftercare.ts'

const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const aNotice = (over: Partial<OwnerNotice> = {}): OwnerNotice => ({
  ...{ id: 'n1', channel: CHANNEL, person: 'U1', words: 'It is paused.', at: '2026-11-22T01:30:00Z' },
  ...over,
})

export function aftercareContract(open: () => Promise<Aftercare>): void {
  describe('an aftercare', () => {
    it('keeps each message seen once, and which were removed', async () => {
      const care = await open()
      expect(await care.sighted('d1', 'm1', '2026-11-22T01:30:00Z')).toBe(true)
      expect(await care.sighted('d1', 'm1', '2026-11-22T01:31:00Z')).toBe(false)
      await care.sighted('d1', 'm2', '2026-11-22T01:31:00Z')
      await care.sighted('d2', 'm1', '2026-11-22T01:31:00Z')
      await care.removed('d1', 'm2', '2026-11-22T01:40:00Z')
      expect(await care.sightings('d1')).toEqual([
        { messageId: 'm1', isRemoved: false },
        { messageId: 'm2', isRemoved: true },
      ])
      expect(await care.sightings('d3')).toEqual([])
    })

    it('owes a chore at the earliest time asked for, by instant and not by spelling, until it is done', async () => {
      const care = await open()
      await care.owe('d1', 'sweep', '2026-11-22T01:40:00Z')
      await care.owe('d1', 'sweep', '2026-11-22T08:05:00+06:30')
      await care.owe('d1', 'sweep', '2026-11-22T01:50:00Z')
      await care.owe('d1', 'amend', '2026-11-22T01:36:00Z')
      expect(await care.nextOwed()).toBe('2026-11-22T08:05:00+06:30')
      expect(await care.owed('2026-11-22T01:34:59Z', 9)).toEqual([])
      expect((await care.owed('2026-11-22T01:36:00Z', 9)).map(({ kind, tries }) => [kind, tries])).toEqual([
        ['sweep', 0],
        ['amend', 0],
      ])
      const [sweep] = await care.owed('2026-11-22T01:36:00Z', 1)
      if (sweep) await care.later(sweep, '2026-11-22T02:00:00Z')
      expect(await care.owed('2026-11-22T02:00:00Z', 9)).toMatchObject([{ kind: 'amend' }, { kind: 'sweep', tries: 1 }])
      for (const chore of await care.owed('2026-11-22T02:00:00Z', 9)) await care.done(chore)
      expect(await care.nextOwed()).toBeNull()
    })

    it('tells each notice to its person once, in their workspace only', async () => {
      const care = await open()
      expect(await care.notify(aNotice())).toBe(true)
      expect(await care.notify(aNotice({ words: 'Again.' }))).toBe(false)
      await care.notify(aNotice({ id: 'n2', person: 'U2', at: '2026-11-22T01:00:00Z' }))
      await care.notify(aNotice({ id: 'n3', channel: { ...CHANNEL, workspace: 'T2' } }))
      expect((await care.untold()).map(({ id }) => id)).toEqual(['n2', 'n1', 'n3'])
      expect(await care.untold({ channel: CHANNEL, person: 'U1' })).toEqual([aNotice()])
      expect(await care.told('n1', '2026-11-22T02:00:00Z')).toBe(true)
      expect(await care.told('n1', '2026-11-22T02:00:00Z')).toBe(false)
      expect(await care.untold({ channel: CHANNEL, person: 'U1' })).toEqual([])
    })
  })
}
