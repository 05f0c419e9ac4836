// What speaks for a sentence as the answer, in numbers (pure).
import type { AnnotatedPassage } from '../domain/passage.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import { HOLDS } from './answer-type.ts'
import { type Grams, gramsOf, likeness } from './grams.ts'
import { coverage, type Match, matchSentence, nearness, pairsKept, widen } from './match.ts'
import type { Plan, Slot } from './plan.ts'
import { type Question, stemOfWord } from './question.ts'
import type { Sentence } from './sentences.ts'
import { CONTEXT, SENTENCE, type SentenceFeature } from './weights.ts'

export type Features = Record<SentenceFeature, number>

/** A sentence that may answer: `index` is the passage's in the article. */
export type Candidate = { index: number; features: Features; score: number }

export type DocumentView = Readonly<{
  sentences: readonly Sentence[]
  slots: ReadonlyMap<number, readonly Slot[]>
  score: number
  averageLength: number
}>

/** All sentences of an article with the features that need no text. */
export function candidatesOf(view: DocumentView, plan: Plan, question: Question): Candidate[] {
  const units = plan.units.length
  const matches = view.sentences.map((sentence) => matchSentence(sentence, view.slots, units))
  const anywhere = new Float32Array(units)
  for (const match of matches) widen(anywhere, match.strengths, 1)
  const article = coverage(anywhere, plan)
  const candidates: Candidate[] = []
  for (let i = 1; i < matches.length; i += 1) {
    const context = contextOf(matches, i, anywhere)
    const features = featuresOf(view, matches, i, plan, question)
    features.context = coverage(context, plan)
    features.article = article
    features.articleScore = plan.mass === 0 ? 0 : view.score / plan.mass
    candidates.push({ index: i - 1, features, score: scoreOf(features) })
  }
  return candidates
}

function contextOf(matches: readonly Match[], i: number, anywhere: Float32Array): Float32Array {
  const context = Float32Array.from((matches[i] as Match).strengths)
  widen(context, matches[0]?.strengths, CONTEXT.title)
  if (i > 1) widen(context, matches[i - 1]?.strengths, CONTEXT.before)
  widen(context, matches[i + 1]?.strengths, CONTEXT.after)
  widen(context, anywhere, CONTEXT.article)
  return context
}

function featuresOf(view: DocumentView, matches: readonly Match[], i: number, plan: Plan, question: Question): Features {
  const match = matches[i] as Match
  const sentence = view.sentences[i] as Sentence
  const { wants } = question.asked
  return {
    coverage: coverage(match.strengths, plan),
    context: 0,
    article: 0,
    sentenceScore: sentenceScore(match, sentence, plan),
    articleScore: 0,
    type: wants === 0 ? 0.5 : (sentence.holds & wants) !== 0 ? 1 : 0,
    bigrams: pairsKept(match, plan),
    nearness: nearness(match, plan),
    names: namesCovered(match, plan),
    grams: 0,
    fresh: 0,
    first: i === 1 ? 1 : 0,
    brief: sentence.terms.length < 6 ? 1 : 0,
    heading: (sentence.holds & HOLDS.heading) !== 0 ? 1 : 0,
  }
}

/** BM25 of the sentence as a share of the question's mass. */
function sentenceScore(match: Match, sentence: Sentence, plan: Plan): number {
  if (plan.mass === 0) return 0
  const norm = 0.5 * (1 - 0.5 + (0.5 * sentence.terms.length) / 25)
  let sum = 0
  for (const [u, { weight }] of plan.units.entries()) {
    const strength = match.strengths[u] as number
    if (strength > 0) sum += (weight * strength) / (strength + norm)
  }
  return sum / plan.mass
}

function namesCovered(match: Match, plan: Plan): number {
  let all = 0
  let covered = 0
  for (const [u, unit] of plan.units.entries()) {
    if (!unit.isName && !unit.isNumber) continue
    all += unit.weight
    covered += unit.weight * (match.strengths[u] as number)
  }
  return all === 0 ? 0.5 : covered / all
}

export function scoreOf(features: Features): number {
  let sum = 0
  for (const name of Object.keys(SENTENCE) as SentenceFeature[]) sum += SENTENCE[name] * features[name]
  return sum
}

/** Adds what only the text can tell. */
export function readClosely(
  candidate: Candidate,
  passage: AnnotatedPassage,
  headline: string | null,
  question: Question,
  asked: Grams,
): Candidate {
  const words = wordsOf(passage.text)
  const content = words.filter((word) => !isStopWord(word))
  const features = { ...candidate.features, grams: likeness(asked, gramsOf(content)), fresh: freshness(passage, words, question) }
  void headline
  return { ...candidate, features, score: scoreOf(features) }
}

/** The question's own 4-grams. */
export function gramsAsked(question: Question): Grams {
  return gramsOf(question.units.map((unit) => unit.word))
}

/** Whether the passage holds a thing of the wanted kind that the question did not already name. */
function freshness(passage: AnnotatedPassage, words: readonly string[], question: Question): number {
  const { type } = question.asked
  if (type === 'person' || type === 'place') return hasNewName(passage, question) ? 1 : 0
  if (type === 'number' || type === 'date') return words.some((word) => /\d/.test(word) && !question.words.has(word)) ? 1 : 0
  return 0.5
}

const NAME = /\p{Lu}[\p{L}\p{M}’'.-]*/gu

function hasNewName(passage: AnnotatedPassage, question: Question): boolean {
  const { text } = passage
  for (const { 0: name, index } of text.matchAll(NAME)) {
    if (index === 0 && !/^\p{Lu}[\p{L}’'-]+ \p{Lu}/u.test(text)) continue
    const [word] = wordsOf(name)
    if (word !== undefined && !isStopWord(word) && !question.words.has(stemOfWord(word))) return true
  }
  return false
}
