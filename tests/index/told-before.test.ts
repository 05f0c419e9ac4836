// What was told once is told again as it was until an article comes, moves or goes, and to each scope its own.
import { describe, expect, it } from 'vitest'
import { toldBefore } from '../../src/index/told-before.ts'

function shelf() {
  const held = { state: 0, workspaces: new Set(['operator']), asked: 0 }
  const once = toldBefore({ state: async () => String(held.state), holds: (workspace) => held.workspaces.has(workspace) })
  const tell = once(async (scope) => {
    held.asked += 1
    return `${scope.join()} at ${held.state}`
  })
  return { held, tell, once }
}

describe('what was told before', () => {
  it('is not made anew while nothing changed, also when two ask at once', async () => {
    const { held, tell } = shelf()
    expect(await Promise.all([tell(['operator']), tell(['operator'])])).toEqual(['operator at 0', 'operator at 0'])
    expect(held.asked).toBe(1)
    held.state = 1
    expect(await tell(['operator'])).toBe('operator at 1')
  })

  it('is shared by workspaces without articles, and by no other', async () => {
    const { held, tell } = shelf()
    await tell(['operator', 'slack:T1'])
    await tell(['operator', 'slack:T2'])
    expect(held.asked).toBe(1)
    held.workspaces.add('slack:T3')
    expect(await tell(['operator', 'slack:T3'])).toBe('operator,slack:T3 at 0')
    expect(held.asked).toBe(2)
  })

  it('is tried again when it failed, and kept for a few scopes only', async () => {
    const { held, once } = shelf()
    let fails = true
    const tell = once(async (scope) => {
      held.asked += 1
      if (fails) throw new Error('no disk')
      return scope
    })
    await expect(tell(['operator'])).rejects.toThrow('no disk')
    fails = false
    expect(await tell(['operator'])).toEqual(['operator'])
    for (let n = 0; n < 20; n += 1) {
      held.workspaces.add(`w${n}`)
      await tell([`w${n}`])
    }
    const before = held.asked
    await tell(['w19'])
    expect(held.asked).toBe(before)
    await tell(['operator'])
    expect(held.asked).toBe(before + 1)
  })
})
