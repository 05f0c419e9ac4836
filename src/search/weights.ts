// Every number that was fitted or chosen for ranking; scripts/eval/fit.ts fits the first table, fit-confidence.ts what stands in confidence-trees.ts.

/** What each feature of a sentence adds to its score. */
export const SENTENCE = {
  coverage: 0.45,
  context: 2.2,
  article: 3.26,
  articleScore: 3.45,
  type: 0.66,
  bigrams: 0.35,
  names: -1.72,
  namesInContext: 3.25,
  others: 1.38,
  before: 2.88,
  twoBefore: 2.0,
  pronounBefore: 1.78,
  firstWord: 0.3,
  share: 0.7,
  focus: 0.29,
  superlative: 0.56,
  neighbours: 2.01,
  order: 1.57,
  first: 0.39,
  grams: 2.39,
  kin: 2.17,
  fresh: 1.12,
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

/** Chosen, not fitted, in log odds: what a question that counts loses when its things are not named in the article, and when there is no number. */
export const DOUBT = { unnamed: 1.5, uncounted: 1.5 } as const

/** Below this confidence nothing here answers: one in forty answerable questions lies below, six in seven about what is not here. */
export const ANSWER_FROM = 0.1

/** Chosen, not fitted: what a passage that stands out by likeness gains at most, in points of its score, where words say nothing. */
export const LIKENESS = 6

/** How much a related word, an alias and a corrected typo count against the word itself. */
export const STRENGTH = { derived: 0.85, similar: 0.45, alias: 0.95, typo: 0.85, twoTypos: 0.7, light: 0.45 } as const

/** Articles are found by words of this strength; weaker relatives only rank what was found. */
export const FOUND_BY = 0.5

/** How far the words of the headline and of neighbouring sentences count for a sentence. */
export const CONTEXT = { title: 0.6, before: 0.5, after: 0.3, article: 0.2 } as const

/** Imagined articles that keep word weights sane in a small collection, and how often a plain and a light word is in them. */
export const BACKGROUND = { articles: 30, plain: 0.005, light: 0.15 } as const

/** Articles looked into, sentences read closely, and of those how many are read in the article itself. Measured with 40 and 48 too, which found no more. */
export const LOOKED_INTO = 24
export const READ_CLOSELY = 24
export const OPENED = 12
