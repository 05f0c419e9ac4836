// A bot that is stopped while it connects: nothing of it connects later.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
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
