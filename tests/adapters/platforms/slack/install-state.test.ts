// The beginnings of installations: each ends once, in its own browser, in time, however many others begin meanwhile.
import { describe, expect, it } from 'vitest'
import { createInstallStates, STATE_LIFE_S } from '../../../../src/adapters/platforms/slack/install-state.ts'

describe('the beginning of an installation', () => {
  it('is ended once, and only with the secret of its browser', () => {
    const states = createInstallStates(() => 0)
    const [mine, other] = [states.begin(), states.begin()]
    expect(states.take(mine.state, mine.browser)).toBe(true)
    expect(states.take(mine.state, mine.browser)).toBe(false)
    expect(states.take(other.state, mine.browser)).toBe(false)
    expect(states.take(other.state, other.browser)).toBe(false) // it was tried
  })

  it('is ended within ten minutes, in whatever order those of others are', () => {
    let nowMs = 0
    const states = createInstallStates(() => nowMs)
    const early = states.begin()
    nowMs = 60_000
    const [first, second] = [states.begin(), states.begin()]
    nowMs = STATE_LIFE_S * 1_000
    const late = states.begin()
    expect(states.take(early.state, early.browser)).toBe(false)
    expect([second, late, first].map(({ state, browser }) => states.take(state, browser))).toEqual([true, true, true])
  })

  it('gives way to newer ones where there are too many, the oldest first', () => {
    const states = createInstallStates(() => 0)
    const [oldest, next] = [states.begin(), states.begin()]
    for (let n = 2; n <= 20_000; n += 1) states.begin()
    expect(states.take(oldest.state, oldest.browser)).toBe(false)
    expect(states.take(next.state, next.browser)).toBe(true)
  })
})
