// How a post in doubt turned out is told to the log, once, by what told so: whoever watches over the process counts it.
import { expect, it } from 'vitest'
import type { LogFields } from '../../src/base/log.ts'
import { silentLog } from '../../src/base/log.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, oneLiner } from './digest-world.ts'

type Way = Readonly<{
  history: FakePlatform['history']
  fate: 'lost-answer' | 'lost-request' | 'posts'
  nonceWindowMs?: number
  isHeard?: boolean
}>

async function settledBy({ history, fate, nonceWindowMs = 0, isHeard = false }: Way): Promise<readonly unknown[]> {
  const made: FakePlatform[] = []
  const world = digestWorld('2026-11-22T00:00:00Z', (now) => {
    const fake = fakePlatform({ now, nonceWindowMs })
    made.push(fake)
    return fake
  })
  const [fake] = made
  if (fake === undefined) throw new Error('no platform was made')
  fake.history = history
  fake.fates.push(fate)
  await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
  const told: unknown[] = []
  const count = (message: string, fields?: LogFields) => void (message === 'doubt settled' ? told.push(fields?.['via']) : 0)
  const digests = world.boot(undefined, { log: { ...silentLog, info: count } })
  const schedule = { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute: 0, timeZone: 'UTC' }
  await digests.subscribe({ channel: CHANNEL, topic: 'border', schedule, by: 'U1', now: world.now() })
  world.moveTo('2026-11-22T08:00:00Z')
  await digests.tick(world.now())
  const [standing] = fake.standing
  if (isHeard) await digests.hear({ deliveryId: standing?.post.deliveryId ?? '', channel: CHANNEL.channel, messageId: 'm1' })
  await world.run(digests, 30)
  return told
}

it.each([
  ['found in the history', { history: 'granted', fate: 'lost-answer' }, ['history']],
  ['told of by the platform itself', { history: 'denied', fate: 'lost-answer', isHeard: true }, ['event']],
  ['sent again, which the platform itself keeps single', { history: 'denied', fate: 'lost-answer', nonceWindowMs: 120_000 }, ['nonce']],
  ['sent again without proof', { history: 'denied', fate: 'lost-request' }, ['none']],
  ['never in doubt', { history: 'granted', fate: 'posts' }, []],
] as const)('a post that was %s', async (_, way, via) => expect(await settledBy(way)).toEqual(via))
