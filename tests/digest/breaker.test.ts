// What the platform calls invalid counts also for looks and removals: long before it bars the address, everything rests.
import { describe, expect, it } from 'vitest'
import type { Allowance, FindOutcome, Platform, PostOutcome } from '../../src/ports/platform.ts'
import { type FakePlatform, fakePlatform } from '../fakes/fake-platform.ts'
import { CHANNEL, digestWorld, OTHER_CHANNEL, oneLiner } from './digest-world.ts'

const INVALID: Allowance = { reach: 'channel', waitMs: 0, isLimited: false, isInvalid: true }
const PACE = { perSecond: null, perMinute: null, channelMs: 0, mostInvalid: 0 }
const MINUTE = 60_000

/** One digest at 08:00 of which nobody hears, and one at 08:05 in another channel; when the second arrived, in minutes after its time. */
async function latenessOfSecond(change: (fake: FakePlatform) => Partial<Platform>): Promise<number> {
  const fakes: FakePlatform[] = []
  const world = digestWorld('2026-11-22T01:00:00Z', (now) => {
    const fake = fakePlatform({ now })
    fakes.push(fake)
    return { ...fake, pace: PACE, ...change(fake) }
  })
  await world.publish(oneLiner('The bridge at Muse reopened on Saturday.'))
  const digests = world.boot()
  for (const [channel, minute] of [
    [CHANNEL, 0],
    [OTHER_CHANNEL, 5],
  ] as const)
    await digests.subscribe({
      ...{ channel, topic: 'border', by: 'U1', now: world.now() },
      schedule: { days: [1, 2, 3, 4, 5, 6, 7], hour: 8, minute, timeZone: 'Asia/Yangon' },
    })
  const [fake] = fakes
  if (fake === undefined) throw new Error('no platform was made')
  fake.fatesIn.set(CHANNEL.channel, ['lost-answer'])
  world.moveTo('2026-11-22T01:30:00Z')
  await world.run(digests, 45)
  const second = fake.standing.find(({ post }) => post.channel.channel === OTHER_CHANNEL.channel)
  if (second === undefined) throw new Error('the second was not posted')
  return (second.at - Date.parse('2026-11-22T01:35:00Z')) / MINUTE
}

describe('the breaker', () => {
  it('counts nothing while nothing is invalid', async () => {
    expect(await latenessOfSecond(() => ({}))).toBe(0)
  })

  it('counts looks that are invalid', async () => {
    const invalid: FindOutcome = { kind: 'cannot-tell', reason: 'x', isForNow: true, allowance: INVALID }
    const lateness = await latenessOfSecond(() => ({ find: async () => invalid }))
    expect(lateness).toBeGreaterThan(0)
  })

  it('counts removals that are invalid', async () => {
    const refused: PostOutcome = { kind: 'refused', reason: 'no permission', allowance: INVALID }
    let removals = 0
    const lateness = await latenessOfSecond((fake) => ({
      find: async (...asked) => {
        const found = await fake.find(...asked)
        return found.kind === 'found' && removals === 0 ? { ...found, others: ['m99'] } : found
      },
      remove: async () => {
        removals += 1
        return refused
      },
    }))
    expect([lateness > 0, removals > 0]).toEqual([true, true])
  })
})
