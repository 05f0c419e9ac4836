// All facts that a channel knows, found by words and numbers rather than one after the other (pure).
import { kinOf } from '../search/search.ts'
import { hear, type KnownFact } from './known-fact.ts'
import { SMALL_NUMBER, type Statement } from './statement.ts'

export type Knowledge = Readonly<{
  all: () => Iterable<KnownFact>
  get: (id: string) => KnownFact | undefined
  add: (fact: KnownFact) => void
  hear: (fact: KnownFact, statement: Statement, articleId: string) => void
  /** Facts that share words or a number with the statement, and how much of it each holds: 0..1, a word counting the more the fewer facts have it. */
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

/** Less than this of a statement is held by most facts. */
const LEAST_HELD = 0.07

export function createKnowledge(facts: Iterable<KnownFact>): Knowledge {
  const byId = new Map<string, KnownFact>()
  const successors = new Map<string, KnownFact>()
  const opponents = new Map<string, KnownFact[]>()
  const shelf = createShelf()
  const add = (fact: KnownFact) => {
    byId.set(fact.id, fact)
    if (fact.was !== null) successors.set(fact.was, fact)
    if (fact.against !== null) opponents.set(fact.against, [...(opponents.get(fact.against) ?? []), fact])
    shelf.put(fact)
  }
  for (const fact of facts) add(fact)
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
      shelf.put(fact)
    },
    near: (statement) => shelf.covers(statement),
    isNamed: shelf.has,
    latest,
    against: (fact) => opponents.get(fact.id) ?? [],
  }
}

/** Facts by their words; facts stand under numbers, so that thousands are gone through without a map of each. */
function createShelf() {
  const facts: KnownFact[] = []
  const places = new Map<KnownFact, number>()
  const byWord = new Map<string, number[]>()
  const noted = new Map<KnownFact, Set<string>>()
  const byNumber = new Map<number, Set<KnownFact>>()
  let sums = new Float64Array(64)
  let shares = new Float64Array(64)
  const put = (fact: KnownFact) => {
    const place = places.get(fact) ?? facts.push(fact) - 1
    places.set(fact, place)
    const known = noted.get(fact) ?? new Set<string>()
    noted.set(fact, known)
    for (const word of fact.words.keys()) {
      if (known.has(word)) continue
      known.add(word)
      const list = byWord.get(word)
      if (list === undefined) byWord.set(word, [place])
      else list.push(place)
    }
    for (const value of fact.amounts.keys()) if (value > SMALL_NUMBER) byNumber.set(value, (byNumber.get(value) ?? new Set()).add(fact))
    if (facts.length > sums.length) [sums, shares] = [new Float64Array(2 * facts.length), new Float64Array(2 * facts.length)]
  }
  /** How much each fact holds of one word: by the word itself, else by its kin. Returns the places that hold any. */
  const sharesOf = (word: string): readonly number[] => {
    const holding: number[] = []
    for (const place of byWord.get(word) ?? []) {
      const fact = facts[place]
      const count = fact?.words.get(word)
      if (fact === undefined || count === undefined) continue
      shares[place] = Math.min(1, HELD.least + (HELD.byShare * count) / fact.heard)
      holding.push(place)
    }
    const kin = [...kinOf(word)].filter(([other]) => byWord.has(other))
    for (const closeness of ['derived', 'similar'] as const) {
      for (const [other, kind] of kin) {
        if (kind !== closeness) continue
        for (const place of byWord.get(other) ?? []) {
          // A word itself counts as it does, whatever its kin.
          if ((shares[place] ?? 0) > 0) continue
          shares[place] = KIN[closeness]
          holding.push(place)
        }
      }
    }
    return holding
  }
  return {
    put,
    has: (word: string) => byWord.has(word),
    covers: ({ words, amounts }: Pick<Statement, 'words' | 'amounts'>): ReadonlyMap<KnownFact, number> => {
      const touched: number[] = []
      let all = 0
      for (const word of words) {
        const counts = Math.log(1 + (facts.length + 3) / (1 + (byWord.get(word)?.length ?? 0)))
        all += counts
        for (const place of sharesOf(word)) {
          if (sums[place] === 0) touched.push(place)
          sums[place] = (sums[place] ?? 0) + (shares[place] ?? 0) * counts
          shares[place] = 0
        }
      }
      const covers = new Map<KnownFact, number>()
      for (const place of touched) {
        const [fact, cover] = [facts[place], (sums[place] ?? 0) / all]
        if (fact !== undefined && cover >= LEAST_HELD) covers.set(fact, cover)
        sums[place] = 0
      }
      for (const { value } of amounts) for (const fact of byNumber.get(value) ?? []) if (!covers.has(fact)) covers.set(fact, LEAST_HELD)
      return covers
    },
  }
}
