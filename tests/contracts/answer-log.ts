// What any AnswerLog must do; run by each store's own test.
import { describe, expect, it } from 'vitest'
import type { AnswerRecord } from '../../src/domain/answer-record.ts'
import type { AnswerLog } from '../../src/ports/answer-log.ts'

export function aRecord(id: string, change: Partial<AnswerRecord> = {}): AnswerRecord {
  const span = { articleId: 'a1', version: 2, start: 3, end: 9, sha256: 'f'.repeat(64) }
  return {
    id,
    at: '2024-02-03T08:00:00Z',
    how: 'ask',
    workspace: 'slack:T1',
    channel: 'slack:T1:C1',
    person: 'p1',
    question: 'Who fled 老街?',
    resolved: 'Who fled 老街?',
    topic: null,
    scope: ['operator', 'slack:T1'],
    kind: 'answer',
    offered: [span],
    claims: [{ passages: [span], text: null, verdict: 'accept', rule: 'OK verbatim', byModel: false }],
    model: { state: 'off', reason: null, name: null, prompt: null, requests: 0, tokensIn: 0, tokensOut: 0, cost: 0, currency: null, ms: 0 },
    tookMs: 12,
    ...change,
  }
}

const all = async (log: AnswerLog, filter: Parameters<AnswerLog['all']>[0] = {}) => {
  const ids: string[] = []
  for await (const { id } of log.all(filter)) ids.push(id)
  return ids
}

export function answerLogContract(open: () => Promise<AnswerLog>): void {
  describe('an answer log', () => {
    it('gives back a record as it was kept, to its own workspace only', async () => {
      const log = await open()
      await log.add([aRecord('r1')])
      expect(await log.get('r1', 'slack:T1')).toEqual(aRecord('r1'))
      expect(await log.get('r1', 'slack:T2')).toBeNull()
      expect(await log.get('r2', 'slack:T1')).toBeNull()
    })

    it('keeps the first of two records with one id', async () => {
      const log = await open()
      await log.add([aRecord('r1'), aRecord('r1', { question: 'other' })])
      await log.add([aRecord('r1', { question: 'third' })])
      expect((await log.get('r1', 'slack:T1'))?.question).toBe('Who fled 老街?')
    })

    it('finds the newest of a channel that one person was given', async () => {
      const log = await open()
      await log.add([
        aRecord('old', { at: '2024-02-01T08:00:00Z' }),
        aRecord('new', { at: '2024-02-02T08:00:00Z' }),
        aRecord('others', { person: 'p2' }),
        aRecord('elsewhere', { channel: 'slack:T1:C2' }),
        aRecord('digest', { person: null, how: 'digest' }),
      ])
      expect((await log.lastIn('slack:T1:C1', 'p1'))?.id).toBe('new')
      expect((await log.lastIn('slack:T1:C1', null))?.id).toBe('digest')
      expect(await log.lastIn('slack:T1:C1', 'p3')).toBeNull()
    })

    it('streams all of them oldest first, also many of one moment, from an instant on and of one workspace', async () => {
      const log = await open()
      const many = Array.from({ length: 450 }, (_, n) => aRecord(`m${String(n).padStart(3, '0')}`))
      await log.add([...many, aRecord('last', { at: '2024-02-03T08:00:00.001Z' }), aRecord('first', { at: '2024-02-02T00:00:00Z' })])
      await log.add([aRecord('other', { workspace: 'slack:T2', at: '2024-02-05T00:00:00Z' })])
      expect(await all(log)).toEqual(['first', ...many.map(({ id }) => id), 'last', 'other'])
      expect(await all(log, { since: '2024-02-03T08:00:00.001Z', workspace: 'slack:T1' })).toEqual(['last'])
    })

    it('forgets by age, by workspace and by person, and says how many', async () => {
      const log = await open()
      await log.add([
        aRecord('old', { at: '2024-01-01T00:00:00Z' }),
        aRecord('mine'),
        aRecord('theirs', { person: 'p2' }),
        aRecord('other', { workspace: 'slack:T2' }),
      ])
      expect(await log.prune('2024-01-01T00:00:00.001Z')).toBe(1)
      expect(await log.erase('slack:T1', 'p1')).toBe(1)
      expect(await all(log)).toEqual(['theirs', 'other'])
      expect(await log.erase('slack:T1', null)).toBe(1)
      expect(await all(log)).toEqual(['other'])
    })
  })
}
