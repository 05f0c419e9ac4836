// What a model may cost: reserved before a request, settled after it, and never more than the limits.

/** Who a request is charged to. `person` is a keyed hash; null when nobody in particular asked: a digest, the command line. */
export type Payer = Readonly<{ workspace: string; person: string | null }>

/** Whole numbers; `money` in millionths of the currency that the prices are in. */
export type Amount = Readonly<{ tokens: number; money: number }>

/** null: no limit. */
export type BudgetLimits = Readonly<{
  /** of one workspace in one UTC day */
  workspaceTokens: number | null
  workspaceMoney: number | null
  /** of all workspaces together in one UTC day */
  allTokens: number | null
  allMoney: number | null
  /** requests of one person in any 60 seconds */
  personRequests: number | null
}>

export type Limit = keyof BudgetLimits

/** `estimate`: the most that the request is taken to cost. `at`: ISO instant; its UTC date is the day that is charged. */
export type Reservation = Readonly<{ id: string; payer: Payer; estimate: Amount; at: string; limits: BudgetLimits }>

/** What a day has used, reservations that are still held included. */
export type Use = Amount & Readonly<{ requests: number }>

/** So long a reservation may be settled; what was held longer stays spent as it was estimated. */
export const HELD_MS = 600_000
export const RATE_WINDOW_MS = 60_000

export type BudgetStore = {
  /**
   * Takes the estimate out of what is left, or refuses and takes nothing: one transaction, over all processes on the data file.
   * A reservation counts as spent from here on, so one that is never settled costs its estimate.
   */
  readonly reserve: (reservation: Reservation) => Promise<Readonly<{ kind: 'reserved' }> | Readonly<{ kind: 'refused'; limit: Limit }>>
  /** Puts what was used in the place of the estimate; false when the reservation is unknown, was settled, or was held for too long. */
  readonly settle: (id: string, used: Amount, at: string) => Promise<boolean>
  /** What a workspace, or with null all of them, have used on a UTC day (YYYY-MM-DD). */
  readonly used: (workspace: string | null, day: string) => Promise<Use>
  /** Forgets the days before one; returns how many rows that were. */
  readonly prune: (beforeDay: string) => Promise<number>
  /** Forgets what one person, or with null the whole workspace, asked. The sums of a person's days stay: they name nobody. */
  readonly erase: (workspace: string, person: string | null) => Promise<number>
}

/** Throws RangeError for what is no amount: a sum must not be made wrong by one bad number. */
export function checkedAmount({ tokens, money }: Amount): Amount {
  if (![tokens, money].every((value) => Number.isSafeInteger(value) && value >= 0)) throw new RangeError('not an amount')
  return { tokens, money }
}

/** The first limit that `estimate` would break on top of what is used; null when it fits. */
export function brokenLimit(
  { estimate, limits }: Pick<Reservation, 'estimate' | 'limits'>,
  used: Readonly<{ workspace: Amount; all: Amount; personRequests: number }>,
): Limit | null {
  const sums: Readonly<Record<Limit, number>> = {
    personRequests: used.personRequests + 1,
    workspaceTokens: used.workspace.tokens + estimate.tokens,
    workspaceMoney: used.workspace.money + estimate.money,
    allTokens: used.all.tokens + estimate.tokens,
    allMoney: used.all.money + estimate.money,
  }
  const order: readonly Limit[] = ['personRequests', 'workspaceTokens', 'workspaceMoney', 'allTokens', 'allMoney']
  return order.find((limit) => sums[limit] > (limits[limit] ?? Number.POSITIVE_INFINITY)) ?? null
}
