// How near the words of a question stand to a thing that may answer it (pure).
import { type Token, tokensOf } from '../base/tokens.ts'
import type { AnswerType } from './answer-type.ts'
import type { Plan } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'

/** What stands for "no thing of a certain kind is asked for", between near and far. */
const UNTYPED = 0.35
const FADES_OVER = 6 // words
const CLOSE_STRENGTH = 0.8

const DATE_WORD =
  /^((1\d{3}|20\d{2})s?|january|february|march|april|june|july|august|september|october|november|december|century|(mon|tues|wednes|thurs|fri|satur|sun)day)$/
const NUMBER_WORD =
  /\d|^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|half|third|quarter|twice)$/

/** 0..1: the share of the question's mass found around the best thing of the wanted kind, fading with distance. */
export function answerNear(question: Question, plan: Plan, text: string): number {
  const { type } = question.asked
  if (!(type === 'date' || type === 'number' || type === 'person' || type === 'place')) return UNTYPED
  if (plan.mass === 0) return 0
  const tokens = tokensOf(text)
  const stems = tokens.map((token) => stemOfWord(token.text))
  const places = plan.units.map(({ alternatives, weight }) => {
    const wanted = new Set(alternatives.flatMap(({ stems: own, strength }) => (own.length === 1 && strength >= CLOSE_STRENGTH ? own : [])))
    return { weight, at: stems.flatMap((stem, i) => (wanted.has(stem) ? [i] : [])) }
  })
  let best = 0
  for (const [i, token] of tokens.entries()) {
    if (question.words.has(stems[i] ?? '') || !mayAnswer(type, token, i)) continue
    let sum = 0
    for (const { weight, at } of places) {
      if (at.length > 0) sum += weight / (1 + Math.min(...at.map((place) => Math.abs(place - i))) / FADES_OVER)
    }
    best = Math.max(best, sum / plan.mass)
  }
  return best
}

function mayAnswer(type: AnswerType, token: Token, index: number): boolean {
  if (type === 'date') return DATE_WORD.test(token.text)
  if (type === 'number') return NUMBER_WORD.test(token.text)
  return token.capital && index > 0
}
