// What is due goes out at its second: rendered before, woken by the alarm, ticks or not.
import { describe, expect, it } from 'vitest'
import type { Alarm } from '../../src/base/clock.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

const SCHEDULE = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'Asia/Yangon' }
const DUE = Date.parse('2026-11-22T01:30:00Z')

/** A world whose process has an alarm: `until` runs it to a time, ringing whenever it is set to. */
async function woken(hour = SCHEDULE.hour) {
  let fake: FakePlatform | undefined
  const world = digestWorld('2026-11-22T01:00:00Z', (now) => {
    fake = fakePlatform({ now })
    return fake
  })
  if (fake === undefined) throw new Error('no platform was made')
  await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
  let set: Readonly<{ at: number; ring: () => void }> | null = null
  const alarm: Alarm = {
    set: (at, ring) => {
      set = { at, ring }
    },
    clear: () => {
      set = null
    },
  }
  const digests = world.boot(undefined, { alarm })
  await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule: { ...SCHEDULE, hour }, by: 'U1', now: world.now() })
  const rung: number[] = []
  const until = async (end: number) => {
    for (let rings = 0; rings < 1_000; rings++) {
      for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate)
      const due = set as Readonly<{ at: number; ring: () => void }> | null
      if (due === null || due.at > end) return
      set = null
      world.moveTo(Temporal.Instant.fromEpochMilliseconds(Math.max(due.at, world.now().epochMilliseconds)).toString())
      rung.push(due.at)
      due.ring()
    }
    throw new Error('the alarm never rests')
  }
  return { ...world, fake, digests, until, rung }
}

describe('a digest', () => {
  it('is planned ten minutes before its time, rendered shortly before it, and posted at its second, without any tick', async () => {
    const { digests, until, fake, stores, now, rung } = await woken()
    await digests.tick(now())
    await until(DUE - 1)
    const [delivery] = await stores.deliveries.open()
    expect(delivery).toMatchObject({ state: 'rendered', occurrence: { dueAt: '2026-11-22T01:30:00Z' } })
    expect(fake.arrivals).toEqual([])
    await until(DUE)
    expect(fake.arrivals).toEqual([DUE])
    expect(rung.map((at) => (at - DUE) / 1_000)).toEqual([-600, -20, 0])
  })

  it('holds what came in until shortly before its time', async () => {
    const { digests, until, fake, publish, now } = await woken()
    await digests.tick(now())
    await until(DUE - 60_000)
    await publish(oneLiner('A second bridge reopened on Sunday.'))
    await until(DUE)
    expect(fake.standing[0]?.post.payload).toContain('second bridge')
  })

  it('is told by the latest alone when it was planned ahead and then slept through', async () => {
    const { digests, until, fake, moveTo, now, stores } = await woken()
    await digests.tick(now())
    await until(DUE - 60_000)
    moveTo('2026-11-23T03:00:00Z')
    await digests.tick(now())
    expect(fake.standing).toHaveLength(1)
    expect(fake.standing[0]?.post.payload).toContain('Monday 23 November 2026')
    const [subscription] = await stores.subscriptions.all()
    const recorded = await stores.deliveries.ofSubscription(subscription?.id ?? '', 5)
    expect(recorded.map(({ state, reason }) => reason ?? state)).toEqual(['sent', 'superseded'])
  })

  it('is swept at its time too, and again when the platform did not answer, without any tick', async () => {
    const { digests, until, fake, now } = await woken()
    fake.fates.push('lost-answer')
    await digests.tick(now())
    await until(DUE + 5 * 60_000)
    const [standing] = fake.standing
    if (standing === undefined) throw new Error('nothing stands')
    fake.standing.push({ ...standing, messageId: 'm900001' }) // committed late
    fake.history = 'failing'
    await until(DUE + 13 * 60_000)
    expect(fake.removed).toEqual([])
    fake.history = 'granted'
    await until(DUE + 15 * 60_000)
    expect(fake.removed).toEqual(['m900001'])
  })

  it('is planned the next day too, however far the process only ever woke by itself', async () => {
    const { digests, until, fake, now } = await woken()
    await digests.tick(now())
    await until(DUE + 3 * 86_400_000)
    expect(fake.arrivals).toEqual([0, 1, 2, 3].map((day) => DUE + day * 86_400_000))
  })
})
