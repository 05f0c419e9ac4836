// What any ConversationStore and InboundLog must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { Thread } from '../../src/domain/address.ts'
import type { Turn } from '../../src/domain/conversation.ts'
import type { ConversationStore, InboundLog } from '../../src/ports/conversation-store.ts'

const THREAD: Thread = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '17.0001' }

function aTurn(question: string): Turn {
  const cited = [
    { articleId: 'a1', version: 2, start: 3, end: 9 },
    { articleId: 'a2', version: 1, start: 0, end: 4, speaker: 'the UN', hedge: null },
  ]
  const mentions = [{ text: '老街', kind: 'place' }] as const
  return {
    mentions,
    focus: 1,
    at: '2024-02-03T00:00:00Z',
    question,
    resolved: `${question} (border)`,
    topic: 'border',
    cited,
    names: ['老街'],
  }
}

export function conversationStoreContract(open: () => Promise<ConversationStore>): void {
  describe('a conversation store', () => {
    it('gives back the turns of a thread in order, and null for a thread nobody spoke in', async () => {
      const store = await open()
      await store.append(THREAD, aTurn('first'))
      await store.append(THREAD, { ...aTurn('second'), topic: null })
      expect(await store.get(THREAD)).toEqual({ thread: THREAD, turns: [aTurn('first'), { ...aTurn('second'), topic: null }] })
      expect(await store.get({ ...THREAD, thread: '18' })).toBeNull()
    })

    it('keeps threads apart that differ in one part of their address only', async () => {
      const store = await open()
      await store.append({ platform: 'slack', workspace: 'T1:C1', channel: 'x', thread: '1' }, aTurn('one'))
      const others: readonly Thread[] = [
        { platform: 'slack', workspace: 'T1', channel: 'C1:x', thread: '1' },
        { platform: 'discord', workspace: 'T1:C1', channel: 'x', thread: '1' },
      ]
      for (const other of others) expect(await store.get(other)).toBeNull()
    })

    it('keeps the newest 50 turns of a thread and leaves other threads alone', async () => {
      const store = await open()
      await store.append({ ...THREAD, thread: 'other' }, aTurn('kept'))
      for (let i = 0; i < 63; i++) await store.append(THREAD, aTurn(`q${i}`))
      const turns = (await store.get(THREAD))?.turns ?? []
      expect(turns.map((turn) => turn.question)).toEqual(Array.from({ length: 50 }, (_, i) => `q${i + 13}`))
      expect((await store.get({ ...THREAD, thread: 'other' }))?.turns).toHaveLength(1)
    })

    it('forgets turns by age, however their time is written, and a workspace whole', async () => {
      const store = await open()
      await store.append(THREAD, { ...aTurn('old'), at: '2024-02-01T23:59:59.999Z' })
      await store.append(THREAD, { ...aTurn('kept'), at: '2024-02-02T00:00:00Z' })
      await store.append({ ...THREAD, workspace: 'T2' }, aTurn('theirs'))
      expect(await store.prune('2024-02-02T00:00:00Z')).toBe(1)
      expect((await store.get(THREAD))?.turns.map(({ question }) => question)).toEqual(['kept'])
      expect(await store.erase({ platform: 'slack', workspace: 'T1' })).toBe(1)
      expect(await store.get(THREAD)).toBeNull()
      expect(await store.get({ ...THREAD, workspace: 'T2' })).not.toBeNull()
    })
  })
}

export function inboundLogContract(open: () => Promise<InboundLog>): void {
  describe('an inbound log', () => {
    it('says of one id once that it is new, also when it comes several times at once', async () => {
      const log = await open()
      const at = '2024-02-03T08:00:00Z'
      const answers = await Promise.all([1, 2, 3, 4].map(() => log.firstSight('Ev1', at)))
      expect(answers.filter((isNew) => isNew)).toHaveLength(1)
      expect(await log.firstSight('Ev2', at)).toBe(true)
    })

    it('remembers an id for 24 hours and not longer', async () => {
      const log = await open()
      await log.firstSight('Ev1', '2024-02-03T08:00:00Z')
      expect(await log.firstSight('Ev1', '2024-02-04T07:59:59Z')).toBe(false)
      expect(await log.firstSight('Ev1', '2024-02-04T08:00:00Z')).toBe(true)
    })

    it('forgets ids seen before a moment, and says how many', async () => {
      const log = await open()
      await log.firstSight('Ev1', '2024-02-03T08:00:00Z')
      await log.firstSight('Ev2', '2024-02-03T09:00:00Z')
      expect(await log.prune('2024-02-03T09:00:00Z')).toBe(1)
      expect(await log.firstSight('Ev2', '2024-02-03T09:00:00Z')).toBe(false)
    })

    describe('of who still waits for an answer', () => {
      const asker = (person: string, platform: 'slack' | 'discord' = 'slack') => ({ platform, workspace: 'T1', person })
      const LATER = '2024-02-03T09:00:00Z'
      const waiting = async (log: InboundLog, at = LATER, before = at) =>
        (await log.takeUnanswered('slack', before, at)).map(({ person }) => person)

      it('names those who asked before a moment on that platform, the earliest first', async () => {
        const log = await open()
        await log.firstSight('Ev1', '2024-02-03T08:01:00Z', asker('U1'))
        await log.firstSight('Ev2', '2024-02-03T08:00:00Z', asker('U2'))
        await log.firstSight('Ev3', '2024-02-03T08:02:00Z', asker('U3'))
        await log.firstSight('Ev4', '2024-02-03T08:00:00Z', asker('U4', 'discord'))
        await log.firstSight('Ev5', '2024-02-03T08:00:00Z')
        const some = await log.takeUnanswered('slack', '2024-02-03T08:02:00Z', LATER)
        expect(some).toEqual([
          { id: 'Ev2', workspace: 'T1', person: 'U2', askedAt: '2024-02-03T08:00:00Z' },
          { id: 'Ev1', workspace: 'T1', person: 'U1', askedAt: '2024-02-03T08:01:00Z' },
        ])
      })

      it('names none who was answered, nor anybody for an event that comes again', async () => {
        const log = await open()
        await log.firstSight('Ev1', '2024-02-03T08:00:00Z', asker('U1'))
        await log.answered('Ev1')
        await log.answered('Ev0')
        expect(await log.firstSight('Ev1', '2024-02-03T08:00:01Z', asker('U1'))).toBe(false)
        expect(await waiting(log)).toEqual([])
      })

      it('gives each to one who takes them, and again five minutes later', async () => {
        const log = await open()
        for (let n = 1; n <= 50; n += 1) await log.firstSight(`Ev${n}`, '2024-02-03T08:00:00Z', asker(`U${n}`))
        const taken = (await Promise.all([waiting(log), waiting(log), waiting(log), waiting(log)])).flat()
        expect(new Set(taken).size).toBe(50)
        expect(taken).toHaveLength(50)
        expect(await waiting(log, '2024-02-03T09:04:59Z')).toEqual([])
        expect((await waiting(log, '2024-02-03T09:05:00Z')).length).toBeGreaterThan(0)
      })

      it('names nobody a day later, nor whom it was told to forget', async () => {
        const log = await open()
        await log.firstSight('Ev1', '2024-02-03T08:00:00Z', asker('U1'))
        await log.firstSight('Ev2', '2024-02-03T10:00:00Z', asker('U2'))
        await log.firstSight('Ev3', '2024-02-03T10:00:00Z', asker('U3'))
        await log.firstSight('Ev4', '2024-02-03T10:00:00Z', { ...asker('U2'), workspace: 'T2' })
        await log.forgetAsker(asker('U2'))
        expect((await log.takeUnanswered('slack', '2024-02-04T08:00:00Z', '2024-02-04T08:00:00Z')).map(({ id }) => id)).toEqual([
          'Ev3',
          'Ev4',
        ])
        expect(await waiting(log, '2024-02-04T07:00:00Z')).toEqual([])
      })

      it('forgets them with the ids', async () => {
        const log = await open()
        await log.firstSight('Ev1', '2024-02-03T08:00:00Z', asker('U1'))
        await log.prune('2024-02-03T08:30:00Z')
        expect(await waiting(log)).toEqual([])
      })
    })
  })
}
