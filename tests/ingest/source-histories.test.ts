// The histories that the judging of sources is measured by: twelve of them from before the rules, eight from after, each the same whenever it is written.
import { describe, expect, it } from 'vitest'
import { HELD_OUT_BAD, HELD_OUT_HONEST } from '../fixtures/source-histories/held-out.ts'
import { GOING_BAD, HONEST } from '../fixtures/source-histories/histories.ts'

describe('the histories of sources', () => {
  it('are as many that go bad as stay honest, the same each time they are written', () => {
    expect([HONEST, GOING_BAD, HELD_OUT_HONEST, HELD_OUT_BAD].map(({ length }) => length)).toEqual([6, 6, 4, 4])
    for (const write of [...HONEST, ...GOING_BAD, ...HELD_OUT_HONEST, ...HELD_OUT_BAD]) {
      const [history, again] = [write(), write()]
      expect(again).toEqual(history)
      expect(history.polls.map(({ atMs }) => atMs)).toEqual(history.polls.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
      expect(history.polls.some(({ bad }) => bad > 0)).toBe(history.expected !== null)
      const urls = history.polls.flatMap(({ items }) => items.map(({ url }) => url))
      expect(new Set(urls).size).toBe(urls.length)
    }
  })
})
