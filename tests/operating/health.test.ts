// What the health port says, in process: live and ready when all is well, and what is wrong in words when it is not.
import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { watchLoop } from '../../src/adapters/operating/loop-lag.ts'
import { fixedClock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { createOperating, type Operating } from '../../src/main/operating.ts'
import type { Vitals, VitalSigns } from '../../src/ports/vitals.ts'
import { freePort } from './free-port.ts'

const WELL: Vitals = {
  articles: 12,
  subscriptions: { running: 3, paused: 1 },
  openDeliveries: { unknown: 2 },
  sources: { well: 5, failing: 1, gone: 0 },
  tokensToday: 1_250_000,
  bytes: { file: 4096, log: 0, free: 1e9 },
}
let operating: Operating | undefined
afterEach(async () => {
  await operating?.stop()
  operating = undefined
})

async function opened(vitals: Partial<VitalSigns> = {}, elapsed = () => performance.now()) {
  const port = await freePort()
  const signs = { read: async () => WELL, write: async () => {}, isSound: async () => true, ...vitals }
  const config = readConfig({ HEALTH_PORT: String(port) }, '/nowhere')
  operating = createOperating({ config, clock: fixedClock('2026-11-22T08:00:00Z'), elapsed })
  await operating.start({ vitals: signs, log: silentLog })
  const ask = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') ?? '' }
  }
  return { ask, operating }
}

describe('/readyz', () => {
  it('says no until the first tick, then yes, and no again once it stops', async () => {
    const { ask, operating } = await opened()
    expect(await ask('/readyz')).toMatchObject({ status: 503, text: '{"ok":false,"why":["it is starting"]}\n' })
    operating.ticked()
    expect(await ask('/readyz')).toMatchObject({ status: 200, text: '{"ok":true,"why":[]}\n' })
    operating.draining()
    expect(await ask('/readyz')).toMatchObject({ status: 503, text: '{"ok":false,"why":["it is stopping"]}\n' })
    expect((await ask('/livez')).status).toBe(200)
  })

  it('says no when the data file takes no writes, whether they fail or never end', async () => {
    const failing = await opened({ write: () => Promise.reject(new Error('disk full of secrets')) })
    failing.operating.ticked()
    const { status, text } = await failing.ask('/readyz')
    expect([status, text]).toEqual([503, '{"ok":false,"why":["the data file does not take a write within 250 ms"]}\n'])
    await failing.operating.stop()
    const hanging = await opened({ write: () => new Promise(() => {}) })
    hanging.operating.ticked()
    expect((await hanging.ask('/readyz')).status).toBe(503)
  })

  it('says no when nobody looked for what is due for 90 seconds', async () => {
    let now = 0
    const { ask, operating } = await opened({}, () => now)
    operating.ticked()
    now = 89_000
    expect((await ask('/readyz')).status).toBe(200)
    now = 91_000
    expect((await ask('/readyz')).text).toContain('90 s')
    operating.ticked()
    expect((await ask('/readyz')).status).toBe(200)
  })
})

describe('/metrics', () => {
  it('tells how the stores, the platforms and the budget stand', async () => {
    const { ask, operating } = await opened()
    operating.platform('slack', true)
    operating.platform('discord', false)
    const { status, text, type } = await ask('/metrics')
    expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
    for (const line of [
      'bb_ready 0',
      'bb_platform_connected{platform="slack"} 1',
      'bb_platform_connected{platform="discord"} 0',
      'bb_articles 12',
      'bb_subscriptions{state="paused"} 1',
      'bb_deliveries_open{state="unknown"} 2',
      'bb_sources{state="failing"} 1',
      'bb_data_bytes{what="free"} 1000000000',
      'bb_llm_budget_remaining_ratio 0.75',
    ])
      expect(text).toContain(`${line}\n`)
    await vi.waitFor(async () => expect((await ask('/metrics')).text).toContain('bb_db_integrity_ok 1\n'))
  })

  it('forgets a state that no delivery is in any more', async () => {
    let openDeliveries: Vitals['openDeliveries'] = { unknown: 2 }
    const { ask } = await opened({ read: async () => ({ ...WELL, openDeliveries }) })
    await ask('/metrics')
    openDeliveries = { planned: 1 }
    const { text } = await ask('/metrics')
    expect(text).toContain('bb_deliveries_open{state="planned"} 1')
    expect(text).not.toContain('bb_deliveries_open{state="unknown"}')
  })

  it('are a 503 without a word of why the stores cannot be read', async () => {
    const { ask } = await opened({ read: () => Promise.reject(new Error('xoxb-canary')) })
    const { status, text } = await ask('/metrics')
    expect([status, text]).toEqual([503, '{"ok":false,"why":["it could not be looked"]}\n'])
  })
})

describe('the health port', () => {
  it('answers nothing else, and only GET and HEAD', async () => {
    const { ask } = await opened()
    expect((await ask('/')).status).toBe(404)
    expect((await ask('/metrics/../livez')).status).toBe(200) // as any client reads it
    expect((await ask('/livez', 'POST')).status).toBe(405)
    expect(await ask('/livez', 'HEAD')).toMatchObject({ status: 200, text: '' })
  })

  it('says the mend when its port is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    operating = createOperating({
      config: readConfig({ HEALTH_PORT: String(port) }, '/nowhere'),
      clock: fixedClock('2026-11-22T08:00:00Z'),
      elapsed: () => 0,
    })
    const vitals = { read: async () => WELL, write: async () => {}, isSound: async () => true }
    await expect(operating.start({ vitals, log: silentLog })).rejects.toMatchObject({
      code: 'health-port',
      hint: expect.stringContaining('HEALTH_PORT'),
    })
    taken.close()
  })
})

describe('the event loop', () => {
  it('is live after one long stall, and not when it is never free', () => {
    vi.useFakeTimers()
    let now = 0
    const turn = (stallMs: number) => {
      now += 500 + stallMs
      vi.advanceTimersByTime(500)
    }
    const lag = watchLoop(() => now)
    for (let i = 0; i < 20; i++) turn(0)
    turn(5_000)
    expect(lag.medianMs()).toBe(0)
    for (let i = 0; i < 20; i++) turn(1_200)
    expect(lag.medianMs()).toBe(1_200)
    lag.stop()
    vi.useRealTimers()
  })
})
