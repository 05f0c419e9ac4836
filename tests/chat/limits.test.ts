// How much may be asked in a while: of one person, in one channel, after a restart, and what does not count.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLimiter } from '../../src/chat/limits.ts'
import { desk } from './desk.ts'

const C1 = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const C2 = { ...C1, channel: 'C2' }
const START = Temporal.Instant.from('2023-11-20T08:00:00Z')
const later = (seconds: number) => START.add({ milliseconds: Math.round(seconds * 1000) })
const LIMITS = { personPerMinute: 6, channelPerMinute: 12 }

describe('the limiter', () => {
  it('gives a person so many a minute, wherever they ask, and says how long to wait', () => {
    const { take } = createLimiter(START, LIMITS)
    const now = later(120)
    const waits = Array.from({ length: 7 }, (_, n) => take(n % 2 === 0 ? C1 : C2, 'U1', now))
    expect(waits).toEqual([0, 0, 0, 0, 0, 0, 10])
    expect(take(C1, 'U2', now)).toBe(0)
    expect([take(C1, 'U1', later(125)), take(C1, 'U1', later(130.1)), take(C1, 'U1', later(131))]).toEqual([5, 0, 9])
  })

  it('gives a channel so many, whoever asks', () => {
    const { take } = createLimiter(START, LIMITS)
    const waits = Array.from({ length: 13 }, (_, n) => take(C1, `U${n}`, later(120)))
    expect(waits.map((wait) => wait > 0)).toEqual([...Array.from({ length: 12 }, () => false), true])
    expect(take(C2, 'U0', later(120))).toBe(0)
  })

  it('keeps people of one id in two workspaces apart', () => {
    const { take } = createLimiter(START, LIMITS)
    for (let n = 0; n < 6; n += 1) take(C1, 'U1', later(120))
    expect(take({ ...C1, workspace: 'T2' }, 'U1', later(120))).toBe(0)
  })

  it('gives half in the minute after a start, so that a restart is no way round', () => {
    const { take } = createLimiter(START, LIMITS)
    expect([1, 2, 3, 4].map(() => take(C1, 'U1', START) > 0)).toEqual([false, false, false, true])
  })

  it('lets nobody have more in any stretch of time than a bucket and what flows into it, however the clock runs', () => {
    const steps = fc.array(fc.record({ wait: fc.integer({ min: -5, max: 20 }), person: fc.constantFrom('U1', 'U2') }), { maxLength: 200 })
    fc.assert(
      fc.property(steps, (taken) => {
        const { take } = createLimiter(START, LIMITS)
        let at = 120
        let [first, high, count] = [120, 120, 0]
        for (const { wait, person } of taken) {
          at += wait
          high = Math.max(high, at)
          first = Math.min(first, at)
          if (take(C1, person, later(at)) === 0 && person === 'U1') count += 1
        }
        // What a clock takes back it may give again.
        const back = taken.reduce((sum, { wait }) => sum + Math.max(0, -wait), 0)
        return count <= LIMITS.personPerMinute + ((high - first + back) / 60) * LIMITS.personPerMinute + 1
      }),
    )
  })
})

describe('in chat', () => {
  const few = (extra = {}) => desk({ deps: { limits: { personPerMinute: 2, channelPerMinute: 100 }, ...extra } })
  const command = { as: 'command' } as const

  it('who asks too much is told so in one sentence, and nothing is searched', async () => {
    const { say, asked } = few()
    await say('who fled?', command)
    const [refused] = await say('who died?', command)
    expect([refused?.how, refused?.text]).toEqual([
      'whisper',
      'That is a lot at once: ask again in 30 seconds. Nothing that comes on a schedule is held up.',
    ])
    expect(asked).toHaveLength(1)
  })

  it('buttons that manage do not count, buttons that ask do', async () => {
    const { say } = few()
    for (let n = 0; n < 5; n += 1)
      expect((await say('subscriptions', { ...command, pressed: true }))[0]?.text).not.toContain('a lot at once')
    await say('border', { ...command, pressed: true })
    expect((await say('border', { ...command, pressed: true }))[0]?.text).toContain('a lot at once')
  })

  it('people talking among themselves use nothing up', async () => {
    const { say } = few()
    for (let n = 0; n < 5; n += 1) await say('see you at lunch', { addressed: false })
    expect((await say('who fled?', command))[0]?.text).not.toContain('a lot at once')
  })

  it('the operator’s own desk has none', async () => {
    const { say } = few()
    const web = { ...command, channel: { platform: 'web', workspace: 'desk', channel: 'desk' } as const }
    for (let n = 0; n < 5; n += 1) expect((await say('border', web))[0]?.text).not.toContain('a lot at once')
  })
})
