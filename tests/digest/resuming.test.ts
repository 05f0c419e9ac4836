// What is paused until a time goes on by itself, owing nothing of the time before, also when nobody was here at that time.
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/base/log.ts'
import { resumeDue } from '../../src/digest/resuming.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, OTHER_CHANNEL, oneLiner } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }

async function subscribed(hour = SCHEDULE.hour) {
  const fakes: FakePlatform[] = []
  const world = digestWorld('2026-11-19T10:00:00Z', (now) => {
    fakes.push(fakePlatform({ now }))
    return fakes[0] as FakePlatform
  })
  await world.publish(oneLiner('The bridge at Muse reopened on Thursday.'))
  const digests = world.boot()
  const { subscription } = await digests.subscribe({
    ...{ channel: CHANNEL, topic: 'border', by: 'U1', now: world.now() },
    schedule: { ...SCHEDULE, hour },
  })
  const pausedTo = (iso: string) => digests.pause(CHANNEL, subscription.id, { until: Temporal.Instant.from(iso) }, world.now())
  const days = async () => (await world.stores.deliveries.ofSubscription(subscription.id, 99)).map(({ occurrence }) => occurrence.localDate)
  const live = async (iso: string, minutes: number) => {
    world.moveTo(iso)
    await world.run(digests, minutes)
  }
  const own = async (): Promise<Subscription | undefined> => (await digests.list(CHANNEL))[0]
  return { ...world, digests, pausedTo, days, live, own }
}

describe('a pause until a time', () => {
  it('lets nothing out before, and everything from then on, without anybody saying so', async () => {
    const { pausedTo, days, live, own } = await subscribed()
    expect(await pausedTo('2026-11-23T00:00:00Z')).toBe(true)
    for (const day of ['20', '21', '22', '23', '24']) await live(`2026-11-${day}T07:55:00Z`, 10)
    expect(await days()).toEqual(['2026-11-24', '2026-11-23'])
    expect(await own()).toMatchObject({ paused: false, pausedWhy: null })
    expect((await own())?.pausedUntil ?? null).toBeNull()
  })

  it('counts what is due at that very time', async () => {
    const { pausedTo, days, live } = await subscribed(0)
    await pausedTo('2026-11-23T00:00:00Z')
    await live('2026-11-22T23:55:00Z', 10)
    expect(await days()).toEqual(['2026-11-23'])
  })

  it('ends while the desk is down: the latest digest within its grace is sent, none from before it is owed', async () => {
    const { pausedTo, days, live } = await subscribed()
    await pausedTo('2026-11-23T00:00:00Z')
    await live('2026-11-24T09:00:00Z', 3)
    expect(await days()).toEqual(['2026-11-24', '2026-11-23'])
  })

  it('may be moved, ended at once, or made one without an end', async () => {
    const { digests, pausedTo, days, live, own, now } = await subscribed()
    await pausedTo('2026-11-21T00:00:00Z')
    await pausedTo('2026-11-25T00:00:00Z')
    await live('2026-11-22T07:55:00Z', 10)
    expect([await days(), (await own())?.paused]).toEqual([[], true])
    await digests.pause(CHANNEL, 'border', true, now())
    await live('2026-11-26T07:55:00Z', 10)
    expect([await days(), (await own())?.paused]).toEqual([[], true])
    await pausedTo('2026-12-25T00:00:00Z')
    await digests.pause(CHANNEL, 'border', false, now())
    await live('2026-11-27T07:55:00Z', 10)
    expect(await days()).toEqual(['2026-11-27'])
  })

  it('that cannot be ended now is ended later, and costs no other its end', async () => {
    const { digests, pausedTo, stores, live, now } = await subscribed()
    await digests.subscribe({ channel: OTHER_CHANNEL, topic: 'border', by: 'U1', now: now(), schedule: SCHEDULE })
    await pausedTo('2026-11-23T00:00:00Z')
    await digests.pause(OTHER_CHANNEL, 'border', { until: Temporal.Instant.from('2026-11-23T00:00:00Z') }, now())
    const { save } = stores.subscriptions
    const failing: typeof save = (one) => (one.channel.channel === CHANNEL.channel ? Promise.reject(new Error('disk')) : save(one))
    Object.assign(stores.subscriptions, { save: failing })
    const paused = async () => (await stores.subscriptions.all()).filter((one) => one.paused).map(({ channel }) => channel.channel)
    await live('2026-11-23T00:00:00Z', 2)
    expect(await paused()).toEqual([CHANNEL.channel])
    Object.assign(stores.subscriptions, { save })
    await live('2026-11-23T00:02:00Z', 1)
    expect(await paused()).toEqual([])
  })

  it('is ended by one of two processes that notice it at the same time', async () => {
    const { pausedTo, stores } = await subscribed()
    await pausedTo('2026-11-23T00:00:00Z')
    const before = await stores.subscriptions.all()
    const deps = { subscriptions: stores.subscriptions, transact: stores.transact, log: silentLog }
    const end = () => resumeDue(before, Temporal.Instant.from('2026-11-23T00:00:30Z'), deps)
    const both = [...(await end()), ...(await end())]
    expect(both.map(({ paused }) => paused)).toEqual([false, true])
    expect((await stores.subscriptions.all()).map(({ version }) => version)).toEqual(before.map(({ version }) => version + 1))
  })
})
