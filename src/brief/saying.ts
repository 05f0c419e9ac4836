// Whether two passages say the same, so that they become one claim with two citations (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Figure } from '../domain/figure.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'

export type Saying = Readonly<{
  stems: ReadonlySet<string>
  numbers: ReadonlySet<string>
  figures: readonly Figure[]
  polarity: AnnotatedPassage['polarity']
}>

/** Share of the shorter passage's words that the other must hold to say the same; less when both give the same figure. */
const SAME_WORDS = 0.62
const SAME_WORDS_WITH_FIGURE = 0.5
const SHARED_WITH_FIGURE = 0.34
/** Share of the longer one's words: what says much else besides would be cited for what the other does not say. */
const OF_LONGER = 0.36
const OF_LONGER_WITH_FIGURE = 0.3
/** Words; a short sentence shares its speaker and “said” with others that say something else. */
const LEAST_SHARED = 3
/** So many words are hardly shared by sentences that tell two things. */
const MANY_SHARED = 8
const HALF = 0.52
/** Share of words beyond which a further claim would only repeat. */
const REPEATS = 0.75
/** A figure this large is hardly shared by chance: little else needs to be the same. */
const DISTINCTIVE = 1_000
const SAME_WORDS_WITH_DISTINCTIVE = 0.12

const DIGIT = /\d/

export function sayingOf(passage: Pick<AnnotatedPassage, 'text' | 'figures' | 'polarity'>): Saying {
  const stems = new Set<string>()
  const numbers = new Set<string>()
  for (const word of wordsOf(passage.text)) {
    if (isStopWord(word)) continue
    stems.add(stemOf(word))
    if (DIGIT.test(word)) numbers.add(word)
  }
  return {
    stems,
    numbers,
    figures: passage.figures.filter((figure) => figure.low !== null),
    polarity: passage.polarity,
  }
}

/** True when the two would tell a reader the same: same words or same figure, no differing figure, neither denying what the other states. */
export function saysTheSame(a: Saying, b: Saying): boolean {
  if (a.polarity !== b.polarity || differInFigure(a, b)) return false
  const shared = sharedFigures(a, b)
  const [ofShorter, ofLonger] = [overlap(a.stems, b.stems), overlapOfLonger(a.stems, b.stems)]
  if (shared.some(({ low }) => (low ?? 0) >= DISTINCTIVE)) return ofShorter >= SAME_WORDS_WITH_DISTINCTIVE
  if (shared.length > 0) return ofShorter >= SAME_WORDS_WITH_FIGURE && ofLonger >= OF_LONGER_WITH_FIGURE
  return ofShorter >= SAME_WORDS && ofLonger >= OF_LONGER && numbersOfShorterHeld(a, b)
}

/**
 * True when a reader who has the one would take the other for it told again, though it may hold too little of it to be cited for it:
 * the same figure with a third of the words, most words of the shorter, or half of them where these are many.
 */
export function tellsAgain(a: Saying, b: Saying): boolean {
  if (a.polarity !== b.polarity || differInFigure(a, b)) return false
  const least = sharedFigures(a, b).length > 0 ? SHARED_WITH_FIGURE : SAME_WORDS
  const share = overlap(a.stems, b.stems)
  const shared = share * Math.min(a.stems.size, b.stems.size)
  const again = (share >= least && shared >= LEAST_SHARED) || (share >= HALF && shared >= MANY_SHARED)
  return again && numbersOfShorterHeld(a, b)
}

/** True when the second would hardly add to the first: most of its words, and every number. */
export function repeats(a: Saying, b: Saying): boolean {
  const newNumber = [...b.numbers].some((number) => !a.numbers.has(number))
  return !newNumber && a.polarity === b.polarity && overlap(a.stems, b.stems) >= REPEATS
}

/** Share of the smaller set that the larger holds. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size === 0) return 0
  let shared = 0
  for (const stem of small) if (large.has(stem)) shared += 1
  return shared / small.size
}

/** Share of the larger set that the smaller holds. */
export function overlapOfLonger(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return large.size === 0 ? 0 : (overlap(a, b) * small.size) / large.size
}

function sharedFigures(a: Saying, b: Saying): readonly Figure[] {
  // How long something went on is told along with anything.
  const telling = a.figures.filter(({ measure }) => measure !== 'duration')
  return telling.filter((one) => b.figures.some((other) => sameThing(one, other) && sameValue(one, other)))
}

/** A number that only the shorter one gives is what it is there to say. */
function numbersOfShorterHeld(a: Saying, b: Saying): boolean {
  const [short, long] = a.stems.size <= b.stems.size ? [a, b] : [b, a]
  return [...short.numbers].every((number) => long.numbers.has(number))
}

function differInFigure(a: Saying, b: Saying): boolean {
  return a.figures.some(
    (one) =>
      b.figures.some((other) => sameThing(one, other) && !sameValue(one, other)) &&
      !b.figures.some((other) => sameThing(one, other) && sameValue(one, other)),
  )
}

function sameThing(a: Figure, b: Figure): boolean {
  return a.measure === b.measure && a.unit === b.unit && a.currency === b.currency
}

function sameValue(a: Figure, b: Figure): boolean {
  return a.low === b.low && a.high === b.high
}
