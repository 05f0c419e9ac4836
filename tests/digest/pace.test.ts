import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPaceKeeper } from '../../src/digest/pace.ts'
import type { Channel } from '../../src/domain/address.ts'
import type { Allowance, Pace } from '../../src/ports/platform.ts'

const DISCORD: Pace = { perSecond: 40, perMinute: null, channelMs: 0, mostInvalid: 500 }
const SLACK: Pace = { perSecond: null, perMinute: { start: 200, most: 300, burst: 20 }, channelMs: 1_050, mostInvalid: null }
const at = (workspace: number, channel: number): Channel => ({ platform: 'slack', workspace: `T${workspace}`, channel: `C${channel}` })
const limited = (over: Partial<Allowance> = {}): Allowance => ({
  reach: 'workspace',
  waitMs: 3_000,
  isLimited: true,
  isInvalid: false,
  ...over,
})

/** Posts as fast as it is let, to channels in turn, for so long; the times at which it was let. */
function postFor(pace: Pace, channels: readonly Channel[], ms: number): readonly number[] {
  const keeper = createPaceKeeper()
  const times: number[] = []
  for (let now = 0, turn = 0; now < ms; turn++) {
    const channel = channels[turn % channels.length]
    if (channel === undefined) break
    const admission = keeper.admit(channel, pace, 'post', now)
    if (admission.kind === 'go') {
      times.push(now)
      admission.answered(now)
      keeper.heard(channel, pace, { sent: true }, now)
    } else now += admission.reach === 'channel' && turn % channels.length !== channels.length - 1 ? 0 : Math.max(1, admission.ms)
  }
  return times
}

/** How long a request is on its way, and its answer; in milliseconds. */
type Way = readonly [there: number, back: number]

/** Sends so many to different channels as fast as it is let, each going its way; when they left and when they arrived, in order. */
function sendWith(ways: readonly Way[], count: number): Readonly<{ left: readonly number[]; arrived: readonly number[] }> {
  const keeper = createPaceKeeper()
  const left: number[] = []
  const arrived: number[] = []
  let underWay: readonly Readonly<{ back: number; answered: (now: number) => void }>[] = []
  for (let now = 0; left.length < count; ) {
    for (const one of underWay) if (one.back <= now) one.answered(one.back)
    underWay = underWay.filter(({ back }) => back > now)
    const admission = keeper.admit(at(1, left.length), DISCORD, 'post', now)
    if (admission.kind === 'go') {
      const [there, back] = ways[left.length % ways.length] ?? [0, 0]
      left.push(now)
      arrived.push(now + there)
      underWay = [...underWay, { back: now + there + back, answered: admission.answered }]
    } else now += Math.max(1, Math.ceil(Math.min(admission.ms, ...underWay.map(({ back }) => back - now))))
  }
  return { left, arrived: arrived.toSorted((a, b) => a - b) }
}

const most = (times: readonly number[], windowMs: number) =>
  Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + windowMs).length))

describe('the pace', () => {
  it('never lets more through in any second than the platform is asked, whenever requests come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 200, maxLength: 400 })
    fc.assert(
      fc.property(gaps, (all) => {
        const keeper = createPaceKeeper()
        const times: number[] = []
        let now = 0
        for (const gap of all) {
          now += gap
          const admission = keeper.admit(at(1, now % 7), DISCORD, 'post', now)
          if (admission.kind !== 'go') continue
          admission.answered(now)
          times.push(now)
        }
        return most(times, 1_000) <= 40
      }),
      { numRuns: 30 },
    )
  })

  it('never lets more arrive in any second, however long requests take to arrive and answers to come back', () => {
    const ways = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), { minLength: 7, maxLength: 40 })
    fc.assert(
      fc.property(ways, (all) => most(sendWith(all, 160).arrived, 1_000) <= 40),
      { numRuns: 30 },
    )
    // Sockets that all connect late, and then all at once.
    const late = Array.from({ length: 80 }, (_, i): Way => (i < 40 ? [900, 5] : [5, 5]))
    expect(most(sendWith(late, 80).arrived, 1_000)).toBeLessThanOrEqual(40)
  })

  it('spreads requests over the second and lets those who come late catch up a little', () => {
    const { left } = sendWith([[10, 10]], 200)
    expect(most(left, 101)).toBeLessThanOrEqual(15)
    expect(left.slice(0, 12)).toEqual([...Array<number>(11).fill(0), 25])
  })

  it('uses what it is asked for: 10,000 posts take less than 255 seconds, however far the platform is', () => {
    const near = sendWith(
      Array.from({ length: 97 }, (_, i): Way => [2 + (i % 7), 1 + (i % 11)]),
      10_000,
    )
    expect(near.arrived.at(-1)).toBeLessThan(255_000)
    const far = sendWith(
      Array.from({ length: 97 }, (_, i): Way => [80 + (i % 7), 60 + (i % 11)]),
      10_000,
    )
    expect(far.arrived.at(-1)).toBeLessThan(255_000)
  })

  it('does not hold a request back for an answer that is read late, once it has left', () => {
    const keeper = createPaceKeeper()
    const left: number[] = []
    for (let now = 0; now < 3_000; now += 5) {
      const admission = keeper.admit(at(1, now), DISCORD, 'post', now)
      if (admission.kind !== 'go') continue
      left.push(now)
      admission.left(now)
    }
    expect(most(left, 1_030)).toBe(40)
    expect(left.length).toBeGreaterThanOrEqual(110)
  })

  it('counts every request that a post takes', () => {
    const keeper = createPaceKeeper()
    const times: number[] = []
    for (let now = 0; now < 3_000; now++) {
      const admission = keeper.admit(at(1, now), DISCORD, 'post', now, 2)
      if (admission.kind !== 'go') continue
      times.push(now)
      admission.answered(now)
    }
    expect(most(times, 1_000)).toBe(20)
  })

  it('counts a request of which nobody says that it was answered for 15 seconds', () => {
    const keeper = createPaceKeeper()
    for (let now = 0; now < 2_000; now += 25) keeper.admit(at(1, now), DISCORD, 'ask', now)
    expect(keeper.admit(at(1, 1), DISCORD, 'ask', 14_999)).toMatchObject({ kind: 'wait', reach: 'all' })
    expect(keeper.admit(at(1, 1), DISCORD, 'ask', 15_000)).toMatchObject({ kind: 'go' })
  })

  it('keeps a second between two messages of one channel', () => {
    const times = postFor(SLACK, [at(1, 1)], 20_000)
    expect(times.slice(0, 4)).toEqual([0, 1_050, 2_100, 3_150])
  })

  it('begins a workspace with 200 a minute and a short burst, and grows to 300 while nothing is refused', () => {
    const channels = Array.from({ length: 400 }, (_, i) => at(1, i))
    const times = postFor(SLACK, channels, 600_000)
    const inMinute = (minute: number) => times.filter((time) => Math.floor(time / 60_000) === minute).length
    expect(inMinute(0)).toBeGreaterThan(200)
    expect(most(times, 60_000)).toBeLessThanOrEqual(300 + 20)
    expect(inMinute(9)).toBeGreaterThanOrEqual(299)
    expect(inMinute(9)).toBeLessThanOrEqual(301)
  })

  it('halves on a refusal for number, waits as long as was asked, and leaves other workspaces alone', () => {
    const keeper = createPaceKeeper()
    keeper.admit(at(1, 1), SLACK, 'post', 0)
    keeper.heard(at(1, 1), SLACK, { sent: false, allowance: limited() }, 0)
    expect(keeper.admit(at(1, 2), SLACK, 'post', 2_999)).toMatchObject({ kind: 'wait', reach: 'workspace' })
    expect(keeper.admit(at(2, 1), SLACK, 'post', 10)).toMatchObject({ kind: 'go' })
    let now = 3_000
    const times: number[] = []
    for (let channel = 10; times.length < 30; now += 10) {
      if (keeper.admit(at(1, channel), SLACK, 'post', now).kind === 'go') times.push(now)
      if (times.at(-1) === now) channel++
    }
    const perMinute = (29 / ((times.at(-1) ?? 0) - (times[0] ?? 0))) * 60_000
    expect(perMinute).toBeGreaterThan(95)
    expect(perMinute).toBeLessThan(112)
  })

  it('does nothing at all on the platform while it asks everybody to wait, and nothing in a channel whose bucket is used up', () => {
    const keeper = createPaceKeeper()
    keeper.heard(at(1, 1), DISCORD, { sent: true, allowance: limited({ reach: 'channel', waitMs: 500, isLimited: false }) }, 0)
    expect(keeper.admit(at(1, 1), DISCORD, 'post', 499)).toMatchObject({ kind: 'wait', ms: 1, reach: 'channel' })
    expect(keeper.admit(at(1, 2), DISCORD, 'post', 1)).toMatchObject({ kind: 'go' })
    keeper.heard(at(1, 1), DISCORD, { sent: false, allowance: limited({ reach: 'all', waitMs: 7_000 }) }, 1_000)
    expect(keeper.admit(at(2, 2), DISCORD, 'ask', 7_999)).toEqual({ kind: 'wait', ms: 1, reach: 'all' })
    expect(keeper.admit(at(2, 2), DISCORD, 'ask', 8_000)).toMatchObject({ kind: 'go' })
  })

  it('rests for ten minutes after more than 500 invalid requests in ten minutes', () => {
    const keeper = createPaceKeeper()
    const invalid = { sent: false, allowance: limited({ reach: 'channel', waitMs: 0, isLimited: false, isInvalid: true }) }
    for (let i = 0; i < 500; i++) keeper.heard(at(1, i), DISCORD, invalid, i * 1_000)
    expect(keeper.admit(at(1, 1), DISCORD, 'post', 500_000)).toMatchObject({ kind: 'go' })
    keeper.heard(at(1, 1), DISCORD, invalid, 500_000)
    expect(keeper.admit(at(1, 1), DISCORD, 'post', 500_001)).toMatchObject({ kind: 'wait', ms: 599_999, reach: 'all' })
    const slow = createPaceKeeper()
    for (let i = 0; i < 1_000; i++) slow.heard(at(1, 1), DISCORD, invalid, i * 1_300)
    expect(slow.admit(at(1, 1), DISCORD, 'post', 1_300_000)).toMatchObject({ kind: 'go' })
  })
})
