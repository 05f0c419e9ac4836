import { describe, expect, it } from 'vitest'
import { createPaceKeeper } from '../../src/digest/pace.ts'

const CHANNEL = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const
const PACE = { perSecond: null, perMinute: { start: 200, most: 300, burst: 20 }, channelMs: 1_050, mostInvalid: null }

describe('the pace', () => {
  it('counts a channel’s pause from the answer, as a slow request arrives late', () => {
    const keeper = createPaceKeeper()
    expect(keeper.admit(CHANNEL, PACE, 'post', 0)).toEqual({ kind: 'go' })
    keeper.heard(CHANNEL, PACE, { sent: true }, 900)
    expect(keeper.admit(CHANNEL, PACE, 'post', 1_100)).toEqual({ kind: 'wait', ms: 850, reach: 'channel' })
    expect(keeper.admit(CHANNEL, PACE, 'post', 1_950)).toEqual({ kind: 'go' })
  })
})
