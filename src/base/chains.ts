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
/** Values stand together in blocks, so that a long list is read from few places in memory; most lists are short, so first blocks are small. */
const SMALL = [1, 3, 7, 15]
const LARGEST = 31
/** 256 KiB a page; no block crosses a page. */
const PAGE_BITS = 16
const PAGE = 1 << PAGE_BITS
const PAGE_MASK = PAGE - 1

/** An open-addressing table of lists, and pages of their blocks. Entries are never removed: a reader skips what is gone. */
export function createChains(): Chains {
  let keys = new Uint32Array(1 << 12)
  let tails = new Int32Array(1 << 12) // address of the newest block
  let counts = new Int32Array(1 << 12) // values of the list; 0 is an empty place
  let used = 0
  // A block: the address of the block before it, then its values.
  const blocks = createBlocks()
  let size = 0

  const placeOf = (key: number): number => {
    const mask = keys.length - 1
    let at = Math.imul(key, 0x9e3779b1) & mask
    while (counts[at] !== 0 && keys[at] !== key) at = (at + 1) & mask
    return at
  }
  const grow = (): void => {
    const [oldKeys, oldTails, oldCounts] = [keys, tails, counts]
    keys = new Uint32Array(oldKeys.length * 2)
    tails = new Int32Array(oldKeys.length * 2)
    counts = new Int32Array(oldKeys.length * 2)
    for (let at = 0; at < oldCounts.length; at++) {
      if (oldCounts[at] === 0) continue
      const place = placeOf(oldKeys[at] as number)
      keys[place] = oldKeys[at] as number
      tails[place] = oldTails[at] as number
      counts[place] = oldCounts[at] as number
    }
  }
  const newest = (key: number, into: Int32Array): number => {
    const place = placeOf(key >>> 0)
    let address = tails[place] as number
    let left = counts[place] as number
    let taken = 0
    while (left > 0 && taken < into.length) {
      const page = blocks.page(address)
      const start = address & PAGE_MASK
      const filled = filledOf(left)
      for (let at = filled; at > 0 && taken < into.length; at--) into[taken++] = page[start + at] as number
      left -= filled
      address = page[start] as number
    }
    return taken
  }
  return {
    add: (key, value) => {
      if (used > keys.length * LOAD) grow()
      const at = placeOf(key >>> 0)
      const count = counts[at] as number
      if (count === 0) {
        used++
        keys[at] = key
      }
      const place = filledOf(count + 1)
      if (place === 1) tails[at] = blocks.add(tails[at] as number, capacityAfter(count))
      const address = tails[at] as number
      blocks.page(address)[(address & PAGE_MASK) + place] = value
      counts[at] = count + 1
      size++
    },
    walk: (key, limit, visit) => {
      const found = new Int32Array(Math.min(limit, counts[placeOf(key >>> 0)] as number))
      newest(key, found)
      for (const value of found) if (visit(value) === false) return
    },
    newest,
    size: () => size,
  }
}

/** How many values the newest block of a list of so many holds. */
function filledOf(count: number): number {
  let before = 0
  for (const capacity of SMALL) {
    if (count <= before + capacity) return count - before
    before += capacity
  }
  return ((count - before - 1) % LARGEST) + 1
}

/** Room of the block that comes after so many values. */
function capacityAfter(count: number): number {
  let before = 0
  for (const capacity of SMALL) {
    if (count === before) return capacity
    before += capacity
  }
  return LARGEST
}

/** Blocks are never moved: what is added costs no copy of what is there. */
function createBlocks() {
  const pages: Int32Array[] = []
  let free = 0
  return {
    page: (address: number) => pages[address >>> PAGE_BITS] as Int32Array,
    /** The address of a new block after another. */
    add: (before: number, capacity: number): number => {
      if ((free & PAGE_MASK) + capacity + 1 > PAGE) free = (free | PAGE_MASK) + 1
      const address = free
      free += capacity + 1
      if (address >>> PAGE_BITS >= pages.length) pages.push(new Int32Array(PAGE))
      ;(pages[address >>> PAGE_BITS] as Int32Array)[address & PAGE_MASK] = before
      return address
    },
  }
}

/** The same numbers in an array twice as long. */
export function widened(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(array.length * 2)
  wider.set(array)
  return wider
}
