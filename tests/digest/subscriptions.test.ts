// Subscriptions through the front door: made, changed, paused, ended, sent at once; what is new on demand.
import { describe, expect, it, vi } from 'vitest'
import type { SubscribeRequest } from '../../src/digest/digest.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner, OTHER_CHANNEL } from './digest-world.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const AT_EIGHT = { days: EVERY_DAY, hour: 8, minute: 0, timeZone: 'Asia/Yangon' }
const NOON = '2026-11-21T12:00:00Z'

function world() {
  const made: FakePlatform[] = []
  const opened = digestWorld(NOON, (now) => {
    const platform = fakePlatform({ now })
    made.push(platform)
    return platform
  })
  const digests = opened.boot()
  const subscribe = (over: Partial<SubscribeRequest> = {}) =>
    digests.subscribe({ channel: CHANNEL, topic: 'border', schedule: AT_EIGHT, by: 'U1', now: opened.now(), ...over })
  return { ...opened, digests, subscribe, posted: () => made[0]?.standing ?? [] }
}

describe('a subscription', () => {
  it('is one digest and one watch for a topic, each replaced when it is made again', async () => {
    const { digests, subscribe } = world()
    await subscribe()
    await subscribe({ kind: 'watch' })
    await subscribe({ quietLine: false })
    await subscribe({ schedule: { cron: '0  8 * * 1-5', timeZone: 'asia/yangon' } })
    const all = (await digests.list(CHANNEL)).toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
    expect(all).toMatchObject([
      { kind: 'digest', version: 3, quietLine: false, mostADay: null, schedule: { cron: '0 8 * * 1-5', timeZone: 'Asia/Yangon' } },
      { kind: 'watch', version: 1, quietLine: true, mostADay: 3 },
    ])
    expect(all[0]?.id).not.toBe(all[1]?.id)
  })

  it('says its next three times, and a watch none', async () => {
    const { digests, subscribe, now } = world()
    expect((await subscribe()).next.map(String)).toEqual([
      '2026-11-22T08:00:00+06:30[Asia/Yangon]',
      '2026-11-23T08:00:00+06:30[Asia/Yangon]',
      '2026-11-24T08:00:00+06:30[Asia/Yangon]',
    ])
    expect((await subscribe({ kind: 'watch', topic: 'trade' })).next).toEqual([])
    expect((await digests.upcoming(CHANNEL, now())).map(({ topic }) => topic)).toEqual(['border'])
  })

  it('goes no further than twenty in a channel, while one of them can still be changed', async () => {
    const { digests, subscribe } = world()
    for (let n = 0; n < 20; n += 1) await subscribe({ topic: `topic ${n}` })
    await expect(subscribe({ topic: 'one more' })).rejects.toMatchObject({ code: 'too-many-subscriptions', hint: /20 subscriptions/ })
    await expect(subscribe({ topic: 'topic 3', quietLine: false })).resolves.toBeDefined()
    await expect(subscribe({ topic: 'one more', channel: OTHER_CHANNEL })).resolves.toBeDefined()
    await digests.unsubscribe(CHANNEL, 'topic 3')
    await expect(subscribe({ topic: 'one more' })).resolves.toBeDefined()
  })

  it.each([
    ['* * * * *', /at most once an hour/],
    ['0,30 8 * * *', /at most once an hour/],
    ['*/5 * * * *', /at most once an hour/],
    ['0 8 31 2 *', /date that no year has/],
    ['0 8 * *', /five fields/],
    ['0 24 * * *', /five fields/],
    ['@daily', /five fields/],
  ])('is refused for the cron line %s, with the mend', async (cron, hint) => {
    const { digests, subscribe } = world()
    const refused = subscribe({ schedule: { cron, timeZone: 'UTC' } })
    await expect(refused).rejects.toMatchObject({ code: 'bad-schedule', hint: expect.stringMatching(hint) })
    expect(await digests.list(CHANNEL)).toEqual([])
  })

  it('may come every hour', async () => {
    const { subscribe } = world()
    expect((await subscribe({ schedule: { cron: '15 * * * *', timeZone: 'UTC' } })).next.map((at) => at.minute)).toEqual([15, 15, 15])
  })

  it.each([0, 25, 1.5, Number.NaN])('of a watch is refused for %d messages a day', async (mostADay) => {
    await expect(world().subscribe({ kind: 'watch', mostADay })).rejects.toMatchObject({ code: 'bad-schedule', hint: /from 1 to 24/ })
  })

  it('stands as before when a change is taken back', async () => {
    const { digests, subscribe, now } = world()
    const { subscription } = await subscribe()
    await subscribe({ schedule: { ...AT_EIGHT, hour: 9 }, by: 'U2' })
    await digests.restore(subscription, now())
    expect(await digests.list(CHANNEL)).toEqual([{ ...subscription, version: 3 }])
  })
})

describe('pausing', () => {
  it('posts nothing while it lasts, and owes nothing of it afterwards', async () => {
    const { digests, subscribe, run, moveTo, publish, posted, now } = world()
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    await subscribe()
    expect(await digests.pause(CHANNEL, 'border', true, now())).toBe(true)
    expect(await digests.upcoming(CHANNEL, now())).toEqual([])
    moveTo('2026-11-22T01:29:00Z')
    await run(digests, 5)
    expect(posted()).toEqual([])
    expect(await digests.pause(CHANNEL, 'border', false, now())).toBe(true)
    await run(digests, 5)
    expect(posted()).toEqual([])
    moveTo('2026-11-23T01:29:00Z')
    await run(digests, 5)
    expect(posted()).toHaveLength(1)
  })

  it('by a person takes away why we paused it, and changes nothing twice', async () => {
    const { digests, stores, subscribe, now } = world()
    const { subscription } = await subscribe()
    await stores.subscriptions.save({ ...subscription, version: 2, paused: true, pausedWhy: 'is_archived' })
    await digests.pause(CHANNEL, subscription.id, true, now())
    await digests.pause(CHANNEL, subscription.id, true, now())
    expect(await digests.list(CHANNEL)).toMatchObject([{ version: 3, paused: true, pausedWhy: null }])
  })

  it('and ending say so when the channel has no such subscription', async () => {
    const { digests, subscribe, now } = world()
    const { subscription } = await subscribe()
    expect(await digests.pause(OTHER_CHANNEL, subscription.id, true, now())).toBe(false)
    expect(await digests.pause(CHANNEL, 'trade', true, now())).toBe(false)
    expect(await digests.unsubscribe(OTHER_CHANNEL, subscription.id)).toBe(false)
    expect(await digests.unsubscribe(CHANNEL, 'trade')).toBe(false)
    expect(await digests.unsubscribe(CHANNEL, subscription.id)).toBe(true)
  })
})

describe('“send me one now”', () => {
  it('posts an edition beside those that are due', async () => {
    const { digests, subscribe, moveTo, run, publish, posted, now } = world()
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    await subscribe()
    expect(await digests.sendNow(CHANNEL, 'border', now())).toBe('planned')
    await vi.waitFor(() => expect(posted()).toHaveLength(1))
    expect(posted()[0]?.post.payload).toContain('The bridge at Muse reopened')
    await publish(oneLiner('The bridge at Ruili closed on Sunday.'))
    moveTo('2026-11-22T01:29:00Z')
    await run(digests, 5)
    expect(posted()).toHaveLength(2)
    expect(posted()[1]?.post.payload).not.toContain('Muse')
  })

  it('is not doubled while one is on its way, and ends after five a day', async () => {
    const { digests, subscribe, run, publish, posted, now } = world()
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    await subscribe()
    expect(await Promise.all([1, 2, 3].map(() => digests.sendNow(CHANNEL, 'border', now())))).toEqual(['planned', 'planned', 'planned'])
    await run(digests, 2)
    expect(posted()).toHaveLength(1)
    for (let n = 1; n < 5; n += 1) {
      expect(await digests.sendNow(CHANNEL, 'border', now())).toBe('planned')
      await run(digests, 2)
    }
    expect(posted()).toHaveLength(5)
    expect(await digests.sendNow(CHANNEL, 'border', now())).toBe('enough')
  })

  it('says that nothing is new, also where a quiet day posts nothing by itself', async () => {
    const { digests, subscribe, moveTo, run, publish, posted, now } = world()
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    await subscribe({ quietLine: false })
    moveTo('2026-11-22T01:29:00Z')
    await run(digests, 5)
    moveTo('2026-11-23T01:29:00Z')
    await run(digests, 5)
    expect(posted()).toHaveLength(1)
    await digests.sendNow(CHANNEL, 'border', now())
    await run(digests, 2)
    expect(posted()).toHaveLength(2)
    expect(posted()[1]?.post.payload).toContain('nothing new')
  })

  it('says so when there is none, or it is paused', async () => {
    const { digests, subscribe, now } = world()
    await subscribe({ kind: 'watch', topic: 'trade' })
    expect(await digests.sendNow(CHANNEL, 'trade', now())).toBe('not-subscribed')
    expect(await digests.sendNow(CHANNEL, 'border', now())).toBe('not-subscribed')
    await subscribe()
    await digests.pause(CHANNEL, 'border', true, now())
    expect(await digests.sendNow(CHANNEL, 'border', now())).toBe('paused')
  })
})

describe('what is new on demand', () => {
  const memoryKey = 'slack:T1:C1#p1'

  it('is a baseline first, then only what came since it was last shown, apart from what the channel is told', async () => {
    const { digests, stores, publish, now } = world()
    const ask = () => digests.onDemand({ topic: 'border', memoryKey, scope: ['operator'], now: now(), timeZone: 'Asia/Yangon' })
    await publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    const first = await ask()
    expect(first).toMatchObject({ kind: 'digest', cited: [{ start: 0, end: 40 }] })
    // not shown, so it comes again
    const again = await ask()
    expect(again.claims).toHaveLength(1)
    await again.shown()
    expect(await ask()).toMatchObject({ kind: 'quiet', claims: [] })
    await publish(oneLiner('The bridge at Ruili closed on Sunday.'))
    expect((await ask()).claims.map(({ text }) => text)).toEqual(['The bridge at Ruili closed on Sunday.'])
    expect(await stores.memory.told('slack:T1:C1')).toEqual([])
  })
})
