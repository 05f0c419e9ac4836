// What a channel must have got after a series of clock readings: counted from the readings and the due times alone (pure).

/** An occurrence a channel is owed: its local date and its instant in milliseconds. */
export type Owed = Readonly<{ localDate: string; at: number }>
/** `posts`: the readings at which one message must have been posted, in order; `missed`: the local dates that must be on record as missed. */
export type Expected = Readonly<{ posts: readonly number[]; missed: readonly string[] }>

/**
 * `readings` are what the clock said at each tick, in order; it may have gone back. What falls due between the furthest reading so far and a
 * later one is new at that tick: the latest of it is posted when it is no older than the grace, everything else is on record as missed.
 * `owed` stands in order.
 */
export function expectedOf(owed: readonly Owed[], readings: readonly number[], start: number, graceMs: number): Expected {
  const posts: number[] = []
  const missed: string[] = []
  const due = owed.filter(({ at }) => at > start)
  let seen = 0
  for (const reading of readings) {
    const fresh: Owed[] = []
    for (let one = due[seen]; one !== undefined && one.at <= reading; one = due[seen]) {
      fresh.push(one)
      seen += 1
    }
    const latest = fresh.at(-1)
    if (latest === undefined) continue
    const isInTime = reading - latest.at <= graceMs
    if (isInTime) posts.push(reading)
    missed.push(...(isInTime ? fresh.slice(0, -1) : fresh).map(({ localDate }) => localDate))
  }
  return { posts, missed }
}
