// Turns a question's words into term numbers and weights for the shards it may see.
import { isStopWord } from '../base/stop-words.ts'
import { B, K1 } from './best-documents.ts'
import type { Alternative, Question, Unit } from './question.ts'
import type { Shard } from './shard.ts'
import { meantBy, NOT_MEANT } from './slips.ts'
import { BACKGROUND, FOUND_BY, STRENGTH } from './weights.ts'

export type PlannedUnit = Unit &
  Readonly<{
    weight: number
    /** some article here has it, or a relative of it */
    known: boolean
    spread: readonly Alternative[]
  }>

export type Plan = Readonly<{
  units: readonly PlannedUnit[]
  /** the units' weights */
  weights: Float64Array
  /** the weight of everything asked for; what is found is measured against it */
  mass: number
  articles: number
  /** the weight of a word that no article has */
  rarest: number
  /** weight of each word of the question in order, stop words lightly */
  sequence: readonly number[]
  /** for words of the question that are slips of the pen: the stem that was meant, by their own */
  meant: ReadonlyMap<string, string>
  /** the question's `focus` as it was meant */
  focus: string | null
}>

/** Which of a shard's terms begin an alternative of which unit. */
export type Slot = Readonly<{ unit: number; strength: number; rest: readonly number[] }>

const ASKING_WORDS = new Set(['what', 'which', 'who', 'whom', 'whose', 'when', 'where', 'why', 'how'])
/** Weight of a stop word in the order of words, against about 5 of a rare word. */
const STOP_WEIGHT = 0.75

export function planFor(question: Question, shards: readonly Shard[]): Plan {
  const articles = shards.reduce((sum, shard) => sum + shard.size, 0)
  const units = question.units.map((unit) => planUnit(unit, shards, articles))
  const meant = new Map(
    question.units.flatMap(({ stem }, u) => (units[u] && units[u].stem !== stem ? [[stem, units[u].stem] as const] : [])),
  )
  return {
    meant,
    focus: question.focus === null ? null : (meant.get(question.focus) ?? question.focus),
    units,
    weights: Float64Array.from(units, (unit) => unit.weight),
    mass: units.reduce((sum, unit) => sum + unit.weight, 0),
    articles,
    rarest: idf(0, articles, false),
    sequence: question.sequence.map((stem) => sequenceWeight(meant.get(stem) ?? stem, shards, articles)),
  }
}

function sequenceWeight(stem: string, shards: readonly Shard[], articles: number): number {
  if (isStopWord(stem)) return ASKING_WORDS.has(stem) ? 0 : STOP_WEIGHT
  return idf(documentsWith(stem, shards), articles, false)
}

function planUnit(unit: Unit, shards: readonly Shard[], articles: number): PlannedUnit {
  const own = documentsWith(unit.stem, shards)
  const meant = own > 0 ? NOT_MEANT : meantBy(unit, shards, (stem) => documentsWith(stem, shards))
  const spread = [...unit.alternatives, ...meant.alternatives]
  const best =
    own > 0
      ? own
      : Math.max(0, ...spread.filter((other) => other.stems.length === 1).map(({ stems }) => documentsWith(stems[0] ?? '', shards)))
  const known = best > 0 || spread.some(({ stems }) => stems.every((stem) => documentsWith(stem, shards) > 0))
  const rarity = idf(best, articles, unit.light)
  return { ...unit, stem: meant.stem ?? unit.stem, spread, known, weight: unit.light ? rarity * STRENGTH.light : rarity }
}

function documentsWith(stem: string, shards: readonly Shard[]): number {
  let sum = 0
  for (const shard of shards) {
    const term = shard.vocabulary.numberOf(stem)
    if (term !== undefined) sum += shard.postings.count(term)
  }
  return sum
}

/** How much finding a word tells, from how many articles have it; a few imagined articles keep small collections sane. */
function idf(documents: number, articles: number, light: boolean): number {
  const total = articles + BACKGROUND.articles
  const having = Math.min(documents, articles) + BACKGROUND.articles * (light ? BACKGROUND.light : BACKGROUND.plain)
  return Math.log(1 + (total - having + 0.5) / (having + 0.5))
}

/** The plan in one shard's term numbers. `sequence`: the question's words in order, -1 for one that is not in the shard. */
export type ShardPlan = Readonly<{ slots: ReadonlyMap<number, readonly Slot[]>; sequence: Int32Array; focus: number }>

export function planIn(shard: Shard, plan: Plan, question: Question): ShardPlan {
  const numberOf = (stem: string) => shard.vocabulary.numberOf(plan.meant.get(stem) ?? stem) ?? -1
  return {
    slots: slotsIn(shard, plan),
    sequence: Int32Array.from(question.sequence, numberOf),
    focus: plan.focus === null ? -1 : numberOf(plan.focus),
  }
}

function slotsIn(shard: Shard, plan: Plan): ReadonlyMap<number, readonly Slot[]> {
  const slots = new Map<number, Slot[]>()
  for (const [unit, { spread }] of plan.units.entries()) {
    for (const { stems, strength } of spread) {
      const terms = stems.map((stem) => shard.vocabulary.numberOf(stem))
      const [first, ...rest] = terms
      if (first === undefined || rest.includes(undefined)) continue
      const slot = { unit, strength, rest: rest.filter((term) => term !== undefined) }
      slots.set(first, [...(slots.get(first) ?? []), slot])
    }
  }
  return slots
}

/** Cursors over a shard for what articles are found by; each term once, at its highest weight. */
export function cursorsIn(shard: Shard, plan: Plan) {
  const weights = new Map<number, number>()
  for (const { spread, weight } of plan.units) {
    for (const { stems, strength } of spread) {
      if (strength < FOUND_BY) continue
      for (const stem of stems) {
        const term = shard.vocabulary.numberOf(stem)
        if (term === undefined || shard.postings.count(term) === 0) continue
        weights.set(term, Math.max(weights.get(term) ?? 0, (weight * strength) / stems.length))
      }
    }
  }
  const average = shard.averageLength
  const bound = (tf: number, length: number) => tf / (tf + K1 * (1 - B + (B * length) / average))
  return [...weights].map(([term, weight]) => shard.postings.cursor(term, weight, bound))
}
