import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCron } from '../../src/adapters/cron.ts'
import { silentLog } from '../../src/base/log.ts'

describe('the cron', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T01:28:30Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('ticks at the start of each minute until it is stopped', async () => {
    const ticks: string[] = []
    const cron = createCron({
      tick: async () => {
        ticks.push(new Date(Date.now()).toISOString().slice(11, 19))
      },
      log: silentLog,
    })
    await vi.advanceTimersByTimeAsync(180_000)
    expect(ticks).toEqual(['01:29:00', '01:30:00', '01:31:00'])
    await cron.stop()
    await vi.advanceTimersByTimeAsync(180_000)
    expect(ticks).toHaveLength(3)
  })

  it('never runs two ticks at once, goes on after one that throws, and waits for the last when stopped', async () => {
    let active = 0
    let most = 0
    let begun = 0
    const errors: string[] = []
    const cron = createCron({
      tick: async () => {
        begun += 1
        active += 1
        most = Math.max(most, active)
        await new Promise((resolve) => setTimeout(resolve, 90_000))
        active -= 1
        throw new Error('no store')
      },
      log: { ...silentLog, error: (message) => errors.push(message) },
    })
    await vi.advanceTimersByTimeAsync(400_000)
    expect(most).toBe(1)
    expect(begun).toBeGreaterThan(2)
    expect(errors.length).toBeGreaterThan(1)
    const stopping = cron.stop()
    await vi.advanceTimersByTimeAsync(100_000)
    await stopping
    expect(active).toBe(0)
  })
})
