// How sure we are that a source here answers, from the best passages and the question (pure).
import { wordsOf } from '../base/tokens.ts'
import { answerNear } from './answer-near.ts'
import { HOLDS } from './answer-type.ts'
import { CONFIDENCE_TREES } from './confidence-trees.ts'
import type { Features } from './features.ts'
import type { Ranked } from './find.ts'
import { denialMissing, saysOpposite } from './opposites.ts'
import type { Plan, PlannedUnit } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'
import { sumOfTrees } from './trees.ts'
import { DOUBT } from './weights.ts'

/** The best of so many passages counts for how much of the question is covered. */
const LOOKED_AT = 10

/** 0..1, comparable between questions: shares of the question's mass, never raw scores. */
export function confidenceOf(ranked: readonly Ranked[], plan: Plan, question: Question): number {
  const signs = confidenceSigns(ranked, plan, question)
  if (signs === null) return 0
  return 1 / (1 + Math.exp(-sumOfTrees(CONFIDENCE_TREES, Object.values(signs)) + doubtOf(ranked, plan, question)))
}

/** What speaks against a count: the article never names what is counted, or the best passage has no number. */
function doubtOf([best]: readonly Ranked[], { units, focus }: Plan, { asked }: Question): number {
  if (!best || asked.wants !== HOLDS.number) return 0
  const counted = units.findIndex(({ stem }) => stem === focus)
  const named = counted < 0 || (best.features.anywhere[counted] as number) > 0
  return (named ? 0 : DOUBT.unnamed) + (best.features.type === 0 ? DOUBT.uncounted : 0)
}

/** What confidence is computed from, in this order; null when nothing was found. */
export function confidenceSigns(ranked: readonly Ranked[], plan: Plan, question: Question): Readonly<Record<string, number>> | null {
  const [best] = ranked
  if (!best || plan.mass === 0) return null
  const { features, passage, score } = best
  const stems = new Set(wordsOf(passage.text).map(stemOfWord))
  return {
    score,
    context: Math.max(...ranked.slice(0, LOOKED_AT).map((other) => other.features.context)),
    articleScore: features.articleScore,
    coverage: features.coverage,
    grams: features.grams,
    kin: features.kin,
    names: features.names,
    namesInContext: features.namesInContext,
    type: features.type,
    fresh: features.fresh,
    pronounBefore: features.pronounBefore,
    near: answerNear(question, plan, passage.text),
    counting: question.asked.type === 'number' ? 1 : 0,
    denialMissing: denialMissing(question.text, passage.text) ? 1 : 0,
    opposite: saysOpposite(question.words, stems) ? 1 : 0,
    ...amountsOf(features, plan),
  }
}

/** What the best passage has and lacks of the question: as shares of the question's mass, or counted in words that are nowhere else. */
function amountsOf({ strengths, around, anywhere }: Features, { units, mass, rarest, focus }: Plan) {
  const sum = (of: (unit: PlannedUnit, u: number) => number) => units.reduce((total, unit, u) => total + unit.weight * of(unit, u), 0)
  const lacks = (found: Float64Array, u: number) => 1 - (found[u] as number)
  return {
    foundAround: sum((_, u) => around[u] as number) / rarest,
    mostMissing: Math.max(...units.map(({ weight }, u) => weight * lacks(strengths, u))) / rarest,
    unknown: sum(({ known }) => (known ? 0 : 1)) / mass,
    namesMissing: sum(({ isName }, u) => (isName ? lacks(anywhere, u) : 0)) / mass,
    numbersMissing: sum(({ isNumber }, u) => (isNumber ? lacks(strengths, u) : 0)) / mass,
    focusMissing: sum(({ stem }, u) => (stem === focus ? lacks(anywhere, u) : 0)) / mass,
  }
}
