// A connection that ends while it is being made: nothing goes on with it later.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { whileItStands } from '../../../../src/adapters/platforms/discord/gateway.ts'
import { useStand } from './stand.ts'

const stand = useStand()
const CONNECTS_AGAIN_MS = 500 // discord.js waits so long before it connects anew
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 })
const connections = () => stand.fake.gateway.opened

describe('a bot that is stopped while it connects', () => {
  it('does not connect again by itself', async () => {
    const { gateway } = stand.fake
    gateway.helloAfterMs = 60_000
    const platform = stand.make()
    const starting = platform.start(async () => {})
    await until(() => expect(gateway.open).toBe(1))
    await platform.stop(10)
    await starting
    gateway.helloAfterMs = 0
    await wait(2 * CONNECTS_AGAIN_MS)
    expect(connections()).toBe(1)
    expect(gateway.received.filter(({ op }) => op === 2)).toEqual([])
  })
})

describe('a connection that ends while it waits to identify', () => {
  it('does not identify when its turn comes, and one that stands does', async () => {
    const turn = Promise.withResolvers<void>()
    const throttler = whileItStands({ waitForIdentify: () => turn.promise })
    const [ended, stands] = [new AbortController(), new AbortController()]
    const waiting = [ended, stands].map(({ signal }) => throttler.waitForIdentify(0, signal))
    ended.abort()
    turn.resolve()
    const became = await Promise.allSettled(waiting)
    expect(became.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })
})
