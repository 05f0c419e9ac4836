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

    it('still owes a chore that was asked for again while it was being done, however it ended', async () => {
      const care = await open()
      const taken = async () => (await care.owed('2026-11-22T01:30:00Z', 1))[0]
      await care.owe('d1', 'sweep', '2026-11-22T01:30:00Z')
      const first = await taken()
      await care.owe('d1', 'sweep', '2026-11-22T01:30:01Z')
      if (first) await care.done(first)
      const second = await taken()
      await care.owe('d1', 'sweep', '2026-11-22T01:30:02Z')
      if (second) await care.putOff(second, '2026-11-22T01:40:00Z')
      const third = await taken()
      expect(third).toMatchObject({ kind: 'sweep', tries: 0 })
      await care.owe('d1', 'sweep', '2026-11-22T01:40:00Z')
      if (third) await care.later(third, '2026-11-22T01:50:00Z')
      const fourth = await taken()
      if (fourth) await care.done(fourth)
      expect(await care.nextOwed()).toBeNull()
    })

    it('puts a chore off without counting a try', async () => {
      const care = await open()
      await care.owe('d1', 'remark', '2026-11-22T01:30:00Z')
      const [chore] = await care.owed('2026-11-22T01:30:00Z', 1)
      if (chore) await care.putOff(chore, '2026-11-22T01:35:00Z')
      expect(await care.owed('2026-11-22T01:34:59Z', 9)).toEqual([])
      expect(await care.owed('2026-11-22T01:35:00Z', 9)).toMatchObject([{ kind: 'remark', tries: 0 }])
    })

    it('keeps each remark once, which of them are said, and by which reply', async () => {
      const care = await open()
      const remark = (over = {}) => ({ ...{ deliveryId: 'd1', by: 'd2', how: 'corrected' as const, number: 1 }, ...over })
      expect(await care.remark(remark())).toBe(true)
      expect(await care.remark(remark())).toBe(false)
      await care.remark(remark({ how: 'withdrawn' }))
      await care.remark(remark({ number: 0 }))
      await care.said([remark()], '2026-11-22T01:30:00Z', null)
      await care.said([remark(), remark({ how: 'withdrawn' })], '2026-11-22T01:31:00Z', 'r1')
      expect(await care.remarks('d1')).toEqual([
        remark({ isSaid: true, replyId: null }),
        remark({ how: 'withdrawn', isSaid: true, replyId: 'r1' }),
        remark({ number: 0, isSaid: false, replyId: null }),
      ])
      expect(await care.remarks('d2')).toEqual([])
      expect([await care.repliesTo('r1'), await care.repliesTo('d1')]).toEqual(['d1', null])
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
