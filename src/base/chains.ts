// Many lists of numbers under 32-bit keys, in typed arrays: a few bytes an entry, newest first.

export type Chains = Readonly<{
  add: (key: number, value: number) => void
  /** Calls back with the values under a key, newest first, at most `limit`; stops when the callback returns false. */
  walk: (key: number, limit: number, visit: (value: number) => boolean | undefined) => void
  /** Copies the newest values under a key, as many as fit, and returns how many. */
  newest: (key: number, into: Int32Array) => number
  readonly size: () => number
}>

const LOAD = 0.6

/** An open-addressing table of list heads, and one column of links. Entries are never removed: a reader skips what is gone. */
export function createChains(): Chains {
  let keys = new Uint32Array(1 << 12)
  let heads = new Int32Array(1 << 12) // row + 1; 0 is an empty place
  let used = 0
  // Two numbers a row, so that a step costs one look: the value, and row + 1 of the entry before; 0 ends the list.
  let entries = new Int32Array(1 << 13)
  let rows = 0

  const placeOf = (key: number): number => {
    const mask = keys.length - 1
    let at = Math.imul(key, 0x9e3779b1) & mask
    while (heads[at] !== 0 && keys[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = (): void => {
    const [oldKeys, oldHeads] = [keys, heads]
    keys = new Uint32Array(oldKeys.length * 2)
    heads = new Int32Array(oldKeys.length * 2)
    oldHeads.forEach((head, at) => {
      if (head === 0) return
      const place = placeOf(oldKeys[at] ?? 0)
      keys[place] = oldKeys[at] ?? 0
      heads[place] = head
    })
  }
  return {
    add: (key, value) => {
      if (used > keys.length * LOAD) grow()
      if (2 * rows === entries.length) entries = widened(entries)
      const at = placeOf(key >>> 0)
      if (heads[at] === 0) used++
      keys[at] = key
      entries[2 * rows] = value
      entries[2 * rows + 1] = heads[at] ?? 0
      rows++
      heads[at] = rows
    },
    walk: (key, limit, visit) => {
      let row = heads[placeOf(key >>> 0)] ?? 0
      for (let seen = 0; row !== 0 && seen < limit; seen++) {
        if (visit(entries[2 * row - 2] ?? 0) === false) return
        row = entries[2 * row - 1] ?? 0
      }
    },
    newest: (key, into) => {
      let row = heads[placeOf(key >>> 0)] ?? 0
      let taken = 0
      while (row !== 0 && taken < into.length) {
        into[taken++] = entries[2 * row - 2] ?? 0
        row = entries[2 * row - 1] ?? 0
      }
      return taken
    },
    size: () => rows,
  }
}

/** The same numbers in an array twice as long. */
export function widened(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2)
  wider.set(array)
  return wider
}
