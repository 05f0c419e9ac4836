// All facts that a channel knows, found by words and numbers rather than one after the other (pure).
import { kinOf } from '../search/search.ts'
import { hear, type KnownFact } from './known-fact.ts'
import type { Statement } from './statement.ts'

export type Knowledge = Readonly<{
  all: () => Iterable<KnownFact>
  get: (id: string) => KnownFact | undefined
  add: (fact: KnownFact) => void
  hear: (fact: KnownFact, statement: Statement, articleId: string) => void
  /** Facts that share words with the statement, and how much of it each holds: 0..1, a word counting the more the fewer facts have it. */
  near: (statement: Statement) => ReadonlyMap<KnownFact, number>
  /** Somebody or something is named by it that no fact holds. */
  isNamed: (stem: string) => boolean
  /** The newest that gives the fact anew; itself when none does. */
  latest: (fact: KnownFact) => KnownFact
  /** Facts that contradict it. */
  against: (fact: KnownFact) => readonly KnownFact[]
}>

/** What a kindred word counts against the word itself. */
const KIN = { derived: 0.9, similar: 0.6 } as const
/** A word of one wording in many counts less than one of most. */
const HELD = { least: 0.4, byShare: 2.4 } as const

export function createKnowledge(facts: Iterable<KnownFact>): Knowledge {
  const byId = new Map<string, KnownFact>()
  const byWord = new Map<string, Set<KnownFact>>()
  const successors = new Map<string, KnownFact>()
  const opponents = new Map<string, KnownFact[]>()
  const note = (fact: KnownFact) => {
    for (const word of fact.words.keys()) {
      const known = byWord.get(word)
      if (known === undefined) byWord.set(word, new Set([fact]))
      else known.add(fact)
    }
  }
  const add = (fact: KnownFact) => {
    byId.set(fact.id, fact)
    if (fact.was !== null) successors.set(fact.was, fact)
    if (fact.against !== null) opponents.set(fact.against, [...(opponents.get(fact.against) ?? []), fact])
    note(fact)
  }
  for (const fact of facts) add(fact)
  const weight = (word: string) => Math.log(1 + (byId.size + 3) / (1 + (byWord.get(word)?.size ?? 0)))
  const latest = (fact: KnownFact): KnownFact => {
    const seen = new Set([fact.id])
    let last = fact
    for (let next = successors.get(last.id); next !== undefined && !seen.has(next.id); next = successors.get(last.id)) {
      last = next
      seen.add(next.id)
    }
    return last
  }
  return {
    all: () => byId.values(),
    get: (id) => byId.get(id),
    add,
    hear: (fact, statement, articleId) => {
      hear(fact, statement, articleId)
      note(fact)
    },
    near: (statement) => covers(statement, byWord, weight),
    isNamed: (stem) => byWord.has(stem),
    latest,
    against: (fact) => opponents.get(fact.id) ?? [],
  }
}

function covers(
  { words }: Statement,
  byWord: ReadonlyMap<string, ReadonlySet<KnownFact>>,
  weight: (word: string) => number,
): ReadonlyMap<KnownFact, number> {
  const sums = new Map<KnownFact, number>()
  let all = 0
  for (const word of words) {
    const counts = weight(word)
    all += counts
    const shares = new Map<KnownFact, number>()
    for (const fact of byWord.get(word) ?? []) {
      const share = (fact.words.get(word) ?? 0) / fact.heard
      shares.set(fact, Math.min(1, HELD.least + HELD.byShare * share))
    }
    for (const [kin, kind] of kinOf(word)) {
      for (const fact of byWord.get(kin) ?? []) {
        // A word itself counts as it does, whatever its kin.
        if (!fact.words.has(word)) shares.set(fact, Math.max(shares.get(fact) ?? 0, KIN[kind]))
      }
    }
    for (const [fact, share] of shares) sums.set(fact, (sums.get(fact) ?? 0) + share * counts)
  }
  return new Map([...sums].map(([fact, sum]) => [fact, sum / all]))
}
