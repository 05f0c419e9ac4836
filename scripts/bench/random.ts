// Chance that is the same for the same seed: numbers, picks and Zipf ranks (pure).

export type Random = Readonly<{
  /** 0 ≤ x < 1 */
  next: () => number
  /** whole number, 0 ≤ n < below */
  below: (below: number) => number
  /** true with this probability */
  chance: (share: number) => boolean
  pick: <T>(from: readonly T[]) => T
  /** mean 0, deviation 1 */
  normal: () => number
}>

/** A stream of its own for every list of numbers: sfc32, seeded by mixing them. */
export function randomOf(...seeds: readonly number[]): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (const seed of seeds) {
    a = (a ^ Math.imul(seed | 0, 0x85ebca6b)) | 0
    b = (b ^ Math.imul((seed + 0x1234567) | 0, 0xc2b2ae35)) | 0
    for (let i = 0; i < 6; i += 1) next()
  }
  for (let i = 0; i < 12; i += 1) next()
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from')
      return from[below(from.length)] as (typeof from)[number]
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** In another order, each as likely as any. */
export function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  const ranked = items.map((item) => ({ item, at: random.next() }))
  return ranked.sort((a, b) => a.at - b.at).map(({ item }) => item)
}

const EXPONENT = 1.05
const SHIFT = 8 // Zipf–Mandelbrot: flattens the very top, as without the function words

/** Draws ranks 0 … count - 1, the first most often. */
export function zipf(count: number): (random: Random) => number {
  const upTo = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank += 1) {
    sum += (rank + 1 + SHIFT) ** -EXPONENT
    upTo[rank] = sum
  }
  return (random) => {
    const wanted = random.next() * sum
    let low = 0
    let high = count - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** A rank between two, small ones as likely per doubling as large ones. */
export function logUniform(random: Random, from: number, to: number): number {
  return Math.floor(from * (to / from) ** random.next())
}
