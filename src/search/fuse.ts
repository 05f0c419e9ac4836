// Lets likeness move passages that words found or nearly found; how sure we are stays a matter of words (pure).
import { confidenceOf } from './confidence.ts'
import type { Ranked } from './find.ts'
import type { Plan } from './plan.ts'
import type { Question } from './question.ts'
import { ANSWER_FROM, LIKENESS } from './weights.ts'

export type Fused = Readonly<{ ranked: readonly Ranked[]; confidence: number }>

/**
 * Orders passages by score and by likeness, which says the less the surer words are. Without likeness nothing changes. With it,
 * a question that words do not answer stays unanswered, and one that they answer stays answered, by a passage that would answer it by itself.
 */
export function fuse(ranked: readonly Ranked[], plan: Plan, question: Question): Fused {
  const byWords = ranked.filter(({ found }) => found === 'by words')
  const confidence = confidenceOf(byWords, plan, question)
  if (ranked.every(({ likeness }) => likeness === 0)) return { ranked, confidence }
  const gain = LIKENESS * (1 - confidence) ** 4
  const fused = ({ score, likeness }: Ranked) => score + gain * likeness
  const order = ranked.toSorted((a, b) => fused(b) - fused(a))
  const [first] = byWords
  if (first === undefined || confidence < ANSWER_FROM) return { ranked: order, confidence }
  const own = (one: Ranked) =>
    one === first ? confidence : confidenceOf([one, ...byWords.filter((other) => other !== one)], plan, question)
  const lead = order.find((one) => one === first || own(one) >= ANSWER_FROM) ?? first
  return { ranked: [lead, ...order.filter((one) => one !== lead)], confidence: own(lead) }
}
