// What the index holds in memory of every article: small, numeric, enough to place a new one and to find disputes.
import { derivedId } from '../base/hash.ts'
import type { Scope } from '../ports/article-store.ts'
import { OPERATOR } from '../domain/article.ts'
import type { CopyView } from './copy-view.ts'
import { copyScore, isSameCopy, JOINS } from './families.ts'
import type { Fingerprint } from './fingerprint.ts'
import { storyFor } from './stories.ts'

export type Entry = Readonly<{
  articleId: string
  workspace: string
  version: number
  familyId: string
  storyId: string
  print: Fingerprint
}>

export type Catalogue = Readonly<{
  /** Where a new article belongs. It may join what its own workspace or the operator holds, never another workspace's. */
  place: (
    articleId: string,
    workspace: string,
    print: Fingerprint,
    view: CopyView,
    viewOf: (entry: Entry) => Promise<CopyView | null>,
  ) => Promise<Pick<Entry, 'familyId' | 'storyId'>>
  put: (entry: Entry) => void
  drop: (articleId: string, workspace?: string) => void
  get: (articleId: string, scope: Scope) => Entry | null
  /** Entries in scope, by id. One id held by two workspaces counts once, for the workspace named last in the scope. */
  all: (scope: Scope) => readonly Entry[]
}>

export function createCatalogue(): Catalogue {
  const entries = new Map<string, Map<string, Entry>>()
  const get = (articleId: string, scope: Scope): Entry | null => {
    const held = entries.get(articleId)
    if (held === undefined) return null
    const workspace = scope.findLast((key) => held.has(key))
    return workspace === undefined ? null : (held.get(workspace) ?? null)
  }
  const all = (scope: Scope): Entry[] => [...entries.keys()].sort().flatMap((id) => get(id, scope) ?? [])
  return {
    place: async (articleId, workspace, print, view, viewOf) => {
      const visible = all(workspace === OPERATOR ? [OPERATOR] : [OPERATOR, workspace]).filter((entry) => entry.articleId !== articleId)
      const originals = visible.filter((entry) => entry.print.original)
      const kin = print.original
        ? await kinOf(
            view,
            originals.filter((entry) => rough(entry.print, print) >= 0.4),
            viewOf,
          )
        : undefined
      const near = originals.map(({ print: other, storyId }) => ({ profile: other.profile, day: other.day, storyId }))
      const storyId = kin?.storyId ?? storyFor(print.profile, print.day, near)
      return {
        familyId: kin?.familyId ?? derivedId('fam', workspace, articleId),
        storyId: storyId ?? derivedId('sto', workspace, articleId),
      }
    },
    put: (entry) => {
      const held = entries.get(entry.articleId) ?? new Map<string, Entry>()
      held.set(entry.workspace, entry)
      entries.set(entry.articleId, held)
    },
    drop: (articleId, workspace) => {
      const held = entries.get(articleId)
      if (workspace === undefined) entries.delete(articleId)
      else held?.delete(workspace)
    },
    get,
    all,
  }
}

function rough(a: Fingerprint, b: Fingerprint): number {
  const [small, large] =
    a.profile.words.size <= b.profile.words.size ? [a.profile.words, b.profile.words] : [b.profile.words, a.profile.words]
  let shared = 0
  let total = 0
  for (const [word, weight] of small) {
    total += weight
    if (large.has(word)) shared += weight
  }
  return shared / (total || 1)
}

async function kinOf(
  view: CopyView,
  entries: readonly Entry[],
  viewOf: (entry: Entry) => Promise<CopyView | null>,
): Promise<Entry | undefined> {
  const scored: (readonly [Entry, CopyView, number])[] = []
  for (const entry of entries) {
    const other = await viewOf(entry)
    if (other !== null) scored.push([entry, other, copyScore(view, other)])
  }
  const best = scored.filter(([, , score]) => score >= JOINS).sort((a, b) => b[2] - a[2])
  const barred = new Set(best.filter(([, other]) => !isSameCopy(view, other)).map(([entry]) => entry.familyId))
  return best.find(([entry]) => !barred.has(entry.familyId))?.[0]
}
