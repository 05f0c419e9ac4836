// Every number that was fitted or chosen for ranking; scripts/eval/fit.ts fits the first two tables.

/** What each feature of a sentence adds to its score. */
export const SENTENCE = {
  coverage: 0.23,
  context: 2.26,
  article: 3.26,
  articleScore: 3.41,
  type: 0.73,
  bigrams: 0.34,
  names: -1.77,
  namesInContext: 3.3,
  others: 1.36,
  before: 2.9,
  twoBefore: 1.91,
  pronounBefore: 1.62,
  firstWord: 0.33,
  share: 0.78,
  focus: 0.22,
  superlative: 0.51,
  neighbours: 1.88,
  order: 1.47,
  first: 0.39,
  grams: 2.93,
  kin: 2.32,
  fresh: 1.11,
  /** chosen, not fitted: a heading gives context and is never an answer */
  heading: -3,
  /** chosen, not fitted: in the unit asked for */
  unit: 2,
  /** chosen, not fitted: a number of what the question counts */
  counts: 3.5,
  /** chosen, not fitted: set in another country than the one asked about */
  elsewhere: -3,
} as const

export type SentenceFeature = keyof typeof SENTENCE

/** The first guess that decides which sentences get all features. */
export const QUICK = { coverage: 1, context: 5, type: 0.5, articleScore: 3 } as const

/** How sure we are, by logistic regression on signs of the best passage and the question. */
export const CONFIDENCE = {
  bias: -8.04,
  context: 2.75,
  names: -2.1,
  namesInContext: 3.79,
  pronounBefore: 2.92,
  grams: 2.78,
  kin: 1.42,
  unknown: -0.74,
  words: 0.9,
  near: 1.66,
  denialMissing: -0.61,
  opposite: -0.68,
} as const

export type ConfidenceFeature = keyof typeof CONFIDENCE

/** Below this confidence nothing here answers: few answerable questions lie below, four in five about what is not here. */
export const ANSWER_FROM = 0.1

/** How much a related word, an alias and a corrected typo count against the word itself. */
export const STRENGTH = { derived: 0.85, similar: 0.3, alias: 0.95, typo: 0.75, light: 0.45 } as const

/** How far the words of the headline and of neighbouring sentences count for a sentence. */
export const CONTEXT = { title: 0.6, before: 0.5, after: 0.3, article: 0.2 } as const

/** Imagined articles that keep word weights sane in a small collection, and how often a plain and a light word is in them. */
export const BACKGROUND = { articles: 30, plain: 0.005, light: 0.15 } as const

/** Articles looked into, and sentences read closely. */
export const LOOKED_INTO = 40
export const READ_CLOSELY = 48
