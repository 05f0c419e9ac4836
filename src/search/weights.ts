// Every number that was fitted or chosen for ranking; scripts/eval/fit.ts fits the first two tables.

/** What each feature of a sentence adds to its score. */
export const SENTENCE = {
  coverage: 1.2,
  context: 1.2,
  article: 0.3,
  sentenceScore: 0.6,
  articleScore: 1.0,
  type: 0.35,
  bigrams: 0.3,
  nearness: 0.3,
  names: 0.3,
  grams: 1.1,
  fresh: 0.25,
  first: 0.05,
  brief: 0,
  heading: -1,
} as const

export type SentenceFeature = keyof typeof SENTENCE

/** How sure we are, by logistic regression on the best sentence's features and the question's. */
export const CONFIDENCE = {
  bias: -5,
  context: 6,
  coverage: 2,
  type: 1,
  missingName: -2,
  grams: 2,
} as const

/** Below this confidence nothing here answers. */
export const ANSWER_FROM = 0.3

/** How much a related word, an alias and a corrected typo count against the word itself. */
export const STRENGTH = { derived: 0.85, similar: 0.45, alias: 0.95, typo: 0.75, light: 0.45 } as const

/** How far the words of the headline and of neighbouring sentences count for a sentence. */
export const CONTEXT = { title: 0.6, before: 0.5, after: 0.3, article: 0.2 } as const

/** Imagined articles that keep word weights sane in a small collection, and how often a plain and a light word is in them. */
export const BACKGROUND = { articles: 30, plain: 0.005, light: 0.15 } as const

/** Articles looked into, and sentences read closely. */
export const LOOKED_INTO = 40
export const READ_CLOSELY = 40
