// Who was never shown an answer is told so once: after a kill, and where the platform did not take it.
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { createUnanswered, type Listening, sentenceFor } from '../../src/chat/unanswered.ts'
import type { Inbound } from '../../src/domain/inbound.ts'
import type { Asker, Unanswered } from '../../src/ports/conversation-store.ts'
import type { PostOutcome, Surface } from '../../src/ports/platform.ts'
import { desk } from './desk.ts'

const NOW = '2023-11-20T08:00:00Z'
const ASKER: Asker = { platform: 'slack', workspace: 'T1', person: 'U1' }

/** A desk that shows who waits; `seen` is called when an answer is being shown. */
function waiting(seen: () => unknown = () => {}) {
  const asked: (Asker | undefined)[] = []
  const open = new Map<string, Asker | undefined>()
  const { chat } = desk({
    deps: {
      inbound: {
        firstSight: async (id, _at, asker) => {
          if (open.has(id)) return false
          asked.push(asker)
          open.set(id, asker)
          return true
        },
        answered: async (id) => void open.delete(id),
        takeUnanswered: async () => [],
      },
    },
  })
  const surface: Surface = {
    progress: async () => {},
    finish: async () => {
      await seen()
      return { thread: null }
    },
    whisper: async () => void (await seen()),
    announce: async () => ({ kind: 'posted', messageId: 'm1' }),
  }
  const handle = (more: Partial<Inbound>) => chat.handle({ ...COMMAND, ...more } as Inbound, surface)
  return { asked, open, handle }
}
const COMMAND: Inbound = {
  kind: 'command',
  id: 'e1',
  channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  person: { id: 'U1', timeZone: null },
  text: 'how long is it?',
  mayManage: true,
}

describe('who waits for an answer', () => {
  it('is kept before it is made, until it was shown', async () => {
    const open: unknown[] = []
    const desk = waiting(() => open.push(...desk.open.values()))
    await desk.handle({})
    expect(open).toEqual([ASKER])
    expect([...desk.open]).toEqual([])
  })

  it('still waits where it could not be shown', async () => {
    const desk = waiting(() => {
      throw new Error('Slack is gone')
    })
    await desk.handle({})
    expect([...desk.open.values()]).toEqual([ASKER])
  })

  it('waits also while others of the thread come first', async () => {
    const gate = Promise.withResolvers<void>()
    const desk = waiting(() => gate.promise)
    const both = ['e1', 'e2'].map((id) => desk.handle({ kind: 'message', id, thread: '1.1', addressed: true }))
    await new Promise(setImmediate)
    expect(desk.asked).toEqual([ASKER, ASKER])
    gate.resolve()
    await Promise.all(both)
    expect([...desk.open]).toEqual([])
  })

  it('still waits when the event comes again meanwhile', async () => {
    const again = { kind: 'command', id: 'e1' } as const
    const desk = waiting(() => void desk.handle(again))
    const open: number[] = []
    await Promise.all([desk.handle({}), desk.handle(again).then(() => open.push(desk.open.size))])
    expect(desk.asked).toHaveLength(1)
    expect(open).toEqual([1])
  })

  it.each<[string, Partial<Inbound>]>([
    ['a link overheard', { text: 'https://news.example/a', overheard: 'm1' }],
    ['being added', { text: 'welcome', added: 'channel' }],
    ['the Home tab', { text: 'home', pressed: true }],
    ['talk in a thread', { kind: 'message', thread: '1.1', addressed: false }],
    ['the web desk', { channel: { platform: 'web', workspace: 'desk', channel: 'C1' } }],
  ])('is nobody for %s', async (_, more) => {
    const desk = waiting()
    await desk.handle(more)
    expect(desk.asked).toEqual([undefined])
  })
})

describe('telling who was not answered', () => {
  const one = (n: number): Unanswered => ({ id: `e${n}`, workspace: 'T1', person: `U${n}`, askedAt: '2023-11-20T07:57:00Z' })
  function telling(outcomes: Readonly<Record<string, PostOutcome | Error>> = {}, inHand: readonly string[] = []) {
    const left = new Map([1, 2, 3].map((n) => [`e${n}`, one(n)]))
    const taken = new Set<string>()
    const told: string[] = []
    const asked: string[][] = []
    const tellAll = createUnanswered(
      {
        inbound: {
          answered: async (id) => void left.delete(id),
          takeUnanswered: async (platform, before, at) => {
            asked.push([platform, before, at])
            const some = [...left.values()].filter(({ id }) => !taken.has(id)).slice(0, 2)
            for (const { id } of some) taken.add(id)
            return some
          },
        },
        clock: fixedClock(NOW),
        log: silentLog,
      },
      new Set(inHand),
    )
    const platforms: Listening = new Map([
      ['discord', { name: 'discord' }],
      [
        'slack',
        {
          name: 'slack',
          tell: async (workspace: string, person: string, sentence: string) => {
            told.push(`${workspace} ${person} ${sentence}`)
            const outcome = outcomes[person] ?? { kind: 'sent', messageId: 'm' }
            if (outcome instanceof Error) throw outcome
            return outcome
          },
        },
      ],
    ] as const)
    const run = () => tellAll(platforms)
    return { run, told, left, asked, taken }
  }

  it('reaches everybody who has waited for two minutes, in a sentence that says the mend', async () => {
    const { run, told, left, asked } = telling()
    await run()
    expect(asked[0]).toEqual(['slack', '2023-11-20T07:58:00Z', NOW])
    expect(told).toHaveLength(3)
    expect(told[0]).toBe(`T1 U1 ${sentenceFor(one(1), Temporal.Instant.from(NOW))}`)
    expect([...left]).toEqual([])
    await run()
    expect(told).toHaveLength(3)
  })

  it('tries again what was provably not sent, and nothing else', async () => {
    const { run, left, told, taken } = telling({
      U1: { kind: 'unknown', reason: 'timeout' },
      U2: { kind: 'refused', reason: 'channel_not_found' },
      U3: { kind: 'not-sent', reason: '429', retryAfterMs: 1 },
    })
    await run()
    expect(told).toHaveLength(3)
    expect([...left.keys()]).toEqual(['e3'])
    taken.clear()
    await run()
    expect(told.filter((line) => line.includes(' U3 '))).toHaveLength(2)
    expect(told).toHaveLength(4)
  })

  it('asks a platform that takes nothing for no more until the next time, and leaves those who are still being answered', async () => {
    const { run, told, left } = telling({ U2: { kind: 'not-sent', reason: '429', retryAfterMs: 1 } }, ['e1'])
    await run()
    expect(told.map((line) => line.slice(0, 5))).toEqual(['T1 U2'])
    expect([...left.keys()]).toEqual(['e1', 'e2', 'e3'])
  })

  it('goes on at the next call after a fault, and is done by one at a time', async () => {
    const { run, told } = telling({ U1: new Error('no') })
    await Promise.all([run(), run()])
    expect(told.map((line) => line.slice(0, 5))).toEqual(['T1 U1'])
    await run()
    expect(told.map((line) => line.slice(0, 5))).toEqual(['T1 U1', 'T1 U3'])
  })

  it('names the day where it was another', () => {
    expect(sentenceFor({ askedAt: '2023-11-19T23:59:00Z' }, Temporal.Instant.from(NOW))).toBe(
      'I was interrupted while answering what you asked me at 23:59 UTC on 19 November 2023: if you see no answer to it, please ask again.',
    )
    expect(sentenceFor({ askedAt: '2023-11-20T07:57:59Z' }, Temporal.Instant.from(NOW))).toContain('at 07:57 UTC: ')
  })
})
