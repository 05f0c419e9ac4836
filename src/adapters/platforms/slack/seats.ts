// Makes the seat in a workspace when something is first heard there: its voice, its people, the bot's own name.
import type { Clock } from '../../../base/clock.ts'
import { createPeople } from './people.ts'
import type { Seat, SeatOf } from './seat.ts'
import type { Teams } from './teams.ts'
import type { PostLimits } from './transport.ts'
import { createVoice } from './voice.ts'

export type SeatOptions = Readonly<{ teams: Teams; clock: Clock; closing: AbortSignal; limits?: PostLimits }>

const MOST_KEPT = 2_000 // workspaces

export function createSeats({ teams, clock, closing, ...limits }: SeatOptions): SeatOf {
  const kept = new Map<string, Seat>()
  return async (id) => {
    const team = teams.of(id ?? '')
    if (!team.stands()) return null
    const identity = await team.identity()
    const known = kept.get(identity.team)
    if (known?.identity === identity) return known // another one stands after the app was installed anew
    const { client, postMessage, stands } = team
    const voice = createVoice({ client, postMessage, closing, stands, ...limits })
    const seat: Seat = { client, voice, identity, people: createPeople({ client, identity, clock }) }
    kept.delete(identity.team)
    kept.set(identity.team, seat)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return seat
  }
}
