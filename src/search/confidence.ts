// How sure we are that a source here answers, from the best passages and the question (pure).
import { wordsOf } from '../base/tokens.ts'
import { answerNear } from './answer-near.ts'
import type { Ranked } from './find.ts'
import { denialMissing, saysOpposite } from './opposites.ts'
import type { Plan } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'
import { CONFIDENCE, type ConfidenceFeature } from './weights.ts'

/** The best of so many passages counts for how much of the question is covered. */
const LOOKED_AT = 10

/** 0..1, comparable between questions: shares of the question's mass, never raw scores. */
export function confidenceOf(ranked: readonly Ranked[], plan: Plan, question: Question): number {
  const signs = confidenceSigns(ranked, plan, question)
  if (signs === null) return 0
  let sum = 0
  for (const name of SIGNS) sum += CONFIDENCE[name] * signs[name]
  return 1 / (1 + Math.exp(-sum))
}

const SIGNS = Object.keys(CONFIDENCE) as ConfidenceFeature[]

/** What confidence is computed from; null when nothing was found. */
export function confidenceSigns(ranked: readonly Ranked[], plan: Plan, question: Question): Record<ConfidenceFeature, number> | null {
  const [best] = ranked
  if (!best || plan.mass === 0) return null
  const { features, passage } = best
  const stems = new Set(wordsOf(passage.text).map(stemOfWord))
  return {
    bias: 1,
    context: Math.max(...ranked.slice(0, LOOKED_AT).map((other) => other.features.context)),
    names: features.names,
    namesInContext: features.namesInContext,
    pronounBefore: features.pronounBefore,
    grams: features.grams,
    kin: features.kin,
    unknown: plan.units.reduce((sum, unit) => sum + (unit.known ? 0 : unit.weight), 0) / plan.mass,
    words: Math.log(1 + plan.units.length),
    near: answerNear(question, plan, passage.text),
    denialMissing: denialMissing(question.text, passage.text) ? 1 : 0,
    opposite: saysOpposite(question.words, stems) ? 1 : 0,
  }
}
