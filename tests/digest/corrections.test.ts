import { describe, expect, it } from 'vitest'
import type { Document } from '../../src/domain/document.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, Killed, OTHER_CHANNEL, oneLiner, type World } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }
const START = 'The market at Tarkwa opened on Monday.'
const BRIDGE = 'The bridge at Muse reopened to lorries after two weeks.'
const TALKS = 'Envoys of both sides met in Kunming for talks on a truce.'
const count = (n: string, version: number) => {
  const text = `The UN said ${n} people were displaced.`
  const [low, start] = [Number(n.replace(',', '')), text.indexOf(n)]
  const rest = { unit: null, currency: null, counted: 'people', qualifier: 'exact', hedge: null, asOf: null, scope: [] } as const
  const figure = { low, high: low, words: n, measure: 'displaced', speaker: 'UN', ...rest, start, end: start + n.length }
  return oneLiner(text, { id: 'count', version, publishedAt: '2026-11-20' }, { figures: [figure] })
}
const MINUTES = 12

type Desk = World & Readonly<{ fake: FakePlatform; paginated: Document[] }>

async function desk(
  options: Readonly<{ parts?: 'each-node'; channels?: readonly (typeof CHANNEL | typeof OTHER_CHANNEL)[] }> = {},
): Promise<Desk> {
  const paginated: Document[] = []
  const made: FakePlatform[] = []
  const paginate = (document: Document) => {
    paginated.push(document)
    return options.parts ? document.nodes.map((node) => JSON.stringify(node)) : [JSON.stringify(document)]
  }
  const world = digestWorld('2026-11-19T12:00:00Z', (now) => {
    const fake = fakePlatform({ now, paginate })
    made.push(fake)
    return fake
  })
  for (const channel of options.channels ?? [CHANNEL]) {
    await world.boot().subscribe({ channel, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
  }
  const [fake] = made
  if (!fake) throw new Error('no platform was made')
  return { ...world, fake, paginated }
}

/** Publishes before a day's edition and lets it go out. */
async function day(on: string, world: World, change: () => Promise<unknown>, digests = world.boot()): Promise<void> {
  world.moveTo(`${on}T07:00:00Z`)
  await change()
  world.moveTo(`${on}T08:00:00Z`)
  await world.run(digests, MINUTES)
}

const threeDays = async (world: Desk, last: () => Promise<unknown>, digests = world.boot()) => {
  await day('2026-11-20', world, () => world.publish(oneLiner(START)), digests)
  await day('2026-11-21', world, () => world.publish(oneLiner(BRIDGE, { id: 'bridge', label: 'River News' }), count('2,300', 1)), digests)
  await day('2026-11-22', world, last, digests)
}
const urlOf = (message: string) => `https://desk.slack.com/archives/C1/p1700000000${message.slice(1).padStart(6, '0')}`

describe('a correction', () => {
  it('links to the message that told it otherwise, and is said under that', async () => {
    const world = await desk()
    await threeDays(world, () => world.publish(count('2,900', 2)))
    expect(world.fake.standing.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'm3'])
    expect(world.fake.standing[2]?.post.payload).toContain(`{"kind":"link","text":"21 November 2026","url":"${urlOf('m2')}"`)
    expect(world.fake.amended).toEqual([`m2: Corrected on 22 November 2026 (no. 2): see [the correction](${urlOf('m3')})`])
  })

  it('adds to what stands under a message already, and leaves what it does not concern', async () => {
    const world = await desk()
    await threeDays(world, () => world.publish(count('2,900', 2)))
    await day('2026-11-23', world, () => world.stores.articles.withdraw('bridge', ['operator'], world.now().toString()))
    await day('2026-11-24', world, () => world.publish(count('3,100', 3)))
    expect(world.fake.amended.slice(1)).toEqual([
      `m2: Corrected on 22 November 2026 (no. 2): see [the correction](${urlOf('m3')}) | Withdrawn by its source on 23 November 2026 (no. 1): see [the retraction](${urlOf('m4')})`,
      `m3: Corrected on 24 November 2026 (no. 1): see [the correction](${urlOf('m5')})`,
    ])
    expect(world.fake.standing[3]?.post.payload).toContain(`"url":"${urlOf('m2')}"`)
    expect(world.fake.standing).toHaveLength(5)
  })

  it('of something told in a later part links to that part and marks it', async () => {
    const world = await desk({ parts: 'each-node' })
    await threeDays(world, () => world.publish(count('2,900', 2)))
    const told = world.fake.standing.find(({ post }) => post.payload.includes('"number":2') && post.payload.includes('2,300'))
    const corrected = world.fake.standing.find(({ post }) => post.payload.includes('2,900') && post.payload.includes('Correction'))
    expect(told?.post.parent).not.toBeNull()
    expect(corrected?.post.payload).toContain(`"url":"${urlOf(told?.messageId ?? '')}"`)
    expect(world.fake.amended).toEqual([
      `${told?.messageId}: Corrected on 22 November 2026 (no. 2): see [the correction](${urlOf(corrected?.messageId ?? '')})`,
    ])
  })

  it('is said once in the thread of a message that cannot be edited, whatever becomes of the first post', async () => {
    for (const fate of ['posts', 'lost-answer', 'lost-request', { notSent: 30_000 }] as const) {
      const world = await desk()
      world.fake.uneditable.add('m2')
      await threeDays(world, async () => {
        world.fake.fates.push('posts', fate)
        await world.publish(count('2,900', 2))
      })
      const replies = world.fake.standing.filter(({ post }) => post.parent !== null)
      expect(replies, String(fate)).toHaveLength(1)
      expect(replies[0]?.post).toMatchObject({
        parent: 'm2',
        isReply: true,
        payload: expect.stringContaining('Corrected on 22 November 2026'),
      })
      expect([world.fake.amended, world.fake.told]).toEqual([[], []])
    }
  })

  it('that can neither be said under the message nor in its thread is told to nobody, and pauses nothing', async () => {
    const world = await desk()
    world.fake.uneditable.add('m2')
    await threeDays(world, async () => {
      world.fake.fates.push('posts', { refused: 'thread_not_found', refusal: { of: 'message', why: 'x' } })
      await world.publish(count('2,900', 2))
    })
    expect(world.fake.standing).toHaveLength(3)
    expect([world.fake.amended, world.fake.told]).toEqual([[], []])
    expect((await world.stores.subscriptions.all())[0]).toMatchObject({ paused: false })
  })

  it('has no link where it is not known in which message it was told', async () => {
    const world = await desk()
    const digests = world.boot()
    await day('2026-11-20', world, () => world.publish(oneLiner(START)), digests)
    world.moveTo('2026-11-20T12:00:00Z')
    await world.publish(count('2,300', 1))
    await digests.preview({ topic: 'border', channelKey: 'slack:T1:C1', scope: ['operator'], now: world.now(), commit: true })
    await day('2026-11-21', world, () => world.publish(count('2,900', 2)), digests)
    const payload = world.fake.standing[1]?.post.payload
    expect(payload).toContain('told here before, on ')
    expect(payload).not.toContain('"kind":"link"')
    expect(world.fake.amended).toEqual([])
  })
})

describe('channels that share an edition', () => {
  it('share its rendering, unless it refers back to a message of theirs', async () => {
    const world = await desk({ channels: [CHANNEL, OTHER_CHANNEL] })
    const digests = world.boot()
    await threeDays(
      world,
      async () => {
        expect(new Set(world.paginated).size).toBe(2)
        await world.publish(oneLiner(TALKS), count('2,900', 2))
      },
      digests,
    )
    expect(world.fake.standing).toHaveLength(6)
    expect(new Set(world.paginated).size).toBe(4)
    const [one, other] = world.fake.standing.slice(4).map(({ post }) => post.payload)
    expect(one?.replace(/p17\d+/, '').replace('/C1/', '/C/')).toBe(other?.replace(/p17\d+/, '').replace('/C2/', '/C/'))
    expect(one).not.toBe(other)
    expect(world.fake.amended.map((line) => line.slice(0, 2)).sort()).toEqual(['m3', 'm4'])
  })
})

describe.each(['edited', 'replied to'] as const)('a process killed around a correction whose earlier message is %s', (how) => {
  it('leaves it marked once, wherever it is killed', async () => {
    const outcome = async (killAt: number) => {
      const world = await desk()
      if (how === 'replied to') world.fake.uneditable.add('m2')
      await day('2026-11-20', world, () => world.publish(oneLiner(START)))
      await day('2026-11-21', world, () => world.publish(count('2,300', 1)))
      world.moveTo('2026-11-22T07:59:00Z')
      await world.publish(count('2,900', 2))
      const mortal = world.boot(killAt)
      await world.run(mortal, MINUTES).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error
      })
      const effects = mortal.effects()
      await mortal.stop().catch(() => {})
      await world.run(world.boot(), 30)
      return { effects, world }
    }
    const { effects } = await outcome(Number.POSITIVE_INFINITY)
    expect(effects).toBeGreaterThan(8)
    for (let killAt = 1; killAt <= effects; killAt++) {
      const { world } = await outcome(killAt)
      const [edits, replies] = [new Set(world.fake.amended), world.fake.standing.filter(({ post }) => post.parent !== null)]
      const by = world.fake.standing.find(({ post }) => post.payload.includes('2,900'))?.messageId ?? ''
      expect([killAt, edits.size, replies.length]).toEqual([killAt, how === 'edited' ? 1 : 0, how === 'edited' ? 0 : 1])
      expect([...edits].join() + (replies[0]?.post.payload ?? '')).toContain(urlOf(by))
      expect(world.fake.standing).toHaveLength(how === 'edited' ? 3 : 4)
    }
  })
})
