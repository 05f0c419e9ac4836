// The histories that the judging of sources is measured by: twelve of them, each the same whenever it is written.
import { describe, expect, it } from 'vitest'
import { GOING_BAD, HONEST } from '../fixtures/source-histories/histories.ts'

describe('the histories of sources', () => {
  it('are six that go bad and six that stay honest, the same each time they are written', () => {
    expect([HONEST.length, GOING_BAD.length]).toEqual([6, 6])
    for (const write of [...HONEST, ...GOING_BAD]) {
      const [history, again] = [write(), write()]
      expect(again).toEqual(history)
      expect(history.polls.map(({ atMs }) => atMs)).toEqual(history.polls.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
      expect(history.polls.some(({ bad }) => bad > 0)).toBe(history.expected !== null)
      const urls = history.polls.flatMap(({ items }) => items.map(({ url }) => url))
      expect(new Set(urls).size).toBe(urls.length)
    }
  })
})
