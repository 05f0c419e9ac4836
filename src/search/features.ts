// What speaks for a sentence as the answer, in numbers (pure).
import { HOLDS } from './answer-type.ts'
import { type Grams, kinship, likenessOf } from './grams.ts'
import { coverage, type Match, matchSentence, newCoverage, noMatch, pairsKept, widen } from './match.ts'
import type { Plan, PlannedUnit, ShardPlan } from './plan.ts'
import type { Question } from './question.ts'
import type { Sentence } from './sentences.ts'
import { CONTEXT, QUICK, SENTENCE, type SentenceFeature } from './weights.ts'
import { inOrder, neighboursKept } from './word-order.ts'

/** `strengths`, `around`, `anywhere`: how well each unit is found in the sentence, with what stands around it, and anywhere in the article. */
export type Features = Record<SentenceFeature, number> & Readonly<{ strengths: Float64Array; around: Float64Array; anywhere: Float64Array }>

/** An article looked into for one question. Sentence 0 is its headline. */
export type ArticleView = Readonly<{
  sentences: readonly Sentence[]
  matches: readonly Match[]
  /** best strength of each unit anywhere in the article */
  anywhere: Float64Array
  /** BM25 */
  score: number
  shardPlan: ShardPlan
}>

export function viewOf(sentences: readonly Sentence[], score: number, shardPlan: ShardPlan, plan: Plan): ArticleView {
  const none = noMatch(plan.units.length)
  const matches = sentences.map((sentence) => (sentence.blank ? none : matchSentence(sentence.terms, shardPlan.slots, none)))
  const anywhere = new Float64Array(plan.units.length)
  for (const match of matches) if (match !== none) widen(anywhere, match.strengths, 1)
  return { sentences, matches, anywhere, score, shardPlan }
}

/** Sentences worth a look: those with a word of the question, and those right after one; under a headline that alone has one, the first few. */
export function worthALook({ matches }: ArticleView): number[] {
  const found: number[] = []
  for (let i = 1; i < matches.length; i += 1) {
    if ((matches[i] as Match).found.length > 0 || (i > 1 && (matches[i - 1] as Match).found.length > 0)) found.push(i)
  }
  if (found.length > 0 || (matches[0]?.found.length ?? 0) === 0) return found
  return Array.from({ length: Math.min(UNDER_HEADLINE, matches.length - 1) }, (_, i) => i + 1)
}

const UNDER_HEADLINE = 6 // sentences

/** A cheap first guess at how well sentence `i` answers: tells which few are worth all features. */
export function quickScore(view: ArticleView, i: number, plan: Plan, question: Question): number {
  const match = view.matches[i] as Match
  const holds = (view.sentences[i] as Sentence).holds
  return (
    QUICK.coverage * coverage(match.strengths, plan) +
    QUICK.context * coverage(contextOf(view, i, scratchOf(match.strengths.length)), plan) +
    QUICK.type * typeFit(holds, question) +
    QUICK.articleScore * articleScore(view, plan)
  )
}

/** Written over by every quick look: hundreds of sentences get one, and few are kept. */
let scratch = new Float64Array()

function scratchOf(units: number): Float64Array {
  if (scratch.length !== units) scratch = new Float64Array(units)
  return scratch
}

function contextOf({ matches, anywhere }: ArticleView, i: number, context: Float64Array): Float64Array {
  context.set((matches[i] as Match).strengths)
  widen(context, matches[0]?.strengths, CONTEXT.title)
  if (i > 1) widen(context, matches[i - 1]?.strengths, CONTEXT.before)
  widen(context, matches[i + 1]?.strengths, CONTEXT.after)
  widen(context, anywhere, CONTEXT.article)
  return context
}

/** What sentences are read with. `asked`: the question's 4-grams; `pronouns`: the shard's numbers of words that stand for a name. */
export type Reading = Readonly<{
  plan: Plan
  question: Question
  asked: Grams
  pronouns: ReadonlySet<number>
  stemsOf: (sentence: Sentence) => readonly string[]
}>

/** Everything but what needs the text itself. */
export function featuresOf(view: ArticleView, i: number, reading: Reading): Features {
  const { plan, question, pronouns } = reading
  const { sentences, matches, shardPlan } = view
  const match = matches[i] as Match
  const sentence = sentences[i] as Sentence
  const { strengths } = match
  const before = i > 1 ? newCoverage(matches[i - 1] as Match, match, plan) : 0
  const context = contextOf(view, i, new Float64Array(strengths.length))
  const stems = reading.stemsOf(sentence)
  return {
    coverage: coverage(strengths, plan),
    context: coverage(context, plan),
    article: coverage(view.anywhere, plan),
    articleScore: articleScore(view, plan),
    type: typeFit(sentence.holds, question),
    unit: unitFit(sentence.holds, question),
    bigrams: pairsKept(match, plan),
    names: shareOf(strengths, plan, true, 0.5),
    namesInContext: shareOf(context, plan, true, 0.7),
    others: shareOf(strengths, plan, false, 0.5),
    before,
    twoBefore: i > 2 ? newCoverage(matches[i - 2] as Match, match, plan) : 0,
    pronounBefore: pronouns.has(sentence.terms[0] ?? -1) ? before : 0,
    firstWord: strengths[0] ?? 0,
    share: wellFound(strengths) / Math.max(1, strengths.length),
    focus: question.focus === null ? 0.5 : sentence.terms.includes(shardPlan.focus) ? 1 : 0,
    superlative: question.superlative ? ((sentence.holds & HOLDS.superlative) === 0 ? -1 : 1) : 0,
    neighbours: neighboursKept(shardPlan.sequence, plan.sequence, sentence.terms),
    order: inOrder(shardPlan.sequence, plan.sequence, sentence.terms),
    first: i === 1 ? 1 : 0,
    heading: (sentence.holds & HOLDS.heading) === 0 ? 0 : 1,
    grams: likenessOf(reading.asked, stems),
    kin: kinCoverage(stems, match, plan),
    fresh: 0,
    elsewhere: 0,
    counts: 0,
    strengths,
    around: context,
    anywhere: view.anywhere,
  }
}

function wellFound(strengths: Float64Array): number {
  let count = 0
  for (let u = 0; u < strengths.length; u += 1) if ((strengths[u] as number) >= 0.8) count += 1
  return count
}

/** Coverage of the question's mass where a word much like the one asked for counts in part. */
function kinCoverage(stems: readonly string[], match: Match, { units, mass }: Plan): number {
  if (mass === 0) return 0
  let sum = 0
  for (let u = 0; u < units.length; u += 1) {
    const { weight, stem } = units[u] as PlannedUnit
    let best = match.strengths[u] as number
    if (best < 0.8) for (let i = 0; i < stems.length; i += 1) best = Math.max(best, kinship(stem, stems[i] as string))
    sum += weight * best
  }
  return sum / mass
}

function articleScore(view: ArticleView, plan: Plan): number {
  return plan.mass === 0 ? 0 : view.score / plan.mass
}

function typeFit(holds: number, { asked }: Question): number {
  if (asked.wants === 0) return 0.5
  return (holds & asked.wants) === 0 ? 0 : 1
}

const UNITS = HOLDS.distance | HOLDS.money | HOLDS.percent

/** A question that takes any number is still answered best in the unit it asks for: 2,000 km, not two posts. */
function unitFit(holds: number, { asked }: Question): number {
  const units = (asked.wants & HOLDS.number) === 0 ? 0 : asked.wants & UNITS
  return (holds & units) === 0 ? 0 : 1
}

/** Whether a passage holds the kind of thing that the question asks for, in its unit, of what it counts. */
export function fits({ type, unit, counts }: Features, { asked }: Question): boolean {
  if (type === 0) return false
  if ((asked.wants & UNITS) !== 0 && (asked.wants & HOLDS.number) !== 0 && unit === 0) return false
  return asked.wants !== HOLDS.number || counts > 0
}

/** The covered share of the question's names and numbers, or of its other words; `none` when it has no such words. */
function shareOf(strengths: Float64Array, plan: Plan, names: boolean, none: number): number {
  let all = 0
  let covered = 0
  for (let u = 0; u < plan.units.length; u += 1) {
    const unit = plan.units[u] as PlannedUnit
    if ((unit.isName || unit.isNumber) !== names) continue
    all += unit.weight
    covered += unit.weight * (strengths[u] as number)
  }
  return all === 0 ? none : covered / all
}

/** The features by their weights. Written out: looked up by name, every number would be put on the heap first. */
export function scoreOf(of: Features): number {
  return (
    SENTENCE.coverage * of.coverage +
    SENTENCE.context * of.context +
    SENTENCE.article * of.article +
    SENTENCE.articleScore * of.articleScore +
    SENTENCE.type * of.type +
    SENTENCE.bigrams * of.bigrams +
    SENTENCE.names * of.names +
    SENTENCE.namesInContext * of.namesInContext +
    SENTENCE.others * of.others +
    SENTENCE.before * of.before +
    SENTENCE.twoBefore * of.twoBefore +
    SENTENCE.pronounBefore * of.pronounBefore +
    SENTENCE.firstWord * of.firstWord +
    SENTENCE.share * of.share +
    SENTENCE.focus * of.focus +
    SENTENCE.superlative * of.superlative +
    SENTENCE.neighbours * of.neighbours +
    SENTENCE.order * of.order +
    SENTENCE.first * of.first +
    SENTENCE.grams * of.grams +
    SENTENCE.kin * of.kin +
    SENTENCE.fresh * of.fresh +
    SENTENCE.heading * of.heading +
    SENTENCE.unit * of.unit +
    SENTENCE.counts * of.counts +
    SENTENCE.elsewhere * of.elsewhere
  )
}
