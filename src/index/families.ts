// Tells a rewrite from another report: kept words, names and numbers join; a different figure, place, date or denial parts (pure).
import type { CopyView, SentenceView } from './copy-view.ts'
import { dayNumber } from './day-number.ts'

// Measured on rewrites and on independent reports of one event: rewrites keep nearly every name and number of the shorter text,
// reports by others share the event's words but each has names and numbers of its own.
export const JOINS = 1.9
const KEPT = 0.8 // share of the shorter text's names and numbers that a rewrite in other words keeps
const RUNS_KEPT = 0.2 // share of its three-word runs from which they may be fewer
const TOGETHER = 0.36 // words in common of all words, below which only a text that is a part of the other joins …
const PART = 0.9 // … with this share of its words found there
const COPIES = 0.27 // share of the shorter text's three-word runs from which it is a copy, whatever else was added or cut
const OWN_END = 0.3 // share of each text that is its own at the same end, from which what they share is furniture
const AT_END = 0.05 // share of a text that counts as its end
const CARRIED_ON = 25 // runs that a cut copy has in common with its continuation
const DENSE = 0.75 // share of runs between the first and the last in common that are in common too
const ODD = 0.05 // share of common runs at either end that may be chance
const FEW_ANCHORS = 4 // fewer names and numbers say nothing
const ENOUGH = 20 // telling words below which a text is too short to judge
const SHORT = 60 // telling words below which chance plays a part
const CHANCE = 0.5 // what a text of no length would have to score above JOINS
const ALIGNED = 0.25 // share of the shorter sentence's words from which two sentences tell the same thing …
const ALIGNED_COPY = 0.7 // … and in texts that are word for word the same, where nothing need be guessed
const ALIGNED_WORDS = 3
const EVEN = 0.2 // share of both sentences' words together, so that a short one is not found in any long one …
const EVEN_COPY = 0.5 // … and in texts that share whole runs
const WORD_FOR_WORD = 0.7 // share of a sentence's words from which it is the other's but for a number
const DIGITS = /^\d/
const DAY = 8 // days; wider dates are background

/** How surely two articles restate one copy: JOINS and above joins. The order of the two plays no part. */
export function copyScore(a: CopyView, b: CopyView): number {
  if (Math.min(a.words.size, b.words.size) < ENOUGH) return a.words.size === b.words.size && runsShared(a, b) === 1 ? JOINS : 0
  const runs = runsShared(a, b)
  const { contained, together } = wordsShared(a, b)
  const anchors = Math.min(a.anchors.size, b.anchors.size) < FEW_ANCHORS ? contained : shareOf(a.anchors, b.anchors)
  const chance = CHANCE * Math.max(0, 1 - Math.min(a.words.size, b.words.size) / SHORT)
  const score = 2 * runs + contained + together + anchors - chance
  if ((runs >= COPIES + chance && !isFurniture(a, b)) || isContinued(a, b)) return Math.max(JOINS, score)
  const retells = (together >= TOGETHER || contained >= PART) && (anchors >= KEPT || runs >= RUNS_KEPT)
  return retells ? score : Math.min(score, JOINS - 0.1)
}

/** Share of the shorter text's runs found in the other; what both put in quotation marks is the speaker's, not the copy's. */
function runsShared(a: CopyView, b: CopyView): number {
  const [small, large] = a.runs.size <= b.runs.size ? [a.runs, b.runs] : [b.runs, a.runs]
  let shared = 0
  let total = 0
  for (const [run, quoted] of small) {
    const other = large.get(run)
    if (quoted && other === true) continue
    total++
    if (other !== undefined) shared++
  }
  return total === 0 ? 0 : shared / total
}

/**
 * What two texts share stands at the same end of both, and the rest of both is their own: a notice or a sign-off of the site, not copy.
 * Copies cut at different places share the end of one and the beginning of the other.
 */
function isFurniture(a: CopyView, b: CopyView): boolean {
  const [one, two] = [reachOf(a, b), reachOf(b, a)]
  return Math.min(one.before, two.before) > OWN_END || Math.min(one.after, two.after) > OWN_END
}

/** One text was cut where the other goes on: its end is, word for word, the other's beginning. */
function isContinued(a: CopyView, b: CopyView): boolean {
  const [one, two] = [reachOf(a, b), reachOf(b, a)]
  const meets = (first: Reach, second: Reach): boolean => first.after < AT_END && second.before < 2 * AT_END
  return one.shared >= CARRIED_ON && one.dense > DENSE && two.dense > DENSE && (meets(one, two) || meets(two, one))
}

/** Shares of a text before and after what it has in common with the other, the odd run aside; how many runs, and how close they stand. */
type Reach = Readonly<{ before: number; after: number; shared: number; dense: number }>

function reachOf(a: CopyView, b: CopyView): Reach {
  const shared: number[] = []
  let at = 0
  for (const run of a.runs.keys()) {
    if (b.runs.has(run)) shared.push(at)
    at++
  }
  const first = shared[Math.floor(shared.length * ODD)] ?? 0
  const last = shared[Math.ceil(shared.length * (1 - ODD)) - 1] ?? at
  return { before: first / (at || 1), after: 1 - (last + 1) / (at || 1), shared: shared.length, dense: shared.length / (last - first + 1) }
}

/** `contained`: weight of the shorter text's words that the other has; `together`: weighted Jaccard. */
function wordsShared(a: CopyView, b: CopyView): { contained: number; together: number } {
  const [small, large] = a.words.size <= b.words.size ? [a.words, b.words] : [b.words, a.words]
  let shared = 0
  let own = 0
  let all = 0
  for (const [word, weight] of small) {
    own += weight
    const other = large.get(word)
    if (other === undefined) all += weight
    else {
      shared += weight
      all += Math.max(weight, other)
    }
  }
  let both = 0
  for (const [word, weight] of large) {
    const other = small.get(word)
    if (other === undefined) all += weight
    else both += Math.max(weight, other)
  }
  return { contained: shared / (own || 1), together: both / (all || 1) }
}

function shareOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const value of small) if (large.has(value)) shared++
  return shared / (small.size || 1)
}

/** What two tellings of the same sentence say differently, when each has what the other has nowhere; null for nothing. */
export function differenceOf(a: CopyView, b: CopyView): 'figure' | 'name' | 'date' | 'denial' | null {
  const [all, other] = [inventory(a), inventory(b)]
  const runs = runsShared(a, b)
  const alignment = { enough: ALIGNED + (ALIGNED_COPY - ALIGNED) * runs, even: runs >= COPIES ? EVEN_COPY : EVEN }
  const aligned = alignedWith(a.sentences, b.sentences, alignment)
  for (const [at, sentence] of a.sentences.entries()) {
    for (const twin of aligned[at] ?? []) {
      if (sentence.cutOff || twin.cutOff) continue
      if (apart(sentence.numbers, twin.numbers, all.numbers, other.numbers, sameNumber)) return 'figure'
      if (apart(sentence.names, twin.names, all.words, other.words, sameName)) return 'name'
      if (datesApart(sentence, twin, a.sentences, b.sentences)) return 'date'
      if (sentence.denies !== twin.denies && all.denies !== other.denies) return 'denial'
    }
  }
  if (changesFigure(a, b, aligned)) return 'figure'
  return addsDenial(a, aligned, other) || addsDenial(b, alignedWith(b.sentences, a.sentences, alignment), all) ? 'denial' : null
}

/** One sentence, word for word but for a number, which may stand elsewhere in both texts too. */
function changesFigure(a: CopyView, b: CopyView, aligned: readonly (readonly SentenceView[])[]): boolean {
  return a.sentences.some((sentence, at) => {
    const twin = nearestTo(sentence, aligned[at] ?? [])
    if (twin === null || sentence.cutOff || twin.cutOff || sentence.numbers.size !== twin.numbers.size) return false
    if (sentence.numbers.size === 0 || !apartIn(sentence.numbers, twin.numbers)) return false
    return (
      wordShare(sentence, twin) >= WORD_FOR_WORD && nearestTo(twin, a.sentences) === sentence && nearestTo(sentence, b.sentences) === twin
    )
  })
}

function apartIn(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return [...a].some((x) => ![...b].some((y) => sameNumber(x, y)))
}

/** The sentence with most words in common; null for none or several. */
function nearestTo(sentence: SentenceView, others: readonly SentenceView[]): SentenceView | null {
  let best: SentenceView | null = null
  let most = 0
  for (const other of others) {
    const share = wordShare(sentence, other)
    if (share > most) best = other
    else if (share === most) best = null
    most = Math.max(most, share)
  }
  return best
}

/** Share of the longer sentence's words, numbers aside, that the other has. */
function wordShare(a: SentenceView, b: SentenceView): number {
  let shared = 0
  for (const word of a.words) if (b.words.has(word) && !DIGITS.test(word)) shared++
  return shared / (Math.max(a.words.size - a.numbers.size, b.words.size - b.numbers.size) || 1)
}

/** A denial stands between two sentences that the other text has, which itself denies nothing. */
function addsDenial(view: CopyView, aligned: readonly (readonly SentenceView[])[], other: Inventory): boolean {
  const has = (at: number): boolean => (aligned[at]?.length ?? 0) > 0
  if (other.denies) return false
  return view.sentences.some((sentence, at) => sentence.denies && !has(at) && has(at - 1) && has(at + 1))
}

type Inventory = Readonly<{ numbers: ReadonlySet<number>; words: ReadonlySet<string>; denies: boolean }>

function inventory(view: CopyView): Inventory {
  return {
    numbers: new Set(view.sentences.flatMap((sentence) => [...sentence.numbers])),
    words: new Set(view.words.keys()),
    denies: view.sentences.some((sentence) => sentence.denies),
  }
}

type Alignment = Readonly<{ enough: number; even: number }>

/** For each sentence those of the other text that tell the same; only sentences with a word in common are compared. */
function alignedWith(sentences: readonly SentenceView[], others: readonly SentenceView[], { enough, even }: Alignment): SentenceView[][] {
  const holders = new Map<string, number[]>()
  others.forEach((other, at) => {
    for (const word of other.words) {
      const held = holders.get(word)
      if (held === undefined) holders.set(word, [at])
      else held.push(at)
    }
  })
  const shared = new Uint32Array(others.length)
  return sentences.map(({ words }) => {
    const touched: number[] = []
    for (const word of words) {
      for (const at of holders.get(word) ?? []) {
        shared[at] = (shared[at] ?? 0) + 1
        if (shared[at] === ALIGNED_WORDS) touched.push(at)
      }
    }
    const aligned = touched
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const other = others[at]
        const common = shared[at] ?? 0
        if (other === undefined || common < enough * Math.min(words.size, other.words.size)) return []
        return 2 * common >= even * (words.size + other.words.size) ? [other] : []
      })
    for (const word of words) for (const at of holders.get(word) ?? []) shared[at] = 0
    return aligned
  })
}

/** Each sentence has a value that is nowhere in the other text. */
function apart<T>(
  a: ReadonlySet<T>,
  b: ReadonlySet<T>,
  allOfA: ReadonlySet<T>,
  allOfB: ReadonlySet<T>,
  same: (x: T, y: T) => boolean,
): boolean {
  const alone = (values: ReadonlySet<T>, others: ReadonlySet<T>): boolean =>
    [...values].some((value) => !others.has(value) && ![...others].some((other) => same(value, other)))
  return alone(a, allOfB) && alone(b, allOfA)
}

/** "3,299" is "3,299.16" cut short. */
function sameNumber(a: number, b: number): boolean {
  return a === b || (Math.trunc(a) === Math.trunc(b) && (Number.isInteger(a) || Number.isInteger(b)))
}

/** One name may be the other cut short or in another form: "Society" and "Society's". */
function sameName(a: string, b: string): boolean {
  return a === b || (a.length >= 4 && b.startsWith(a)) || (b.length >= 4 && a.startsWith(b))
}

function datesApart(a: SentenceView, b: SentenceView, allOfA: readonly SentenceView[], allOfB: readonly SentenceView[]): boolean {
  const alone = (own: SentenceView, others: readonly SentenceView[]): boolean =>
    own.dates.some((date) => isDay(date) && !others.some((sentence) => sentence.dates.some((other) => sameDate(date, other))))
  return alone(a, allOfB) && alone(b, allOfA)
}

function isDay(date: SentenceView['dates'][number]): boolean {
  return date.precision === 'day' && dayNumber(date.to) - dayNumber(date.from) < DAY
}

/** The same words, or days that overlap: a copy printed later keeps its "on Friday". */
function sameDate(a: SentenceView['dates'][number], b: SentenceView['dates'][number]): boolean {
  return a.words.toLowerCase() === b.words.toLowerCase() || (isDay(b) && a.from <= b.to && b.from <= a.to)
}
