import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/domain/subscription.ts'
import { type Behaviour, type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, type World, digestWorld, oneLiner, OTHER_CHANNEL } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }
const SUBSCRIBED = '2026-11-21T12:00:00Z'
const DUE = '2026-11-22T01:30:00Z' // 08:00 in Yangon
const TWO_PARTS = () => ['{"part":1}', '{"part":2}']

type Kind = Readonly<{ nonceWindowMs?: number; paginate?: () => readonly string[]; onAmbiguous?: 'resend' | 'hold' }>

async function subscribed(kind: Kind = {}): Promise<World & { readonly fake: FakePlatform }> {
  const made: FakePlatform[] = []
  const { onAmbiguous = 'resend', ...options } = kind
  const world = digestWorld(
    SUBSCRIBED,
    (now) => {
      const platform = fakePlatform({ now, ...options })
      made.push(platform)
      return platform
    },
    { onAmbiguous },
  )
  await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
  await world.boot().subscribe({ channel: CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
  world.moveTo(DUE)
  const [fake] = made
  if (!fake) throw new Error('no platform was made')
  return { ...world, fake }
}

async function deliveriesOf(world: World): Promise<readonly Delivery[]> {
  const [subscription] = await world.stores.subscriptions.all()
  return subscription ? world.stores.deliveries.ofSubscription(subscription.id, 50) : []
}
const states = async (world: World) => (await deliveriesOf(world)).map(({ state, reason }) => (reason ? `${state}: ${reason}` : state))
const told = (world: World) => world.stores.memory.told('slack:T1:C1')

describe('a delivery', () => {
  it('is posted at its time, once, remembered, and its thread can be asked', async () => {
    const world = await subscribed()
    world.moveTo('2026-11-22T01:25:00Z')
    await world.run(world.boot(), 60)
    expect(world.fake.arrivals.map((ms) => new Date(ms).toISOString())).toEqual(['2026-11-22T01:30:00.000Z'])
    expect(await states(world)).toEqual(['sent'])
    expect((await told(world)).length).toBeGreaterThan(0)
    const thread = await world.stores.conversations.get({ ...CHANNEL, thread: 'm1' })
    expect(thread?.turns).toMatchObject([{ topic: 'border', cited: [{ start: 0, end: 40 }] }])
    expect(world.fake.standing[0]?.post.payload).toContain('Sunday 22 November 2026, 08:00 Asia/Yangon')
    expect(world.fake.standing[0]?.post.payload).not.toContain('Late')
  })

  it('puts its later parts into the thread of the first, in order', async () => {
    const world = await subscribed({ paginate: () => ['{"part":1}', '{"part":2}', '{"part":3}'] })
    world.fake.fates.push('posts', 'lost-request')
    await world.run(world.boot(), 10)
    expect(world.fake.standing.map(({ post }) => [post.payload, post.parent])).toEqual([
      ['{"part":1}', null],
      ['{"part":2}', 'm1'],
      ['{"part":3}', 'm1'],
    ])
    expect(await states(world)).toEqual(['sent', 'sent', 'sent'])
  })

  const kinds: readonly (readonly [string, Kind])[] = [
    ['a platform that can be searched', {}],
    ['a platform that honours a repeated id', { nonceWindowMs: 120_000 }],
    ['two parts', { paginate: TWO_PARTS }],
    ['two parts with repeated ids', { paginate: TWO_PARTS, nonceWindowMs: 120_000 }],
  ]
  const fates: readonly Behaviour[] = ['posts', 'lost-answer', 'lost-request', { late: 80_000 }, { notSent: 45_000 }]
  describe.each(kinds)('on %s', (_, kind) => {
    it.each(fates.map((fate) => [JSON.stringify(fate), fate] as const))(
      'stands once, in every part, wherever the process is killed (first post: %s)',
      { timeout: 60_000 },
      async (_, fate) => {
        const parts = kind.paginate ? 2 : 1
        let kills = 0
        for (let killAt = 1; ; killAt++) {
          const world = await subscribed(kind)
          world.fake.fates.push(fate)
          const mortal = world.boot(killAt)
          await world.run(mortal, 12).catch(() => {})
          const survived = mortal.effects() < killAt
          if (!survived) kills += 1
          await world.run(world.boot(), 30)
          const where = `killed after effect ${killAt}`
          const byDelivery = Map.groupBy(world.fake.standing, ({ post }) => post.deliveryId)
          expect(
            [...byDelivery.values()].map((posts) => posts.length),
            where,
          ).toEqual(Array(parts).fill(1))
          expect(await states(world), where).toEqual(Array(parts).fill('sent'))
          expect((await told(world)).length, where).toBeGreaterThan(0)
          const thread = await world.stores.conversations.get({ ...CHANNEL, thread: 'm1' })
          expect(thread?.turns.length, where).toBe(1)
          await world.stores.close()
          if (survived) break
        }
        expect(kills).toBeGreaterThan(8)
      },
    )
  })

  it('is sent with the same bytes at every attempt, whatever came in meanwhile', async () => {
    const world = await subscribed()
    world.fake.fates.push({ notSent: null }, 'lost-request')
    await world.run(world.boot(), 1)
    await world.publish(oneLiner('A second bridge reopened on Sunday.'))
    const before = (await deliveriesOf(world))[0]?.payload
    await world.run(world.boot(), 15)
    expect(world.fake.standing.map(({ post }) => post.payload)).toEqual([before])
    expect(before).not.toContain('second bridge')
  })

  it('waits as long as the platform says before it tries again', async () => {
    const world = await subscribed()
    world.fake.fates.push({ notSent: 170_000 })
    await world.run(world.boot(), 10)
    expect(world.fake.arrivals.map((ms) => (ms - Date.parse(DUE)) / 1000)).toEqual([0, 180])
  })

  it('is looked for twice, a minute apart and no sooner than 90 seconds after, before it is sent again', async () => {
    const world = await subscribed()
    world.fake.fates.push('lost-request')
    await world.run(world.boot(), 10)
    expect(world.fake.arrivals.map((ms) => (ms - Date.parse(DUE)) / 1000)).toEqual([0, 180])
    expect(world.fake.standing).toHaveLength(1)
  })

  it('is sent again each ten minutes while nobody can say, until an attempt is answered', async () => {
    const world = await subscribed()
    world.fake.history = 'denied'
    world.fake.fates.push('lost-request', 'lost-request', 'lost-request')
    await world.run(world.boot(), 60)
    expect(world.fake.arrivals.map((ms) => (ms - Date.parse(DUE)) / 60_000)).toEqual([0, 10, 20, 30])
    expect(await states(world)).toEqual(['sent'])
    expect(world.fake.standing).toHaveLength(1)
  })

  it('is never sent again without proof where the setting says hold', async () => {
    const world = await subscribed({ onAmbiguous: 'hold' })
    world.fake.history = 'denied'
    world.fake.fates.push('lost-answer')
    await world.run(world.boot(), 60)
    expect(world.fake.arrivals).toHaveLength(1)
    expect(await states(world)).toEqual(['dead: ambiguous'])
  })

  it('pauses its subscription when the platform refuses for good, and goes on when somebody subscribes again', async () => {
    const world = await subscribed({ paginate: TWO_PARTS })
    world.fake.fates.push({ refused: 'is_archived' })
    await world.run(world.boot(), 30)
    expect(world.fake.arrivals).toHaveLength(1)
    expect(await states(world)).toEqual(['dead: is_archived', 'dead: earlier-part-failed'])
    expect(await world.stores.subscriptions.all()).toMatchObject([{ paused: true, version: 2 }])
    world.moveTo('2026-11-23T01:30:00Z')
    await world.run(world.boot(), 5)
    expect(world.fake.arrivals).toHaveLength(1)
    await world.boot().subscribe({ channel: CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
    world.moveTo('2026-11-24T01:30:00Z')
    await world.run(world.boot(), 5)
    expect(world.fake.arrivals).toHaveLength(3)
  })

  it('goes out late and says so after an outage, the missed ones on record', async () => {
    const world = await subscribed()
    world.moveTo('2026-11-24T05:00:00Z')
    await world.run(world.boot(), 3)
    expect(await states(world)).toEqual(['sent', 'skipped: superseded', 'skipped: superseded'])
    expect(world.fake.standing[0]?.post.payload).toContain('Late: it was due at 08:00.')
    expect(world.fake.standing[0]?.post.payload).toContain('Tuesday 24 November 2026, 11:30 Asia/Yangon')
  })

  it('is not sent once its grace is over, and the reason stays', async () => {
    const world = await subscribed()
    world.fake.fates.push(...Array.from({ length: 500 }, (): Behaviour => ({ notSent: 60_000 })))
    await world.run(world.boot(), 8 * 60)
    expect(await states(world)).toEqual(['skipped: expired'])
    expect(world.fake.standing).toEqual([])
  })

  it('planned in time is not sent for the first time once its grace is over, when the clock was set on in between', async () => {
    const world = await subscribed()
    world.moveTo('2026-11-22T01:25:00Z') // five minutes before its time: it is planned
    await world.boot().tick(world.now())
    world.moveTo('2026-11-22T07:32:00Z')
    await world.run(world.boot(), 3)
    expect(await states(world)).toEqual(['skipped: expired'])
    expect(world.fake.standing).toEqual([])
  })

  it('is skipped when its subscription was changed or removed before it went out', async () => {
    const world = await subscribed()
    world.fake.fates.push({ notSent: 300_000 })
    await world.run(world.boot(), 1)
    expect(await world.boot().unsubscribe(CHANNEL, 'border')).toBe(true)
    await world.run(world.boot(), 20)
    expect(world.fake.standing).toEqual([])
    expect(await world.stores.deliveries.open()).toEqual([])
  })

  it('of one channel does not wait for another that is stuck, and follows in order in its own', async () => {
    const world = await subscribed()
    const digests = world.boot()
    world.moveTo(SUBSCRIBED)
    await digests.subscribe({ channel: CHANNEL, topic: 'trade', schedule: SCHEDULE, by: 'U1', now: world.now().add({ seconds: 1 }) })
    await digests.subscribe({ channel: OTHER_CHANNEL, topic: 'border', schedule: SCHEDULE, by: 'U1', now: world.now() })
    world.moveTo(DUE)
    world.fake.fatesIn.set('C1', ['lost-request'])
    await world.run(world.boot(), 1)
    expect(world.fake.standing.map(({ post }) => post.channel.channel)).toEqual(['C2'])
    await world.run(world.boot(), 10)
    expect(world.fake.standing.map(({ post }) => post.channel.channel)).toEqual(['C2', 'C1', 'C1'])
  })

  it('waits for its platform to be configured, and ends in words when it never is', async () => {
    const world = await subscribed()
    const digests = world.boot()
    world.moveTo(SUBSCRIBED)
    await digests.subscribe({
      channel: { ...CHANNEL, platform: 'discord' },
      topic: 'border',
      schedule: SCHEDULE,
      by: 'U1',
      now: world.now(),
    })
    world.moveTo(DUE)
    await world.run(world.boot(), 7 * 60)
    const discord = (await world.stores.subscriptions.all()).find(({ channel }) => channel.platform === 'discord')
    expect(await world.stores.deliveries.ofSubscription(discord?.id ?? '', 5)).toMatchObject([{ state: 'skipped', reason: 'expired' }])
  })

  it('is left where it stands when the process is asked to stop, and goes on at the next start', async () => {
    const world = await subscribed({ paginate: TWO_PARTS })
    const digests = world.boot()
    const post = world.fake.post
    let stopping: Promise<void> = Promise.resolve()
    world.fake.post = async (one) => {
      stopping = digests.stop()
      return post(one)
    }
    await digests.tick(world.now())
    await stopping
    expect(await states(world)).toEqual(['sent', 'rendered'])
    world.fake.post = post
    await world.run(world.boot(), 1)
    expect(await states(world)).toEqual(['sent', 'sent'])
  })

  it('does not tell one fact twice on one morning when two topics of the channel hold it', async () => {
    const world = await subscribed()
    world.moveTo(SUBSCRIBED)
    await world.boot().subscribe({ channel: CHANNEL, topic: 'trade', schedule: SCHEDULE, by: 'U1', now: world.now() })
    world.moveTo(DUE)
    await world.run(world.boot(), 2)
    const told = world.fake.standing.filter(({ post }) => post.payload.includes('The bridge at Muse reopened'))
    expect(world.fake.standing).toHaveLength(2)
    expect(told).toHaveLength(1)
  })

  it('is due again each day to a process that never stops, and when the clock runs back', async () => {
    const world = await subscribed()
    const digests = world.boot()
    for (const at of [
      '2026-11-22T01:31:00Z',
      '2026-11-22T09:00:00Z',
      '2026-11-21T23:00:00Z',
      '2026-11-22T01:30:00Z',
      '2026-11-23T01:30:00Z',
      '2026-11-24T01:30:00Z',
    ]) {
      world.moveTo(at)
      await world.run(digests, 2)
    }
    const dates = (await deliveriesOf(world)).map(({ occurrence, state }) => `${occurrence.localDate} ${state}`)
    expect(dates).toEqual(['2026-11-24 sent', '2026-11-23 sent', '2026-11-22 sent'])
  })
})
