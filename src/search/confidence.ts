// How sure we are that a source here answers, from the best passages and the question (pure).
import type { Ranked } from './find.ts'
import type { Plan } from './plan.ts'
import type { Question } from './question.ts'
import { CONFIDENCE } from './weights.ts'

/** 0..1, comparable between questions: shares of the question's mass, never raw scores. */
export function confidenceOf(ranked: readonly Ranked[], plan: Plan, question: Question): number {
  const [best] = ranked
  if (!best || plan.mass === 0) return 0
  const { features } = best
  const missing = plan.units.filter((unit) => !unit.known)
  const missingName = missing.some((unit) => unit.isName || unit.isNumber) ? 1 : 0
  void question
  const sum =
    CONFIDENCE.bias +
    CONFIDENCE.context * features.context +
    CONFIDENCE.coverage * features.coverage +
    CONFIDENCE.type * features.type +
    CONFIDENCE.grams * features.grams +
    CONFIDENCE.missingName * missingName
  return logistic(sum)
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
