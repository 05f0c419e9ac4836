import { describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { createTogether } from '../../src/digest/together.ts'
import { aDelivery } from '../contracts/digest-stores.ts'

const occurrence = (n: number) => ({ subscriptionId: 'sub1', version: 1, localDate: '2026-11-22', slot: n, dueAt: '2026-11-22T01:30:00Z' })

describe('what is kept together', () => {
  it('takes few commits for many works, and each has its own answer', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    let commits = 0
    const together = createTogether(
      (work) => {
        commits += 1
        return stores.transact(work)
      },
      () => 0,
    )
    const plan = (n: number) => together(() => stores.deliveries.plan(aDelivery({ id: `d${n}`, occurrence: occurrence(n % 90) })))
    const planned = await Promise.all(Array.from({ length: 100 }, (_, n) => plan(n)))
    expect(planned.filter((isNew) => isNew)).toHaveLength(90)
    expect(commits).toBe(4)
    expect(await stores.deliveries.open()).toHaveLength(90)
    await stores.close()
  })

  it('loses nothing to one that fails, and keeps nothing of that one', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const together = createTogether(stores.transact, () => 0)
    const works = [1, 2, 3, 4].map((n) =>
      together(async () => {
        await stores.deliveries.plan(aDelivery({ id: `d${n}`, occurrence: occurrence(n) }))
        if (n === 3) throw new Error('no room')
        return n
      }),
    )
    const ended = await Promise.allSettled(works)
    expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([1, 2, 'Error: no room', 4])
    expect((await stores.deliveries.open()).map(({ id }) => id)).toEqual(['d1', 'd2', 'd4'])
    await stores.close()
  })

  it('gathers for twice as long as a commit took, so that a slow disk is waited for less often', async () => {
    let now = 0
    const sizes: number[] = []
    const together = createTogether(
      async (work) => {
        const result = await work()
        now += 10
        sizes.push(Array.isArray(result) ? result.length : 1)
        return result
      },
      () => now,
    )
    const work = () => together(async () => 'kept')
    await Promise.all([work(), work()])
    // One by one, each a turn of the event loop after the other.
    const later: Promise<string>[] = []
    for (let i = 0; i < 5; i++) {
      later.push(work())
      await new Promise(setImmediate)
    }
    expect(await Promise.all(later)).toHaveLength(5)
    expect(sizes).toEqual([2, 5])
  })
})
