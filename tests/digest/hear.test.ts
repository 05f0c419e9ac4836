import { describe, expect, it } from 'vitest'
import type { FakePlatform } from '../fakes/fake-platform.ts'
import { fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

describe('the platform’s word that a message stands', () => {
  it('does not have all that is open read again while the message itself is under way', async () => {
    const made: FakePlatform[] = []
    const world = digestWorld('2026-11-22T00:00:00Z', (now) => {
      const fake = fakePlatform({ now })
      made.push(fake)
      return fake
    })
    await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
    let reads = 0
    const open = () => {
      reads += 1
      return world.stores.deliveries.open()
    }
    const [fake] = made
    if (fake === undefined) throw new Error('no platform was made')
    const digests = world.boot(undefined, {
      deliveries: { ...world.stores.deliveries, open },
      platforms: new Map([
        [
          'slack',
          {
            ...fake,
            post: async (post) => {
              const outcome = await fake.post(post)
              await digests.hear({ deliveryId: post.deliveryId, channel: 'C1', messageId: 'm1' })
              return outcome
            },
          },
        ],
      ]),
    })
    const schedule = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }
    await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule, by: 'U1', now: world.now() })
    world.moveTo('2026-11-22T08:00:00Z')
    await digests.tick(world.now())
    await new Promise(setImmediate)
    expect(fake.standing).toHaveLength(1)
    const [subscription] = await world.stores.subscriptions.all()
    expect((await world.stores.deliveries.ofSubscription(subscription?.id ?? '', 10)).map(({ state }) => state)).toEqual(['sent'])
    expect(reads).toBe(1)
  })
})
