// Work that must not overlap, one piece after the other in the order asked: all of it, or what has one key.

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>
export type InTurnByKey = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** A queue: each call resolves or rejects as its own work does, and a failed one does not hold up the next. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

/** A queue for each key; one that is empty is not kept. */
export function inTurnByKey(): InTurnByKey {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
