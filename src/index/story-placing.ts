// Finds the story of a new article and, where it shows that stories near it should be drawn otherwise, draws them anew.
import { derivedId } from '../base/hash.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Entry, Near, Shelf } from './shelf.ts'
import { groupByEvent, likenessTo, SAME_EVENT, type Telling } from './stories.ts'

const NEAR = 0.8 * SAME_EVENT // stories this like the article are looked at with it
const LEAST = 0.05 // likeness of one article from which its story is looked at
const STORIES = 4
const REDRAWN = 60 // articles drawn anew at most; a longer story only takes in
const SAMPLE = 40

export type Newcomer = Telling & Readonly<{ articleId: string; workspace: string }>

/** The newcomer's story, and the articles already here that change theirs. */
export type Drawn = Readonly<{ storyId: string; moved: ReadonlyMap<number, string> }>

type Candidate = Readonly<{ storyId: string; tellers: readonly Entry[]; mean: number }>

export function placeInStory(newcomer: Newcomer, near: readonly Near[], shelf: Shelf): Drawn {
  const candidates = storiesNear(newcomer, near, shelf)
  const best = candidates[0]
  if (best === undefined) return { storyId: freshId(newcomer, shelf), moved: new Map() }
  const drawable = candidates.filter((candidate) => candidate.tellers.every((entry) => entry.workspace === newcomer.workspace))
  const together = drawable.flatMap((candidate) => candidate.tellers)
  if (drawable.includes(best) && together.length < REDRAWN) return drawAnew(newcomer, drawable, shelf)
  return { storyId: best.mean >= SAME_EVENT ? best.storyId : freshId(newcomer, shelf), moved: new Map() }
}

/** Stories by their mean likeness to the newcomer; one article speaks for its family. */
function storiesNear(newcomer: Newcomer, near: readonly Near[], shelf: Shelf): Candidate[] {
  const ids = [...new Set(near.filter(({ cosine }) => cosine >= LEAST).map(({ entry }) => entry.storyId))].slice(0, 2 * STORIES)
  const likeness = likenessTo(newcomer)
  const candidates = ids.map((storyId) => {
    const tellers = tellersOf(shelf.inStory(storyId), newcomer)
    const mean = tellers.slice(-SAMPLE).reduce((sum, entry) => sum + likeness(entry), 0) / Math.max(1, Math.min(SAMPLE, tellers.length))
    return { storyId, tellers, mean }
  })
  return candidates
    .filter(({ mean }) => mean >= NEAR)
    .sort((a, b) => b.mean - a.mean || (a.storyId < b.storyId ? -1 : 1))
    .slice(0, STORIES)
}

function tellersOf(entries: readonly Entry[], newcomer: Newcomer): Entry[] {
  const families = new Set<string>()
  return entries.filter((entry) => {
    const seen = families.has(entry.familyId)
    families.add(entry.familyId)
    return !seen && (entry.workspace === newcomer.workspace || entry.workspace === OPERATOR)
  })
}

/** Groups the newcomer with the articles of the stories near it; each group keeps the story id that most of it had. */
function drawAnew(newcomer: Newcomer, stories: readonly Candidate[], shelf: Shelf): Drawn {
  const tellers = stories.flatMap((story) => story.tellers)
  const groups = groupByEvent([...tellers, newcomer])
  const named = nameGroups(groups, tellers)
  const moved = new Map<number, string>()
  let storyId = ''
  groups.forEach((group, at) => {
    const members = group.flatMap((position) => tellers[position] ?? [])
    const id = named[at] ?? freshId(members[0] ?? newcomer, shelf)
    if (group.includes(tellers.length)) storyId = id
    for (const member of members) {
      if (member.storyId === id) continue
      for (const kin of shelf.inFamily(member.familyId)) if (kin.workspace === newcomer.workspace) moved.set(kin.slot, id)
    }
  })
  return { storyId, moved }
}

/** The old id each group keeps: to the group with most of a story goes its id; null for a group that must take a fresh one. */
function nameGroups(groups: readonly (readonly number[])[], tellers: readonly Entry[]): (string | null)[] {
  const claims = groups.flatMap((group, at) =>
    [
      ...Map.groupBy(
        group.flatMap((position) => tellers[position] ?? []),
        (entry) => entry.storyId,
      ),
    ].map(([id, members]) => ({
      at,
      id,
      size: members.length,
      first: Math.min(...members.map((entry) => entry.slot)),
    })),
  )
  claims.sort((a, b) => b.size - a.size || a.first - b.first)
  const named: (string | null)[] = groups.map(() => null)
  const given = new Set<string>()
  for (const { at, id } of claims) {
    if (named[at] !== null || given.has(id)) continue
    named[at] = id
    given.add(id)
  }
  return named
}

/** An id no story has: from the article that begins it. */
function freshId({ articleId, workspace }: Pick<Entry, 'articleId' | 'workspace'>, shelf: Shelf): string {
  for (let attempt = 0; ; attempt++) {
    const id = attempt === 0 ? derivedId('sto', workspace, articleId) : derivedId('sto', workspace, articleId, String(attempt))
    if (shelf.inStory(id).length === 0) return id
  }
}
