// A queue that gives the smallest first (pure).

export type Heap<T> = Readonly<{
  push: (one: T) => void
  pop: () => T | undefined
  peek: () => T | undefined
  size: () => number
}>

/** `before`: whether the first goes before the second. */
export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const all: T[] = []
  const at = (i: number) => all[i] as T // only asked for places that are taken
  const isBefore = (i: number, j: number) => before(at(i), at(j))
  const swap = (i: number, j: number) => {
    const one = at(i)
    all[i] = at(j)
    all[j] = one
  }
  const rise = (from: number) => {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!isBefore(i, parent)) return
      swap(i, parent)
      i = parent
    }
  }
  const sink = () => {
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      if (left >= all.length) return
      const least = right < all.length && isBefore(right, left) ? right : left
      if (!isBefore(least, i)) return
      swap(i, least)
      i = least
    }
  }
  return {
    push: (one) => {
      all.push(one)
      rise(all.length - 1)
    },
    pop: () => {
      const first = all[0]
      const last = all.pop()
      if (all.length > 0 && last !== undefined) {
        all[0] = last
        sink()
      }
      return first
    },
    peek: () => all[0],
    size: () => all.length,
  }
}
