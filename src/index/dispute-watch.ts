// Knows which stories and lasting facts are in dispute, so that a question looks only there; and which counts of a story changed.
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Scope } from '../ports/article-store.ts'
import { agrees, sameThing } from './agreement.ts'
import { type ChangeDraft, changesIn, correctionsIn, type Count, countOf, isContested } from './changes.ts'
import { bucketOf, type DisputeDraft, disputesIn, type Located } from './disputes.ts'
import type { Fact } from './fact.ts'
import { keysOf } from './fact-table.ts'
import { type Entry, mayJoin, type Shelf } from './shelf.ts'
import { voicesAmong } from './voices.ts'

export type DisputeWatch = Readonly<{
  /** Notes whether an article that has just been put on the shelf disputes something there. */
  note: (entry: Entry) => void
  /** Notes that articles of one story now stand in another. */
  moved: (from: string, to: string) => void
  /** Every dispute among articles in scope. */
  all: (scope: Scope) => readonly DisputeDraft[]
  /** Those that one of these passages takes part in. */
  among: (passages: readonly AnnotatedPassage[], scope: Scope) => readonly DisputeDraft[]
  /** Counts that one of these passages gives anew after another of them. */
  changes: (passages: readonly AnnotatedPassage[], scope: Scope) => readonly ChangeDraft[]
}>

const IN_BUCKET = 300 // facts set against each other at most, the newest

export function createDisputeWatch(shelf: Shelf): DisputeWatch {
  const stories = new Set<string>()
  const lasting = new Map<number, Fact>()
  const visible = (entries: readonly Entry[], scope: Scope): Entry[] =>
    entries.filter((entry) => entry.counts && shelf.get(entry.articleId, scope)?.slot === entry.slot)
  const inStory = (storyId: string, scope: Scope, asked?: ReadonlySet<number>): DisputeDraft[] => {
    const wanted = (fact: Fact) => isOfStory(fact) && (asked === undefined || asked.has(bucketInStory(fact)))
    return draftsAmong(locate(visible(shelf.inStory(storyId), scope), shelf, wanted))
  }
  const onThing = (fact: Fact, scope: Scope, isAsked?: IsAsked): DisputeDraft[] => {
    const keys = new Set(keysOf(fact))
    const located = locate(visible(shelf.comparable(fact), scope), shelf, (other) => keysOf(other).some((key) => keys.has(key)))
    return draftsAmong(located, isAsked)
  }
  return {
    note: (entry) => {
      const own = shelf.facts(entry.slot)
      const told = own.filter(isOfStory)
      const fellows = () =>
        shelf
          .inStory(entry.storyId)
          .filter((other) => mayJoin(entry.workspace, other.workspace) || mayJoin(other.workspace, entry.workspace))
      const isNew = told.length > 0 && !stories.has(entry.storyId)
      if (isNew && fellows().some((other) => clash(told, other.slot === entry.slot ? own : shelf.facts(other.slot))))
        stories.add(entry.storyId)
      for (const fact of own) {
        if (isOfStory(fact) || !shelf.comparable(fact).some((other) => clash([fact], shelf.facts(other.slot)))) continue
        for (const key of keysOf(fact)) lasting.set(key, fact)
      }
    },
    moved: (from, to) => {
      if (stories.has(from)) stories.add(to)
    },
    all: (scope) =>
      distinct([
        ...[...lasting.values()].flatMap((fact) => onThing(fact, scope)),
        ...[...stories].sort().flatMap((id) => inStory(id, scope)),
      ]),
    among: (passages, scope) => {
      const asked = new Set(passages.map((passage) => `${passage.articleId}\0${passage.ordinal}`))
      const entries = [...new Set(passages.map((passage) => passage.articleId))].flatMap((id) => shelf.get(id, scope) ?? [])
      const isAsked: IsAsked = ({ articleId, passage }) => asked.has(`${articleId}\0${passage}`)
      const ordinals = ordinalsOf(passages)
      const own = entries.flatMap((entry) =>
        shelf.facts(entry.slot, ordinals.get(entry.articleId)).map((fact) => ({ fact, storyId: entry.storyId })),
      )
      // A story's disputes are looked at for the facts that these passages tell; most tell none.
      const told = Map.groupBy(
        own.filter(({ fact, storyId }) => isOfStory(fact) && stories.has(storyId)),
        ({ storyId }) => storyId,
      )
      const inStories = [...told].flatMap(([id, facts]) => inStory(id, scope, new Set(facts.map(({ fact }) => bucketInStory(fact)))))
      const facts = own.flatMap(({ fact }) => (keysOf(fact).some((key) => lasting.has(key)) ? fact : []))
      const drafts = [...facts.flatMap((fact) => onThing(fact, scope, isAsked)), ...inStories]
      return distinct(drafts.filter((draft) => locatedIn(draft).some(isAsked)))
    },
    changes: (passages, scope) => {
      const counts = countsIn(passages, scope, shelf)
      const corrected = correctionsIn(counts)
      const found = changesIn(counts)
      if (found.length === 0) return corrected
      const newest = Math.max(...passages.map(({ articleId }) => shelf.get(articleId, scope)?.day ?? Number.NEGATIVE_INFINITY))
      // A story is looked at only where a count of it seems to have changed, and no further than to the newest day that was asked.
      const told = new Map(
        [...new Set(found.map(({ now }) => now.fact.storyId))].map((storyId) => {
          const entries = visible(shelf.inStory(storyId), scope).filter(({ day }) => day === null || day <= newest)
          return [storyId, locate(entries, shelf, isOfStory)] as const
        }),
      )
      return [...corrected, ...found.filter((change) => !isContested(change, told.get(change.now.fact.storyId) ?? []))]
    },
  }
}

/** What these passages count, of articles that stand as they are quoted. */
function countsIn(passages: readonly AnnotatedPassage[], scope: Scope, shelf: Shelf): Count[] {
  const entries = [...new Set(passages.map(({ articleId }) => articleId))].flatMap((id) => shelf.get(id, scope) ?? [])
  const standing = entries.filter(
    (entry) => entry.counts && passages.every((it) => it.articleId !== entry.articleId || it.version === entry.version),
  )
  const counting = passages.filter(({ figures }) => figures.length > 0)
  // It takes two counts to make a change.
  if (counting.length < 2) return []
  const facts = Map.groupBy(
    locate(standing, shelf, isOfStory, ordinalsOf(counting)),
    ({ articleId, passage }) => `${articleId}\0${passage}`,
  )
  return counting.flatMap((passage) =>
    (facts.get(`${passage.articleId}\0${passage.ordinal}`) ?? []).flatMap((fact) => countOf(fact, passage)),
  )
}

/** Which passages of each article these are. */
function ordinalsOf(passages: readonly AnnotatedPassage[]): ReadonlyMap<string, ReadonlySet<number>> {
  const groups = Map.groupBy(passages, ({ articleId }) => articleId)
  return new Map([...groups].map(([articleId, those]) => [articleId, new Set(those.map(({ ordinal }) => ordinal))]))
}

const NONE: ReadonlySet<number> = new Set()

function isOfStory(fact: Fact): boolean {
  return keysOf(fact).length === 0 && fact.kind !== 'date'
}

/** A first look: something here might dispute; `disputesIn` decides. */
function clash(facts: readonly Fact[], others: readonly Fact[]): boolean {
  return facts.some(
    (fact) => fact.kind === 'denial' || others.some((other) => other !== fact && sameThing(fact, other) && !agrees(fact, other)),
  )
}

/** `ordinals`: of which passages, where not of all. */
function locate(
  entries: readonly Entry[],
  shelf: Shelf,
  wanted: (fact: Fact) => boolean,
  ordinals?: ReturnType<typeof ordinalsOf>,
): Located[] {
  const told = entries.flatMap((entry) => {
    const facts = shelf.facts(entry.slot, ordinals && (ordinals.get(entry.articleId) ?? NONE)).filter(wanted)
    return facts.map((fact) => ({ fact, entry }))
  })
  // One fact alone is in no dispute, and no change of another.
  if (told.length < 2) return []
  const voiceOf = new Map(voicesAmong(entries).flatMap((voice) => voice.map((id) => [id, voice[0] ?? id] as const)))
  return told.map(({ fact, entry: { articleId, storyId, familyId, day } }) => {
    return { ...fact, articleId, storyId, familyId, voice: voiceOf.get(articleId) ?? articleId, day }
  })
}

const OF_BLAME = 2 ** 32
const OF_STANDING = 2 * OF_BLAME
const CLAIMS = 3 * OF_BLAME
const TOLL = 4 * OF_BLAME

/** The same for facts of one story as `bucketOf`, as a number: a long story has thousands. */
function bucketInStory({ kind, nature, subject }: Fact): number {
  if (kind === 'figure' && nature === 'standing') return OF_STANDING + subject
  if (kind === 'accusation' || kind === 'denial') return OF_BLAME + subject
  if (kind === 'claim' || kind === 'counter') return CLAIMS
  return nature === 'toll' ? TOLL : subject
}

/** Whether a fact is told by one of the passages that are asked about. */
type IsAsked = (fact: Readonly<{ articleId: string; passage: number }>) => boolean

/** With `isAsked`, only where such a fact may be disputed. */
function draftsAmong(facts: readonly Located[], isAsked?: IsAsked): DisputeDraft[] {
  const wanted = isAsked && new Set(facts.filter(isAsked).map(bucketOf))
  if (wanted?.size === 0) return []
  const buckets = Map.groupBy(facts, bucketOf)
  return [...buckets]
    .filter(([bucket]) => wanted?.has(bucket) ?? true)
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .flatMap(([, bucket]) => (bucket.length > 1 ? disputesIn(bucket.slice(-IN_BUCKET)) : []))
}

function locatedIn(draft: DisputeDraft): readonly Located[] {
  return draft.positions.flatMap((position) => position.facts)
}

/** A thing with two places is found under both. */
function distinct(drafts: readonly DisputeDraft[]): DisputeDraft[] {
  const seen = new Set<string>()
  return drafts.filter((draft) => {
    const key = locatedIn(draft)
      .map((fact) => `${fact.articleId}\0${fact.start}`)
      .sort()
      .join('\n')
    const known = seen.has(key)
    seen.add(key)
    return !known
  })
}
