// What the index holds in memory of every article: numbers only, found by id, by story, by family and by likeness.
import { type Chains, createChains, widened } from '../base/chains.ts'
import { OPERATOR } from '../domain/article.ts'
import type { Scope } from '../ports/article-store.ts'
import { createFactTable } from './fact-table.ts'
import type { Fact } from './fact.ts'
import type { Fingerprint } from './fingerprint.ts'
import { createPrintTable, type PrintTable } from './print-table.ts'
import { cosineTo, type StoryVector } from './story-vector.ts'

/** One article version in memory. `slot` is its number here, given in order of arrival. */
export type Entry = Omit<Fingerprint, 'facts' | 'terms' | 'subjects'> &
  Readonly<{ slot: number; articleId: string; workspace: string; version: number; familyId: string; storyId: string }>

export type Shelved = Omit<Entry, 'slot' | 'familyId' | 'storyId' | keyof Fingerprint> & Readonly<{ print: Fingerprint }>

/** `cosine`: of the two vectors, time left aside. */
export type Near = Readonly<{ entry: Entry; cosine: number }>

export type Shelf = Readonly<{
  /** Puts an article in the place found for it; one of the same id and workspace gives way. */
  put: (shelved: Shelved, place: Readonly<{ familyId: string; storyId: string }>) => Entry
  /** Moves an article that is here to another family or story. */
  move: (slot: number, place: Readonly<{ familyId?: string; storyId?: string }>) => Entry | null
  drop: (articleId: string, workspace?: string) => void
  /** Drops every article of a workspace. */
  dropAll: (workspace: string) => void
  /** Another number after every change. */
  state: () => number
  /** Whether a workspace has an article here. */
  holds: (workspace: string) => boolean
  at: (slot: number) => Entry | null
  get: (articleId: string, scope: Scope) => Entry | null
  /** Entries in scope, by id. An id held by two workspaces counts once, for the workspace named last in the scope. */
  all: (scope: Scope) => readonly Entry[]
  inStory: (storyId: string) => readonly Entry[]
  inFamily: (familyId: string) => readonly Entry[]
  /** Of one article; of these passages only, where they are given. */
  facts: (slot: number, passages?: ReadonlySet<number>) => readonly Fact[]
  /** Entries with a lasting or dated fact on the same thing. */
  comparable: (fact: Fact) => readonly Entry[]
  /** Entries most like a text, most like first. */
  nearest: (sought: Readonly<{ vector: StoryVector; terms: readonly number[] }>, fits: (entry: Entry) => boolean) => readonly Near[]
}>

const DEPTH = 150 // newest articles looked at under one term
const NEAREST = 40 // articles compared in full
const COMPARABLE = 300

/** Whether an article of one workspace may be told of another's: its own and the operator's, never the reverse. */
export function mayJoin(workspace: string, other: string): boolean {
  return other === workspace || other === OPERATOR
}

export function createShelf(): Shelf {
  const entries: (Entry | null)[] = []
  const byId = new Map<string, number[]>()
  const stories = createGroups()
  const families = createGroups()
  const postings = createChains()
  const tally = createTally(postings)
  const table = createFactTable()
  const prints = createPrintTable()
  const at = (slot: number): Entry | null => entries[slot] ?? null
  const existing = (slots: readonly number[]): Entry[] => slots.flatMap((slot) => at(slot) ?? [])
  let state = 0
  const ofWorkspace = new Map<string, number>()
  const count = (workspace: string, by: number) => void ofWorkspace.set(workspace, (ofWorkspace.get(workspace) ?? 0) + by)
  const remove = (entry: Entry): void => {
    state += 1
    count(entry.workspace, -1)
    entries[entry.slot] = null
    stories.remove(entry.storyId, entry.slot)
    families.remove(entry.familyId, entry.slot)
    const rest = (byId.get(entry.articleId) ?? []).filter((slot) => slot !== entry.slot)
    if (rest.length === 0) byId.delete(entry.articleId)
    else byId.set(entry.articleId, rest)
  }
  const set = (entry: Entry): Entry => {
    entries[entry.slot] = entry
    if (entry.counts) stories.add(entry.storyId, entry.slot)
    if (entry.counts) families.add(entry.familyId, entry.slot)
    return entry
  }
  const get = (articleId: string, scope: Scope): Entry | null => {
    const held = existing(byId.get(articleId) ?? [])
    const workspace = scope.findLast((key) => held.some((entry) => entry.workspace === key))
    return held.find((entry) => entry.workspace === workspace) ?? null
  }
  return {
    put: ({ articleId, workspace, version, print: { facts, terms, vector, sketch, ...print } }, { familyId, storyId }) => {
      const known = existing(byId.get(articleId) ?? []).find((entry) => entry.workspace === workspace)
      if (known !== undefined) remove(known)
      state += 1
      count(workspace, 1)
      const slot = entries.length
      byId.set(articleId, [...(byId.get(articleId) ?? []), slot])
      table.add(slot, print.counts ? facts : [])
      if (print.counts) for (const hash of terms) postings.add(hash, slot)
      prints.add(slot, { vector, sketch })
      return set(new Printed({ ...print, slot, articleId, workspace, version, familyId, storyId }, prints))
    },
    move: (slot, place) => {
      const entry = at(slot)
      if (entry === null) return null
      state += 1
      stories.remove(entry.storyId, slot)
      families.remove(entry.familyId, slot)
      return set(new Printed({ ...entry, ...place }, prints))
    },
    drop: (articleId, workspace) => {
      for (const entry of existing(byId.get(articleId) ?? [])) if (workspace === undefined || entry.workspace === workspace) remove(entry)
    },
    dropAll: (workspace) => {
      for (const entry of entries) if (entry?.workspace === workspace) remove(entry)
    },
    state: () => state,
    holds: (workspace) => (ofWorkspace.get(workspace) ?? 0) > 0,
    at,
    get,
    all: (scope) => [...byId.keys()].sort().flatMap((id) => get(id, scope) ?? []),
    inStory: (storyId) => existing(stories.of(storyId)),
    inFamily: (familyId) => existing(families.of(familyId)),
    facts: table.of,
    comparable: (fact) => existing(table.comparable(fact, COMPARABLE)),
    nearest: ({ vector, terms }, fits) => {
      const slots = tally.likeliest(terms, (slot) => {
        const entry = at(slot)
        return entry !== null && fits(entry)
      })
      const likeness = cosineTo(vector)
      return existing(slots)
        .map((entry) => ({ entry, cosine: likeness(entry.vector) }))
        .sort((a, b) => b.cosine - a.cosine || a.entry.slot - b.entry.slot)
    },
  }
}

/** An entry whose vector and sample stay in their pages until they are asked for. */
class Printed implements Entry {
  readonly counts: boolean
  readonly day: number | null
  readonly publisher: number
  readonly agency: number
  readonly slot: number
  readonly articleId: string
  readonly workspace: string
  readonly version: number
  readonly familyId: string
  readonly storyId: string
  readonly #prints: PrintTable

  constructor(entry: Omit<Entry, 'vector' | 'sketch'>, prints: PrintTable) {
    this.counts = entry.counts
    this.day = entry.day
    this.publisher = entry.publisher
    this.agency = entry.agency
    this.slot = entry.slot
    this.articleId = entry.articleId
    this.workspace = entry.workspace
    this.version = entry.version
    this.familyId = entry.familyId
    this.storyId = entry.storyId
    this.#prints = prints
  }

  get vector() {
    return this.#prints.vector(this.slot)
  }

  get sketch() {
    return this.#prints.sketch(this.slot)
  }
}

type Tally = Readonly<{ likeliest: (terms: readonly number[], fits: (slot: number) => boolean) => number[] }>

const SLOTS = 2 ** 32

/** Finds the slots that share the most terms; one column of counts serves every search. */
function createTally(postings: Pick<Chains, 'newest'>): Tally {
  const newest = new Int32Array(DEPTH)
  let shared = new Int32Array(1 << 10)
  const touch = (terms: readonly number[]): number[] => {
    const touched: number[] = []
    for (const [rank, hash] of terms.entries()) {
      const found = postings.newest(hash, newest)
      const weight = 2 * terms.length - rank // in halves
      for (let at = 0; at < found; at++) {
        const slot = newest[at] ?? 0
        while (slot >= shared.length) shared = widened(shared)
        const before = shared[slot] ?? 0
        if (before === 0) touched.push(slot)
        shared[slot] = before + weight
      }
    }
    return touched
  }
  /** Of those with the most terms, in order: most first, then the newest. */
  const ranked = (touched: readonly number[], least: number): Float64Array => {
    const most = touched.filter((slot) => (shared[slot] ?? 0) >= least)
    const order = new Float64Array(most.length)
    // Count and slot in one number, because numbers alone are sorted fast.
    for (let at = 0; at < most.length; at++) order[at] = (shared[most[at] ?? 0] ?? 0) * SLOTS + (most[at] ?? 0)
    return order.sort()
  }
  return {
    likeliest: (terms, fits) => {
      const touched = touch(terms)
      const pick = (least: number): number[] => {
        const order = ranked(touched, least)
        const found: number[] = []
        for (let at = order.length - 1; at >= 0 && found.length < NEAREST; at--) {
          const slot = (order[at] ?? 0) % SLOTS
          if (fits(slot)) found.push(slot)
        }
        return found
      }
      // Thousands share a term and few are wanted: all are put in order only when too few of the likeliest fit.
      const least = leastOf(touched, shared, 4 * NEAREST)
      const likely = pick(least)
      const found = likely.length < NEAREST && least > 0 ? pick(0) : likely
      for (const slot of touched) shared[slot] = 0
      return found
    },
  }
}

/** The count from which at least so many of the slots have as much; 0 when there are no more than these. */
function leastOf(slots: readonly number[], counts: Int32Array, wanted: number): number {
  if (slots.length <= wanted) return 0
  const most = slots.reduce((high, slot) => Math.max(high, counts[slot] ?? 0), 0)
  const having = new Uint32Array(most + 1)
  for (const slot of slots) having[counts[slot] ?? 0] = (having[counts[slot] ?? 0] ?? 0) + 1
  let least = most
  for (let above = having[most] ?? 0; above < wanted && least > 0; above += having[least] ?? 0) least--
  return least
}

type Groups = Readonly<{
  add: (id: string, slot: number) => void
  remove: (id: string, slot: number) => void
  of: (id: string) => readonly number[]
}>

/** Lists of slots by id, ascending. */
function createGroups(): Groups {
  const groups = new Map<string, number[]>()
  return {
    add: (id, slot) => {
      const held = groups.get(id)
      if (held === undefined) groups.set(id, [slot])
      else if (!held.includes(slot)) {
        held.push(slot)
        if ((held.at(-2) ?? 0) > slot) held.sort((a, b) => a - b)
      }
    },
    remove: (id, slot) => {
      const rest = (groups.get(id) ?? []).filter((other) => other !== slot)
      if (rest.length === 0) groups.delete(id)
      else groups.set(id, rest)
    },
    of: (id) => groups.get(id) ?? [],
  }
}
