// Finds the family of an article among those most like it, comparing the few likeliest in full.
import type { CopyView } from './copy-view.ts'
import { copyScore, differenceOf, JOINS } from './families.ts'
import type { Entry } from './shelf.ts'

export type ViewOf = (entry: Entry) => Promise<CopyView | null>

/** `joins`: the family to join, null for none. `merges`: families that this article shows to be the same copy as that one. */
export type Kin = Readonly<{ joins: string | null; merges: readonly string[] }>

const ALIKE = 0.15 // likeness below which no rewrite was ever found
const COMPARED = 6

type Match = Readonly<{ entry: Entry; view: CopyView; score: number; differs: boolean }>

/** `own` is asked for only when there is something to compare with. */
export async function findKin(
  near: readonly Readonly<{ entry: Entry; like: number }>[],
  own: () => CopyView,
  viewOf: ViewOf,
): Promise<Kin> {
  const likely = near.filter(({ like }) => like >= ALIKE).slice(0, COMPARED)
  const matches: Match[] = []
  for (const { entry } of likely) {
    const view = await viewOf(entry)
    if (view === null) continue
    const score = copyScore(own(), view)
    if (score >= JOINS) matches.push({ entry, view, score, differs: differenceOf(own(), view) !== null })
  }
  matches.sort((a, b) => b.score - a.score || a.entry.slot - b.entry.slot)
  // One member that says something different keeps the whole family apart.
  const barred = new Set(matches.filter((match) => match.differs).map((match) => match.entry.familyId))
  const fitting = matches.filter((match) => !barred.has(match.entry.familyId))
  const best = fitting[0]
  if (best === undefined) return { joins: null, merges: [] }
  const others = fitting.filter((match) => match.entry.familyId !== best.entry.familyId && differenceOf(best.view, match.view) === null)
  return { joins: best.entry.familyId, merges: [...new Set(others.map((match) => match.entry.familyId))] }
}
