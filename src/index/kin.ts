// Finds the family of an article among those most like it, comparing the few likeliest in full.
import type { CopyView } from './copy-view.ts'
import { copyScore, differenceOf, JOINS } from './families.ts'
import { sketchShared } from './run-sketch.ts'
import type { Entry, Near } from './shelf.ts'

/** What is compared: the newcomer's sample at once, its full view only when there is something to compare with. */
export type Suitor = Readonly<{ sketch: Uint32Array; view: () => CopyView; viewOf: (entry: Entry) => Promise<CopyView | null> }>

/** `joins`: the family to join, null for none. `merges`: families that this article shows to be the same copy as that one. */
export type Kin = Readonly<{ joins: string | null; merges: readonly string[] }>

const NO_KIN: Kin = { joins: null, merges: [] }
const ALIKE = 0.45 // cosine from which articles are compared in full; rewrites in other words were all above 0.55 …
const FAINTLY = 0.15 // … and copies cut or padded, of which less is alike,
const SAMPLED = 5 // when so many of their sampled runs are the same
const COMPARED = 6

type Match = Readonly<{ entry: Entry; view: CopyView; score: number; differs: boolean }>

/** A copy may come out long after: time plays no part. */
export async function findKin(near: readonly Near[], suitor: Suitor): Promise<Kin> {
  const likely = near
    .filter(({ entry, cosine }) => cosine >= ALIKE || (cosine >= FAINTLY && sketchShared(suitor.sketch, entry.sketch) >= SAMPLED))
    .slice(0, COMPARED)
  if (likely.length === 0) return NO_KIN
  const own = suitor.view()
  const matches: Match[] = []
  for (const { entry } of likely) {
    const view = await suitor.viewOf(entry)
    if (view === null) continue
    const score = copyScore(own, view)
    if (score >= JOINS) matches.push({ entry, view, score, differs: differenceOf(own, view) !== null })
  }
  return choose(matches.sort((a, b) => b.score - a.score || a.entry.slot - b.entry.slot))
}

function choose(matches: readonly Match[]): Kin {
  // One member that says something different keeps the whole family apart.
  const barred = new Set(matches.filter((match) => match.differs).map((match) => match.entry.familyId))
  const fitting = matches.filter((match) => !barred.has(match.entry.familyId))
  const best = fitting[0]
  if (best === undefined) return NO_KIN
  const others = fitting.filter((match) => match.entry.familyId !== best.entry.familyId && differenceOf(best.view, match.view) === null)
  return { joins: best.entry.familyId, merges: [...new Set(others.map((match) => match.entry.familyId))] }
}
