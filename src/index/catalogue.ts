// The index in memory: places a new article in its family and story, and keeps the stores in step when others must move.
import { derivedId } from '../base/hash.ts'
import type { IndexStore } from '../ports/index-store.ts'
import { type CopyView, copyView } from './copy-view.ts'
import { createDisputeWatch, type DisputeWatch } from './dispute-watch.ts'
import { findKin, type Kin } from './kin.ts'
import { createShelf, type Entry, mayJoin, type Shelf, type Shelved } from './shelf.ts'
import { placeInStory } from './story-placing.ts'
import { createSubjectTable, type SubjectTable } from './subject-table.ts'

export type Place = Readonly<{ familyId: string; storyId: string }>

export type Catalogue = Readonly<{
  shelf: Shelf
  disputes: DisputeWatch
  subjects: SubjectTable
  /** Finds the place of a new version, moving others where it shows that they belong elsewhere. */
  place: (shelved: Shelved, view: () => CopyView) => Promise<Place>
  /** Puts an article on the shelf, in the place found for it now or before. */
  put: (shelved: Shelved, place: Place) => void
}>

const VIEWS = 128 // recent articles kept ready for comparison

export function createCatalogue(records: IndexStore): Catalogue {
  const shelf = createShelf()
  const disputes = createDisputeWatch(shelf)
  const subjects = createSubjectTable()
  const views = new Map<number, CopyView>()
  const viewOf = async (entry: Entry): Promise<CopyView | null> => {
    const known = views.get(entry.slot)
    if (known !== undefined) {
      // What was asked for last is forgotten last.
      views.delete(entry.slot)
      views.set(entry.slot, known)
      return known
    }
    const record = await records.get(entry.articleId, [entry.workspace])
    if (record === null) return null
    const view = copyView(record.annotated.passages)
    views.set(entry.slot, view)
    const oldest = views.keys().next().value
    if (views.size > VIEWS && oldest !== undefined) views.delete(oldest)
    return view
  }
  const put = (shelved: Shelved, place: Place): void => {
    const entry = shelf.put(shelved, place)
    if (entry.counts) disputes.note(entry)
    if (entry.counts) subjects.note(entry.slot, shelved.print.subjects)
  }
  return {
    shelf,
    disputes,
    subjects,
    put,
    place: async (shelved, view) => {
      const { articleId, workspace, print } = shelved
      const alone = { familyId: derivedId('fam', workspace, articleId), storyId: derivedId('sto', workspace, articleId) }
      if (!print.counts) return alone
      const near = shelf.nearest(print, (entry) => entry.articleId !== articleId && mayJoin(workspace, entry.workspace))
      const kin = await findKin(near, { sketch: print.sketch, view, viewOf })
      const family = kin.joins === null ? undefined : shelf.inFamily(kin.joins)[0]
      if (family !== undefined) {
        await mergeFamilies(kin, workspace, shelf, records)
        return { familyId: family.familyId, storyId: family.storyId }
      }
      const drawn = placeInStory({ ...print, articleId, workspace }, near, shelf)
      for (const [slot, storyId] of drawn.moved) await move(slot, { storyId }, shelf, disputes, records)
      return { familyId: alone.familyId, storyId: drawn.storyId }
    },
  }
}

/** What one article shows to be the same copy becomes one family; a workspace's article never moves the operator's. */
async function mergeFamilies({ joins, merges }: Kin, workspace: string, shelf: Shelf, records: IndexStore): Promise<void> {
  if (joins === null) return
  for (const familyId of merges) {
    const members = shelf.inFamily(familyId)
    if (members.some((member) => member.workspace !== workspace)) continue
    for (const member of members) await move(member.slot, { familyId: joins }, shelf, null, records)
  }
}

async function move(slot: number, place: Partial<Place>, shelf: Shelf, disputes: DisputeWatch | null, records: IndexStore): Promise<void> {
  const before = shelf.at(slot)
  const after = shelf.move(slot, place)
  if (before === null || after === null) return
  disputes?.moved(before.storyId, after.storyId)
  await records.place(after.articleId, after.workspace, { familyId: after.familyId, storyId: after.storyId })
}
