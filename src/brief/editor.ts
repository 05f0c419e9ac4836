// The careful editor: of the passages on a topic, which ones a reader should have, the weightiest first, none of them twice (pure).
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit } from '../search/search.ts'
import { onTopic, type TopicWords } from './on-topic.ts'
import { overlapOfLonger, repeats, type Saying, sayingOf, saysTheSame, tellsAgain } from './saying.ts'
import type { Draft } from './select.ts'

export type EditRequest = Readonly<{
  /** passages on the topic, most relevant first */
  hits: readonly Hit[]
  /** the topic's own words; that two passages share them does not make them alike */
  topic: TopicWords
  /** most claims */
  limit: number
  /** most words of all of them together, as far as that leaves LEAST_CLAIMS; any number when absent */
  words?: number | undefined
}>

/** What people are hit by comes before what money or distance is counted. */
const HUMAN_COST: ReadonlySet<string> = new Set(['killed', 'wounded', 'casualties', 'displaced', 'missing', 'detained', 'affected'])
/** Opens a sentence that cannot be read without the one before it. */
const LEANS_BACK =
  /^["“‘']?(?:he|she|it(?! (?:is|was|remains|remained) (?:not |still )?(?:un)?(?:clear|known|certain))|they|this|these|those|that|such|both|his|her|their|its|there|then|but|and|so|yet|still|however|meanwhile|nearby|another|instead|nevertheless|for example|of these|furthermore|moreover|additionally|also|in addition|in summary|in conclusion|to this end|the (?:latter|former|move|action|request|visit|minister|official|statement|call|appeal|area|group|findings?|news|decision|comments?|remarks?|announcement|incident|ruling|pair|suspect|man|woman|company))\b/i
/** Adds to what the sentence before it said. */
const ADDS = /^(?:\S+ ){1,6}also\b/i
const ENDED = /(?<!\.\.)[.!?。！？။][”’"')\]]*$/u // what trails off is no whole sentence
const MOST_CITATIONS = 5
const TOPIC_WORD = 0.4 // of what a word of the passage's own weighs when two are compared
const DAY_MS = 86_400_000
const HALF_AS_NEW = 7 // days behind the newest

const WEIGHTS = {
  rank: 0.5,
  coverage: 0.9, // share of the topic's words, the rarer ones counting more
  humanCost: 0.55,
  figure: 0.2,
  vague: -0.4, // "dozens", "tens of thousands": the figure itself is better
  voice: 0.15, // each further article that says the same, up to three
  central: 0.6, // share of the other articles that tell of it too
  dated: 0.1,
  lead: 0.15,
  newest: 0.2,
  unsure: 0.1, // denied or unclear: readers must have it
  leansBack: -0.45,
  wordy: -0.012, // each word past WORDY
  unended: -0.45, // a caption, or a line that sums up what the sentences say
  alike: -2, // times the overlap with what was already taken
  sameNames: 0.15, // overlap that two passages on the same people or places have besides their words
} as const
/** Whom it struck is told even where the sentence leans on another: it then counts so much against it. */
const COST_LEANS = 0.4
/** From this overlap on, that two passages name the same tells that they tell the same. */
const SOMEWHAT_ALIKE = 0.2
/** A passage that would add less than this is left out, however much room there is. */
const LEAST_WORTH = 0.4
/** However long they are. */
const LEAST_CLAIMS = 3
/** Share of the longer's words from which on two sentences tell no more than each other. */
const RETOLD = 0.6
/** Share of a passage's words that a sentence of another article holds when it tells of the same. */
const TELLS = 0.4
/** So many passages on a topic are few, and what stands so many sentences after one is taken with this share. */
const FEW = 3
const AFTER = 2
const BESIDE_SHARE = 0.45
const WORDY = 28 // words; a longer sentence tells several things, some of them beside the topic

/** `weights`: of its words, those of the topic less, as every passage has some. */
type Candidate = Draft & Readonly<{ worth: number; weights: ReadonlyMap<string, number>; names: ReadonlySet<string> }>

/** Drafts by what they add to those before them (maximal marginal relevance, Carbonell and Goldstein 1998, over worth as weighed above). */
export function edit({ hits, topic, limit, words = Number.POSITIVE_INFINITY }: EditRequest): Draft[] {
  const rest = candidatesOf(
    hits.filter(({ passage }) => passage.role !== 'heading'),
    topic,
  )
  const taken: Candidate[] = []
  let said = 0
  while (taken.length < limit && rest.length > 0) {
    const values = rest.map((candidate) => candidate.worth + WEIGHTS.alike * alikeness(candidate, taken))
    const best = values.indexOf(Math.max(...values))
    if ((values[best] ?? 0) < LEAST_WORTH && taken.length > 0) break
    const [next] = rest.splice(best, 1)
    if (next === undefined || taken.some(({ saying }) => repeats(saying, next.saying) || tellsAgain(saying, next.saying))) continue
    if ([...taken, ...rest].some((other) => other.worth >= LEAST_WORTH && isVaguely(next.hit.passage, other.hit.passage))) continue
    if (taken.length >= LEAST_CLAIMS && said + lengthOf(next.hit.passage) > words) continue
    said += lengthOf(next.hit.passage)
    taken.push(next)
  }
  return taken
}

function candidatesOf(hits: readonly Hit[], topic: TopicWords): Candidate[] {
  const shares = withBeside(
    hits,
    onTopic(
      hits.map(({ passage, score }) => ({ text: passage.text, score })),
      topic,
    ),
  )
  const common = sayingOf({ text: topic.query, figures: [], polarity: 'states' }).stems
  const newest = Math.max(...hits.map(({ article }) => timeOf(article.publishedAt)))
  const candidates: Candidate[] = []
  hits.forEach((hit, rank) => {
    const saying = sayingOf(hit.passage)
    const at = candidates.findIndex((candidate) => saysTheSame(candidate.saying, saying))
    const same = candidates[at]
    const share = shares[rank] ?? 0
    if (same !== undefined) candidates[at] = joined(same, hit)
    else if (share > 0) {
      const relevance = WEIGHTS.rank * (1 - rank / hits.length) + WEIGHTS.coverage * share
      const age = (newest - timeOf(hit.article.publishedAt)) / DAY_MS
      const recency = Number.isFinite(age) ? WEIGHTS.newest * 0.5 ** (age / HALF_AS_NEW) : 0
      // What weighs elsewhere weighs nothing here: importance counts as far as the passage is on the topic.
      candidates.push({
        hit,
        saying,
        same: [],
        worth: relevance + share ** 2 * importance(hit.passage) + form(hit.passage) + recency,
        ...ownOf(hit, saying, common),
      })
    }
  })
  const told = toldBy(hits)
  return candidates.map((candidate) => {
    const voices = WEIGHTS.voice * Math.min(3, candidate.same.length)
    return { ...candidate, worth: candidate.worth + voices + WEIGHTS.central * told(candidate) }
  })
}

/** Where hardly a passage is on the topic, those right after one go on about it. */
function withBeside(hits: readonly Hit[], shares: readonly number[]): readonly number[] {
  const on = hits.filter((_, at) => (shares[at] ?? 0) > 0)
  if (on.length > FEW) return shares
  const goesOn = ({ passage: { articleId, ordinal } }: Hit) =>
    on.some(({ passage }) => passage.articleId === articleId && ordinal > passage.ordinal && ordinal <= passage.ordinal + AFTER)
  return hits.map((hit, at) => (shares[at] ?? 0) || (goesOn(hit) ? BESIDE_SHARE : 0))
}

/** What several articles tell, in whatever words, is the story; what one tells is a detail of it. */
function toldBy(hits: readonly Hit[]): (candidate: Pick<Candidate, 'hit' | 'weights'>) => number {
  const articles = Map.groupBy(hits, ({ article }) => article.id)
  const tellings = [...articles].map(([id, of]) => [id, of.map(({ passage }) => sayingOf(passage).stems)] as const)
  return ({ hit, weights }) => {
    const whole = weighOf(weights.values())
    const tells = (stems: ReadonlySet<string>) =>
      weighOf([...weights].map(([stem, weight]) => (stems.has(stem) ? weight : 0))) >= TELLS * whole
    const others = tellings.filter(([id]) => id !== hit.article.id)
    return others.length === 0 || whole === 0 ? 0 : others.filter(([, sentences]) => sentences.some(tells)).length / others.length
  }
}

const weighOf = (weights: Iterable<number>) => [...weights].reduce((sum, weight) => sum + weight, 0)

function ownOf({ passage }: Hit, { stems }: Saying, common: ReadonlySet<string>): Pick<Candidate, 'weights' | 'names'> {
  const isOwn = (text: string) => [...sayingOf({ text, figures: [], polarity: 'states' }).stems].some((stem) => !common.has(stem))
  return {
    weights: new Map([...stems].map((stem) => [stem, common.has(stem) ? TOPIC_WORD : 1])),
    names: new Set(passage.names.filter(({ text }) => isOwn(text)).map(({ key }) => key)),
  }
}

/** One article is cited once a claim; the sentence that stands better alone lends its words, of two that tell no more than each other the newer. */
function joined(candidate: Candidate, other: Hit): Candidate {
  const { hit, same } = candidate
  if (same.length + 1 >= MOST_CITATIONS || [hit, ...same].some(({ article }) => article.id === other.article.id)) return candidate
  const better = standing(other.passage) - standing(hit.passage)
  const retold = overlapOfLonger(candidate.saying.stems, sayingOf(other.passage).stems) >= RETOLD
  const newer = better === 0 && retold && timeOf(other.article.publishedAt) > timeOf(hit.article.publishedAt)
  if (better <= 0 && !newer) return { ...candidate, same: [...same, other] }
  return { ...candidate, hit: other, same: [hit, ...same], worth: candidate.worth + form(other.passage) - form(hit.passage) }
}

/** Milliseconds; nothing is older than what has no date. */
function timeOf(publishedAt: string | null): number {
  return publishedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(publishedAt.slice(0, 10))
}

const isCost = ({ figures }: AnnotatedPassage) => figures.some(({ measure }) => HUMAN_COST.has(measure))

function importance(passage: AnnotatedPassage): number {
  const cost = isCost(passage)
  const vague = passage.figures.length > 0 && passage.figures.every(({ qualifier }) => qualifier === 'vague')
  return (
    (cost ? WEIGHTS.humanCost : passage.figures.length > 0 ? WEIGHTS.figure : 0) +
    (vague ? WEIGHTS.vague : 0) +
    (passage.dates.length > 0 ? WEIGHTS.dated : 0) +
    (passage.ordinal < 3 ? WEIGHTS.lead : 0) +
    (passage.polarity === 'states' ? 0 : WEIGHTS.unsure)
  )
}

const form = (passage: AnnotatedPassage) => standing(passage) + WEIGHTS.wordy * Math.max(0, lengthOf(passage) - WORDY)

/** How well it can be read alone. */
function standing(passage: AnnotatedPassage): number {
  const leans = LEANS_BACK.test(passage.text) || ADDS.test(passage.text)
  return (leans ? WEIGHTS.leansBack * (isCost(passage) ? COST_LEANS : 1) : 0) + (ENDED.test(passage.text) ? 0 : WEIGHTS.unended)
}

const lengthOf = ({ text }: AnnotatedPassage) => text.split(/\s+/u).length

/** Says only roughly what the other gives in numbers. */
function isVaguely({ figures }: AnnotatedPassage, other: AnnotatedPassage): boolean {
  const vague = figures.filter(({ qualifier }) => qualifier === 'vague')
  return vague.length > 0 && vague.every(({ measure }) => other.figures.some((figure) => figure.measure === measure && figure.low !== null))
}

function alikeness(candidate: Candidate, taken: readonly Candidate[]): number {
  return taken.reduce((most, other) => {
    const shared = overlap(candidate.weights, other.weights)
    const named = shared >= SOMEWHAT_ALIKE && [...candidate.names].some((name) => other.names.has(name)) ? WEIGHTS.sameNames : 0
    return Math.max(most, shared + named)
  }, 0)
}

/** Share of the lighter's weight that the other holds. */
function overlap(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const lighter = Math.min(weighOf(a.values()), weighOf(b.values()))
  return lighter === 0 ? 0 : weighOf([...a].flatMap(([stem, weight]) => (b.has(stem) ? weight : []))) / lighter
}
