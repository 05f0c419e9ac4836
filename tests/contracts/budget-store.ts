// What any BudgetStore must do; run by each store's own test.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BudgetLimits, type BudgetStore, HELD_MS, type Reservation } from '../../src/ports/budget.ts'

export const NO_LIMITS: BudgetLimits = {
  workspaceTokens: null,
  workspaceMoney: null,
  allTokens: null,
  allMoney: null,
  personRequests: null,
}
const AT = '2024-02-03T08:00:00Z'
const DAY = '2024-02-03'

function aReservation(id: string, change: Partial<Reservation> = {}): Reservation {
  const payer = { workspace: 'slack:T1', person: 'p1' }
  return { id, payer, estimate: { tokens: 100, money: 40 }, at: AT, limits: NO_LIMITS, ...change }
}

const later = (ms: number) => Temporal.Instant.from(AT).add({ milliseconds: ms }).toString()

export function budgetStoreContract(open: () => Promise<BudgetStore>): void {
  describe('a budget store', () => {
    it('counts an estimate from the moment it is reserved, and what was used in its place once it is settled', async () => {
      const store = await open()
      expect(await store.reserve(aReservation('r1'))).toEqual({ kind: 'reserved' })
      expect(await store.used('slack:T1', DAY)).toEqual({ tokens: 100, money: 40, requests: 1 })
      expect(await store.settle('r1', { tokens: 70, money: 31 }, later(3_000))).toBe(true)
      expect(await store.used('slack:T1', DAY)).toEqual({ tokens: 70, money: 31, requests: 1 })
    })

    it('settles a reservation once, and none that it does not know', async () => {
      const store = await open()
      await store.reserve(aReservation('r1'))
      expect(await store.settle('r1', { tokens: 1, money: 1 }, AT)).toBe(true)
      expect(await store.settle('r1', { tokens: 0, money: 0 }, AT)).toBe(false)
      expect(await store.settle('other', { tokens: 0, money: 0 }, AT)).toBe(false)
      expect(await store.used('slack:T1', DAY)).toMatchObject({ tokens: 1, money: 1 })
    })

    it('leaves room for exactly ten of a hundred that come at once', async () => {
      const store = await open()
      const limits = { ...NO_LIMITS, workspaceTokens: 1_000 }
      const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => store.reserve(aReservation(`r${n}`, { limits }))))
      expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(10)
      expect(outcomes.find(({ kind }) => kind === 'refused')).toEqual({ kind: 'refused', limit: 'workspaceTokens' })
      expect(await store.used('slack:T1', DAY)).toEqual({ tokens: 1_000, money: 400, requests: 10 })
    })

    it('takes nothing at all when any one of its limits is broken', async () => {
      const store = await open()
      await store.reserve(aReservation('r1'))
      const broken: readonly (readonly [Partial<BudgetLimits>, string])[] = [
        [{ workspaceTokens: 199 }, 'workspaceTokens'],
        [{ workspaceMoney: 79 }, 'workspaceMoney'],
        [{ allTokens: 199 }, 'allTokens'],
        [{ allMoney: 79 }, 'allMoney'],
        [{ personRequests: 1 }, 'personRequests'],
      ]
      for (const [limits, limit] of broken) {
        const outcome = await store.reserve(aReservation('r2', { limits: { ...NO_LIMITS, ...limits } }))
        expect(outcome).toEqual({ kind: 'refused', limit })
      }
      expect(await store.used(null, DAY)).toEqual({ tokens: 100, money: 40, requests: 1 })
      const enough = { workspaceTokens: 200, workspaceMoney: 80, allTokens: 200, allMoney: 80, personRequests: 2 }
      expect(await store.reserve(aReservation('r2', { limits: enough }))).toEqual({ kind: 'reserved' })
    })

    it('keeps workspaces apart, and counts them together for the limit of all', async () => {
      const store = await open()
      const limits = { ...NO_LIMITS, workspaceTokens: 100, allTokens: 200 }
      const of = (workspace: string) => aReservation(workspace, { payer: { workspace, person: null }, limits })
      expect(await store.reserve(of('slack:T1'))).toEqual({ kind: 'reserved' })
      expect(await store.reserve(of('discord:T1'))).toEqual({ kind: 'reserved' })
      expect(await store.reserve(of('slack:T2'))).toEqual({ kind: 'refused', limit: 'allTokens' })
      expect(await store.used('slack:T2', DAY)).toEqual({ tokens: 0, money: 0, requests: 0 })
      expect(await store.used(null, DAY)).toMatchObject({ tokens: 200, requests: 2 })
    })

    it('starts each UTC day anew, whatever zone the time was written in', async () => {
      const store = await open()
      const limits = { ...NO_LIMITS, workspaceTokens: 100 }
      const late = { at: '2024-02-04T04:00:00+05:30', limits } // still the 3rd in UTC
      expect(await store.reserve(aReservation('r1', late))).toEqual({ kind: 'reserved' })
      expect((await store.used('slack:T1', DAY)).tokens).toBe(100)
      expect(await store.reserve(aReservation('r2', late))).toMatchObject({ kind: 'refused' })
      expect(await store.reserve(aReservation('r3', { at: '2024-02-04T00:00:00Z', limits }))).toEqual({ kind: 'reserved' })
    })

    it('lets a person ask so often in any 60 seconds, others and nobody in particular as they like', async () => {
      const store = await open()
      const limits = { ...NO_LIMITS, personRequests: 2 }
      expect((await store.reserve(aReservation('r1', { limits }))).kind).toBe('reserved')
      expect((await store.reserve(aReservation('r2', { limits, at: later(59_000) }))).kind).toBe('reserved')
      expect(await store.reserve(aReservation('r3', { limits, at: later(59_500) }))).toEqual({ kind: 'refused', limit: 'personRequests' })
      expect((await store.reserve(aReservation('r4', { limits, at: later(60_000) }))).kind).toBe('reserved')
      expect((await store.reserve(aReservation('r5', { limits, at: later(60_000) }))).kind).toBe('refused')
      for (const person of ['p2', null]) {
        const other = aReservation(`r-${person}`, { limits, at: later(60_000), payer: { workspace: 'slack:T1', person } })
        expect((await store.reserve(other)).kind).toBe('reserved')
      }
      for (const n of [1, 2, 3])
        expect((await store.reserve(aReservation(`n${n}`, { limits, payer: { workspace: 'slack:T1', person: null } }))).kind).toBe(
          'reserved',
        )
    })

    it('lets a reservation that nobody settled stay spent: after ten minutes nothing gives it back', async () => {
      const store = await open()
      await store.reserve(aReservation('left'))
      await store.reserve(aReservation('late'))
      expect(await store.settle('late', { tokens: 0, money: 0 }, later(HELD_MS - 1))).toBe(true)
      expect(await store.settle('left', { tokens: 0, money: 0 }, later(HELD_MS))).toBe(false)
      await store.reserve(aReservation('next', { at: later(HELD_MS) }))
      expect(await store.settle('left', { tokens: 0, money: 0 }, later(HELD_MS))).toBe(false)
      expect(await store.used('slack:T1', DAY)).toMatchObject({ tokens: 200, requests: 3 })
    })

    it.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d as an amount and keeps its sums', async (bad) => {
      const store = await open()
      await expect(store.reserve(aReservation('r1', { estimate: { tokens: bad, money: 0 } }))).rejects.toThrow()
      await store.reserve(aReservation('r2'))
      await expect(store.settle('r2', { tokens: 0, money: bad }, AT)).rejects.toThrow()
      expect(await store.used('slack:T1', DAY)).toEqual({ tokens: 100, money: 40, requests: 1 })
    })

    it('forgets days by age, a workspace whole, and a person without changing the sums', async () => {
      const store = await open()
      await store.reserve(aReservation('old', { at: '2024-02-02T23:59:59Z' }))
      await store.reserve(aReservation('new'))
      expect(await store.prune(DAY)).toBe(1)
      expect((await store.used('slack:T1', '2024-02-02')).tokens).toBe(0)
      expect((await store.used('slack:T1', DAY)).tokens).toBe(100)
      await store.erase('slack:T1', 'p1')
      const limits = { ...NO_LIMITS, personRequests: 1 }
      expect((await store.reserve(aReservation('again', { limits }))).kind).toBe('reserved')
      expect((await store.used('slack:T1', DAY)).tokens).toBe(200)
      await store.reserve(aReservation('other', { payer: { workspace: 'slack:T2', person: null } }))
      await store.erase('slack:T1', null)
      expect((await store.used('slack:T1', DAY)).tokens).toBe(0)
      expect((await store.used('slack:T2', DAY)).tokens).toBe(100)
    })

    it('never passes a limit, whatever is reserved and settled in whatever order', async () => {
      const step = fc.record({ tokens: fc.nat(60), used: fc.option(fc.nat(100), { nil: null }), workspace: fc.constantFrom('a', 'b') })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const store = await open()
          const limits = { ...NO_LIMITS, workspaceTokens: 200, allTokens: 300 }
          for (const [n, { tokens, used, workspace }] of steps.entries()) {
            const payer = { workspace, person: null }
            const { kind } = await store.reserve({ id: `r${n}`, payer, estimate: { tokens, money: 0 }, at: AT, limits })
            // A request never uses more than it was taken to cost: that is the estimate's promise.
            if (kind === 'reserved' && used !== null) await store.settle(`r${n}`, { tokens: Math.min(used, tokens), money: 0 }, AT)
            const sums = [await store.used('a', DAY), await store.used('b', DAY), await store.used(null, DAY)]
            expect(sums[0]?.tokens).toBeLessThanOrEqual(200)
            expect(sums[2]?.tokens).toBe((sums[0]?.tokens ?? 0) + (sums[1]?.tokens ?? 0))
            expect(sums[2]?.tokens).toBeLessThanOrEqual(300)
          }
        }),
        { numRuns: 25 },
      )
    })
  })
}
