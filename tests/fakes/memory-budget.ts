// A budget store in memory, written without a look at the one on disk, for tests that only need the port.
import {
  type BudgetStore,
  brokenLimit,
  checkedAmount,
  HELD_MS,
  RATE_WINDOW_MS,
  type Reservation,
  type Use,
} from '../../src/ports/budget.ts'

type Kept = { reservation: Reservation; cost: Readonly<{ tokens: number; money: number }>; settled: boolean; named: boolean }

const at = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds
const dayOf = ({ reservation }: Kept) => Temporal.Instant.from(reservation.at).toString().slice(0, 10)

export function memoryBudget(): BudgetStore {
  let kept: Kept[] = []
  const sum = (workspace: string | null, day: string): Use => {
    const own = kept.filter((one) => dayOf(one) === day && (workspace === null || one.reservation.payer.workspace === workspace))
    const total = (of: (one: Kept) => number) => own.reduce((so, one) => so + of(one), 0)
    return { tokens: total(({ cost }) => cost.tokens), money: total(({ cost }) => cost.money), requests: own.length }
  }
  return {
    reserve: async (reservation) => {
      const { payer, estimate, limits } = reservation
      const cost = checkedAmount(estimate)
      const one: Kept = { reservation, cost, settled: false, named: true }
      const recent = kept.filter(
        (other) =>
          other.named &&
          other.reservation.payer.person === payer.person &&
          Math.abs(at(reservation.at) - at(other.reservation.at)) < RATE_WINDOW_MS,
      )
      const used = { workspace: sum(payer.workspace, dayOf(one)), all: sum(null, dayOf(one)), personRequests: recent.length }
      const limit = brokenLimit({ estimate, limits: payer.person === null ? { ...limits, personRequests: null } : limits }, used)
      if (limit !== null) return { kind: 'refused', limit }
      kept.push(one)
      return { kind: 'reserved' }
    },
    settle: async (id, used, iso) => {
      const cost = checkedAmount(used)
      const one = kept.find(({ reservation, settled }) => reservation.id === id && !settled)
      if (one === undefined || at(iso) - at(one.reservation.at) >= HELD_MS) return false
      Object.assign(one, { cost, settled: true })
      return true
    },
    used: async (workspace, day) => sum(workspace, day),
    prune: async (beforeDay) => {
      const old = kept.filter((one) => dayOf(one) < beforeDay)
      kept = kept.filter((one) => !old.includes(one))
      return old.length
    },
    erase: async (workspace, person) => {
      const meant = kept.filter(
        ({ reservation: { payer } }) => payer.workspace === workspace && (person === null || payer.person === person),
      )
      if (person === null) kept = kept.filter((one) => !meant.includes(one))
      for (const one of meant) one.named = false
      return meant.length
    },
  }
}
