// Work spread over the turns of the event loop.
import { expect, it } from 'vitest'
import { inTurns } from '../../src/base/turns.ts'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

it('lets those who wait go in order, a share of them each turn, until nobody waits', async () => {
  const turn = inTurns()
  const gone: number[] = []
  for (let n = 0; n < 20; n += 1) void turn().then(() => gone.push(n))
  expect(gone).toEqual([])
  const counts = []
  while (gone.length < 20) {
    await nextTurn()
    counts.push(gone.length)
  }
  expect(gone).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(counts.length).toBeGreaterThan(4)
  expect(counts[0]).toBeLessThanOrEqual(5)
})

it('goes on for who comes later, also out of what was let go', async () => {
  const turn = inTurns()
  const gone: string[] = []
  await turn()
  await Promise.all(
    ['a', 'b'].map((name) =>
      turn()
        .then(() => turn())
        .then(() => gone.push(name)),
    ),
  )
  await turn().then(() => gone.push('c'))
  expect(gone).toEqual(['a', 'b', 'c'])
})
