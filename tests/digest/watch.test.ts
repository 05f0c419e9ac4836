import { describe, expect, it } from 'vitest'
import type { Figure } from '../../src/domain/figure.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

const schedule = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }

function counted(low: number, over: Parameters<typeof oneLiner>[1] = {}) {
  const text = `The UN said ${low.toLocaleString('en')} people were displaced in Muse.`
  const words = low.toLocaleString('en')
  const start = text.indexOf(words)
  const rest = {
    unit: null,
    currency: null,
    counted: 'people',
    qualifier: 'exact',
    hedge: null,
    asOf: null,
    scope: [],
    speaker: 'UN',
  } as const
  const figure: Figure = { low, high: low, words, measure: 'displaced', ...rest, start, end: start + words.length }
  return oneLiner(text, { id: `${low}-${over.publisher ?? ''}`, publishedAt: '2026-11-20', ...over }, { figures: [figure], speaker: 'UN' })
}

async function watching(mostADay: number) {
  const platform = { current: null as ReturnType<typeof fakePlatform> | null }
  const world = digestWorld('2026-11-20T10:00:00Z', (now) => {
    platform.current = fakePlatform({ now })
    return platform.current
  })
  const digests = world.boot()
  await world.publish(counted(23_000))
  await digests.subscribe({ channel: CHANNEL, topic: 'displaced', schedule, by: 'U1', now: world.now(), kind: 'watch', mostADay })
  await world.run(digests, 2)
  const shown = () => platform.current?.standing.map(({ post }) => post.payload) ?? []
  return { ...world, digests, shown }
}

describe('a watch', () => {
  it('says nothing of what stood before it began, and nothing while nothing changes', async () => {
    const { run, digests, shown, publish } = await watching(3)
    await publish(counted(23_000, { id: 'again', publisher: 'The Hill Post' }))
    await run(digests, 5)
    expect(shown()).toEqual([])
  })

  it('posts once when a figure changes, from what to what', async () => {
    const { run, digests, shown, publish } = await watching(3)
    await publish(counted(50_000))
    await run(digests, 5)
    expect(shown()).toHaveLength(1)
    expect(shown()[0]).toContain('23,000 → 50,000')
    await run(digests, 5)
    expect(shown()).toHaveLength(1)
  })

  it('posts when another voice says what it knows, and not for a copy', async () => {
    const { run, digests, shown, publish } = await watching(3)
    await publish(counted(23_000, { id: 'river', publisher: 'River News', label: 'River News' }))
    await run(digests, 5)
    expect(shown()).toHaveLength(1)
    expect(shown()[0]).toContain('Another voice:')
  })

  it('posts no more than so often a day, and tells the rest the day after', async () => {
    const { run, digests, shown, publish, moveTo } = await watching(1)
    await publish(counted(50_000))
    await run(digests, 3)
    await publish(counted(41_000, { publishedAt: '2026-11-20' }))
    await run(digests, 3)
    expect(shown()).toHaveLength(1)
    moveTo('2026-11-21T00:01:00Z')
    await run(digests, 3)
    expect(shown()).toHaveLength(2)
    expect(shown()[1]).toContain('50,000 → 41,000')
  })

  it('tells at once that what it told was taken back, though nothing new comes in', async () => {
    const { run, digests, shown, publish, stores, now } = await watching(3)
    await publish(counted(50_000))
    await run(digests, 3)
    await stores.articles.withdraw('50000-', ['operator'], now().toString())
    await run(digests, 1)
    expect(shown()).toHaveLength(2)
    expect(shown()[1]).toContain('Retracted by')
    await run(digests, 5)
    expect(shown()).toHaveLength(2)
  })

  it('is forgotten with all that it has seen when it ends, and the channel keeps what it was told', async () => {
    const { digests, publish, run, stores, now } = await watching(3)
    await digests.preview({ topic: 'displaced', channelKey: 'slack:T1:C1', scope: ['operator'], now: now(), commit: true })
    const [{ id } = { id: '' }] = await digests.list(CHANNEL)
    await publish(counted(50_000))
    await run(digests, 3)
    const told = async (key: string) => (await stores.memory.told(key)).length
    expect(await told(`slack:T1:C1/watch/${id}`)).toBeGreaterThan(0)
    expect(await digests.unsubscribe(CHANNEL, id)).toBe(true)
    expect(await told(`slack:T1:C1/watch/${id}`)).toBe(0)
    expect(await told('slack:T1:C1')).toBeGreaterThan(0)
  })

  it('remembers for itself: the channel’s digest still tells what only the watch told', async () => {
    const { digests, publish, run, now } = await watching(3)
    const preview = () => digests.preview({ topic: 'displaced', channelKey: 'slack:T1:C1', scope: ['operator'], now: now(), commit: true })
    await preview()
    await publish(counted(50_000))
    await run(digests, 3)
    expect((await preview()).claims).toHaveLength(1)
  })
})
