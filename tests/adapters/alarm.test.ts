import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAlarm } from '../../src/adapters/alarm.ts'

const START = Date.parse('2026-11-22T01:28:30Z')
/** Runs with the timers, and can be set like a machine's clock; a machine that sleeps loses timer time only. */
let ahead = 0
const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() + ahead) }

describe('the alarm', () => {
  beforeEach(() => {
    ahead = 0
    vi.useFakeTimers({ now: START, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  })
  afterEach(() => vi.useRealTimers())

  it('rings once, when its time has come and not before', async () => {
    const rung: number[] = []
    createAlarm(clock).set(START + 90_250, () => rung.push(Date.now() - START))
    await vi.advanceTimersByTimeAsync(90_249)
    expect(rung).toEqual([])
    await vi.advanceTimersByTimeAsync(200_000)
    expect(rung).toEqual([90_250])
  })

  it('rings at most a second late when the machine slept past its time', async () => {
    const rung: number[] = []
    createAlarm(clock).set(START + 3_600_000, () => rung.push(Date.now() - START))
    await vi.advanceTimersByTimeAsync(10_500)
    ahead = 3_600_000
    await vi.advanceTimersByTimeAsync(1_000)
    expect(rung).toEqual([11_000])
  })

  it('waits on when the clock was set back, and knows only the last time set', async () => {
    const rung: string[] = []
    const alarm = createAlarm(clock)
    alarm.set(START + 1_000, () => rung.push('first'))
    alarm.set(START + 5_000, () => rung.push('second'))
    ahead = -60_000
    await vi.advanceTimersByTimeAsync(64_999)
    expect(rung).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(rung).toEqual(['second'])
    alarm.set(START, () => rung.push('third'))
    alarm.clear()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(rung).toEqual(['second'])
  })
})
