// One thing at a time for each workspace: an installation and a removal that meet must not be half of each.

export type InTurn = <T>(team: string, work: () => Promise<T>) => Promise<T>

export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (team, work) => {
    const mine = (last.get(team) ?? Promise.resolve()).then(work, work)
    last.set(team, mine)
    try {
      return await mine
    } finally {
      if (last.get(team) === mine) last.delete(team)
    }
  }
}
