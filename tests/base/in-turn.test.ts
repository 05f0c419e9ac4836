// Work in turn: never two pieces at once, whatever one of them does.
import { describe, expect, it } from 'vitest'
import { inTurn, inTurnByKey } from '../../src/base/in-turn.ts'

/** Work that notes when it begins and ends, and waits to be let go. */
function noted(log: string[], name: string, end: () => string = () => name) {
  const gate = Promise.withResolvers<void>()
  const work = async () => {
    log.push(`${name} begins`)
    await gate.promise
    log.push(`${name} ends`)
    return end()
  }
  return { work, go: gate.resolve }
}
const fails = () => {
  throw new Error('broken')
}

describe('work in turn', () => {
  it('begins when what was asked before has ended, also where that failed', async () => {
    const log: string[] = []
    const queue = inTurn()
    const [first, second] = [noted(log, 'first', fails), noted(log, 'second')]
    const results = Promise.allSettled([queue(first.work), queue(second.work)])
    second.go()
    await new Promise(setImmediate)
    expect(log).toEqual(['first begins'])
    first.go()
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  it('by key waits for its own key alone', async () => {
    const log: string[] = []
    const queue = inTurnByKey()
    const [first, second, other] = [noted(log, 'first', fails), noted(log, 'second'), noted(log, 'other')]
    const results = Promise.allSettled([queue('a', first.work), queue('a', second.work), queue('b', other.work)])
    second.go()
    other.go()
    await new Promise(setImmediate)
    expect(log).toEqual(['first begins', 'other begins', 'other ends'])
    first.go()
    expect(await results).toMatchObject([{ status: 'rejected' }, { value: 'second' }, { value: 'other' }])
    expect(log.slice(3)).toEqual(['first ends', 'second begins', 'second ends'])
  })
})
