// Groups articles into stories of one event: average likeness joins, names and numbers of each side's own part again (pure).
import { cosineTo, eachName, type StoryVector } from './story-vector.ts'

/** An article to be grouped: its vector and its day, null when unknown. */
export type Telling = Readonly<{ vector: StoryVector; day: number | null }>

/** Mean likeness of an article to a story's articles from which it is of that story. */
export const SAME_EVENT = 0.15
const CLEAR_DAYS = 10 // days apart within which time says nothing …
const APART_DAYS = 45 // … and from which two reports are not of one event
const EACH_ITS_OWN = 0.85 // share of one side's articles with a name that so few of the other's have
const SIDE = 4 // articles a side needs before names tell

/** Likeness of one article to others: of words, as far as they are of the same days. */
export function likenessTo(telling: Telling): (other: Telling) => number {
  const cosine = cosineTo(telling.vector)
  return (other) => {
    const near = timeFactor(telling.day, other.day)
    return near === 0 ? 0 : near * cosine(other.vector)
  }
}

/** 1 for reports of the same days, 0 for those too far apart to be of one event. */
export function timeFactor(a: number | null, b: number | null): number {
  if (a === null || b === null) return 1
  const apart = Math.abs(a - b)
  return apart <= CLEAR_DAYS ? 1 : Math.max(0, 1 - (apart - CLEAR_DAYS) / (APART_DAYS - CLEAR_DAYS))
}

/** Groups of positions in the list. Which come first plays no part, ties apart. */
export function groupByEvent(given: readonly Telling[]): number[][] {
  // Each is set against each: their vectors are looked up once.
  const tellings = given.map(({ vector, day }) => ({ vector, day }))
  const size = tellings.length
  const like = new Float64Array(size * size)
  tellings.forEach((one, a) => {
    const likeness = likenessTo(one)
    for (let b = a + 1; b < size; b++) {
      const two = tellings[b]
      const score = two === undefined ? 0 : likeness(two)
      like[a * size + b] = score
      like[b * size + a] = score
    }
  })
  const all = tellings.map((_, at) => [at])
  return joined(all, like, size, SAME_EVENT, 1).flatMap((group) => parted(group, tellings, like))
}

/** Joins the two groups most alike on average, again and again, down to `least` likeness or `fewest` groups. */
function joined(groups: readonly number[][], like: Float64Array, size: number, least: number, fewest: number): number[][] {
  const left = groups.map((group) => [...group])
  // sums[a][b]: total likeness between groups a and b, kept up as they join
  const sums = left.map((a) => left.map((b) => totalLikeness(a, b, like, size)))
  const alive = new Set(left.keys())
  while (alive.size > fewest) {
    const best = mostAlike(left, sums, alive)
    if (best === null || best.mean < least) break
    const { a, b } = best
    left[a]?.push(...(left[b] ?? []))
    alive.delete(b)
    for (const other of alive) {
      const [rowA, rowB, rowOther] = [sums[a], sums[b], sums[other]]
      if (other === a || rowA === undefined || rowB === undefined || rowOther === undefined) continue
      rowA[other] = (rowA[other] ?? 0) + (rowB[other] ?? 0)
      rowOther[a] = rowA[other] ?? 0
    }
  }
  return [...alive].map((at) => (left[at] ?? []).sort((x, y) => x - y))
}

function totalLikeness(a: readonly number[], b: readonly number[], like: Float64Array, size: number): number {
  let sum = 0
  for (const one of a) for (const two of b) sum += like[one * size + two] ?? 0
  return sum
}

function mostAlike(
  groups: readonly number[][],
  sums: readonly number[][],
  alive: ReadonlySet<number>,
): { a: number; b: number; mean: number } | null {
  let best: { a: number; b: number; mean: number } | null = null
  for (const a of alive) {
    for (const b of alive) {
      if (b <= a) continue
      const mean = (sums[a]?.[b] ?? 0) / ((groups[a]?.length ?? 1) * (groups[b]?.length ?? 1))
      if (best === null || mean > best.mean) best = { a, b, mean }
    }
  }
  return best
}

/** Parts a group in two when each half has a name or number in nearly all its articles that the other half nearly lacks; then each half again. */
function parted(group: readonly number[], tellings: readonly Telling[], like: Float64Array): number[][] {
  if (group.length < 2 * SIDE) return [[...group]]
  const halves = joined(
    group.map((at) => [at]),
    like,
    tellings.length,
    Number.NEGATIVE_INFINITY,
    2,
  )
  const [a, b] = halves
  if (a === undefined || b === undefined || Math.min(a.length, b.length) < SIDE) return [[...group]]
  if (!hasItsOwn(a, b, tellings) || !hasItsOwn(b, a, tellings)) return [[...group]]
  return [...parted(a, tellings, like), ...parted(b, tellings, like)]
}

function hasItsOwn(own: readonly number[], others: readonly number[], tellings: readonly Telling[]): boolean {
  const [inOwn, inOthers] = [namesIn(own, tellings), namesIn(others, tellings)]
  for (const [name, count] of inOwn) {
    if (count >= EACH_ITS_OWN * own.length && (inOthers.get(name) ?? 0) <= (1 - EACH_ITS_OWN) * others.length) return true
  }
  return false
}

/** In how many of the articles each name or number stands. */
function namesIn(group: readonly number[], tellings: readonly Telling[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const at of group) {
    const vector = tellings[at]?.vector
    if (vector !== undefined) eachName(vector, (hash) => counts.set(hash, (counts.get(hash) ?? 0) + 1))
  }
  return counts
}
