import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeap } from '../../src/digest/heap.ts'
import { createLanes, type Lanes } from '../../src/digest/lanes.ts'
import type { OpenDelivery } from '../../src/ports/delivery-log.ts'
import { aDelivery } from '../contracts/digest-stores.ts'

function open(workspace: string, channel: number, minute = 0): OpenDelivery {
  const dueAt = `2026-11-22T08:${String(minute).padStart(2, '0')}:00Z`
  const base = aDelivery({ id: `${workspace}-${channel}-${minute}`, state: 'rendered' })
  return { ...base, channel: { platform: 'slack', workspace, channel: `C${channel}` }, occurrence: { ...base.occurrence, dueAt } }
}

/** Takes every turn there is, each ending its delivery; the ids in the order of their turns. */
function play(lanes: Lanes): readonly string[] {
  const turns: string[] = []
  for (let lane = takeOne(lanes); lane !== null; lane = takeOne(lanes)) {
    turns.push(lane.deliveries[0]?.id ?? '')
    lane.deliveries = lane.deliveries.slice(1)
    lanes.putBack(lane, 0)
  }
  return turns
}
const takeOne = (lanes: Lanes) => (lanes.ready(1).length === 0 ? null : lanes.next('slack'))

describe('lanes', () => {
  it('let workspaces take turns, however many one has, and within one the oldest due go first', () => {
    const lanes = createLanes()
    const many = Array.from({ length: 1_000 }, (_, i) => open('big', i, 5))
    lanes.load([...many, open('small', 1, 9), open('small', 2, 1), open('small', 3, 5)])
    const turns = play(lanes)
    expect(turns.filter((id) => id.startsWith('small'))).toEqual(['small-2-1', 'small-3-5', 'small-1-9'])
    expect(turns.findLastIndex((id) => id.startsWith('small'))).toBeLessThan(6)
    expect(new Set(turns).size).toBe(1_003)
  })

  it('have one delivery of a channel in hand at a time, in order', () => {
    const lanes = createLanes()
    lanes.load([open('a', 1, 1), open('a', 1, 2)])
    const lane = takeOne(lanes)
    expect(takeOne(lanes)).toBeNull()
    lanes.load([open('a', 1, 1), open('a', 1, 2), open('a', 1, 3)]) // read again meanwhile
    expect(takeOne(lanes)).toBeNull()
    expect(lane?.deliveries.map(({ id }) => id)).toEqual(['a-1-1', 'a-1-2', 'a-1-3'])
    if (lane) lanes.putBack(lane, 0)
    expect(play(lanes)).toEqual(['a-1-1', 'a-1-2', 'a-1-3'])
  })

  it('sleep until their time, and a parked workspace holds back no other', () => {
    const lanes = createLanes()
    lanes.load([open('a', 1), open('a', 2), open('b', 1)])
    const lane = takeOne(lanes)
    if (lane === null) throw new Error('nothing is ready')
    lanes.park(lane, 500)
    expect(lanes.nextWake()).toBe(500)
    expect(play(lanes)).toEqual(['b-1-0'])
    expect(lanes.ready(499)).toEqual([])
    expect(lanes.ready(500)).toEqual(['slack'])
    expect(play(lanes).toSorted()).toEqual(['a-1-0', 'a-2-0'])
    expect(lanes.nextWake()).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a heap', () => {
  it('gives whatever was pushed in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (numbers) => {
        const heap = createHeap<number>((a, b) => a < b)
        for (const number of numbers) heap.push(number)
        const given = numbers.map(() => heap.pop())
        expect(given).toEqual(numbers.toSorted((a, b) => a - b))
        expect(heap.pop()).toBeUndefined()
      }),
    )
  })
})
