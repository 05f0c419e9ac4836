// Digests of what several stories are about though nobody configured it: by its name while it is found, by its words afterwards.
import { describe, expect, it } from 'vitest'
import type { FoundTopic } from '../../src/brief/brief.ts'
import type { DigestDeps } from '../../src/digest/digest.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }
const LAIZA: Topic = { name: 'Laiza', title: 'Laiza', query: 'Laiza', aliases: ['Laiza', 'Laiza town'], workspace: 'operator' }
const NOTE = 'Fewer than two stories are about “laiza” by now: from here on this looks for the words themselves.'
const plain = (name: string): Topic => ({ name, title: name, query: name, aliases: [], workspace: 'operator' })

async function subscribed({ quietLine = true, kind = 'digest' as const } = {}) {
  const fakes: FakePlatform[] = []
  const world = digestWorld('2026-11-19T10:00:00Z', (now) => {
    fakes.push(fakePlatform({ now }))
    return fakes[0] as FakePlatform
  })
  let found: FoundTopic | null = { topic: LAIZA, only: (id) => id.includes('Laiza') }
  const briefed: { topic: Topic; takes: boolean }[] = []
  const base = world.boot
  const boot = () => {
    const asked: Partial<DigestDeps> = {
      topicNamed: plain,
      brief: {
        ...world.brief,
        briefTopic: async (request) => {
          briefed.push({ topic: request.topic, takes: request.only?.('elsewhere', null) ?? true })
          return world.brief.briefTopic(request)
        },
        topics: { all: async () => [], stories: async () => [], found: async (words) => (words === 'laiza' ? found : null) },
      },
    }
    return base(undefined, asked)
  }
  const digests = boot()
  await digests.subscribe({ channel: CHANNEL, topic: 'laiza', schedule: SCHEDULE, by: 'U1', now: world.now(), quietLine, kind })
  const live = async (day: number) => {
    world.moveTo(`2026-11-${day}T07:59:00Z`)
    await world.run(digests, 3)
    return fakes[0]?.standing.at(-1)?.post.payload ?? ''
  }
  const lose = () => {
    found = null
  }
  const find = () => {
    found = { topic: LAIZA, only: () => true }
  }
  return { ...world, live, lose, find, briefed, posts: () => fakes[0]?.standing.length ?? 0 }
}

describe('a digest of a found topic', () => {
  it('bears its name, and its first edition rests on the articles about it', async () => {
    const { live, publish, briefed } = await subscribed()
    await publish(oneLiner('Cholera spread in Laiza.'))
    const said = await live(20)
    expect(said).toContain('"Laiza')
    expect(said).toContain('Cholera spread')
    expect(briefed[0]).toEqual({ topic: { ...LAIZA, name: 'laiza' }, takes: false })
  })

  it('goes on by its words when it is found no more, says so once, and tells nothing twice', async () => {
    const { live, publish, lose, briefed } = await subscribed()
    await publish(oneLiner('Cholera spread in Laiza.'))
    await live(20)
    lose()
    await publish(oneLiner('Fighters seized 45 lorries near Laiza on Friday.'))
    const after = await live(21)
    expect(after).toContain(NOTE)
    expect(after).toContain('Fighters seized 45 lorries')
    expect(after).not.toContain('Cholera spread')
    expect(briefed.at(-1)?.topic).toEqual(plain('laiza'))
    await publish(oneLiner('The Laiza customs office hired 19 clerks.'))
    const later = await live(22)
    expect(later).toContain('hired 19 clerks')
    expect(later).not.toContain('Fewer than two stories')
  })

  it('says so on a quiet day too, but not where a quiet day is silent: then with the next news', async () => {
    const loud = await subscribed()
    await loud.live(20)
    loud.lose()
    expect(await loud.live(21)).toContain(NOTE)
    const silent = await subscribed({ quietLine: false })
    await silent.publish(oneLiner('Cholera spread in Laiza.'))
    await silent.live(20)
    silent.lose()
    await silent.live(21)
    expect(silent.posts()).toBe(1)
    await silent.publish(oneLiner('Fighters seized 45 lorries near Laiza on Friday.'))
    expect(await silent.live(22)).toContain(NOTE)
  })

  it('says so again when it was found again in between', async () => {
    const { live, lose, find } = await subscribed()
    const said: boolean[] = []
    for (const [day, change] of [
      [20, find],
      [21, lose],
      [22, lose],
      [23, find],
      [24, lose],
    ] as const) {
      change()
      said.push((await live(day)).includes(NOTE))
    }
    expect(said).toEqual([false, true, false, false, true])
  })
})
