// The careful editor: of the passages on a topic, which ones a reader should have, the weightiest first, none of them twice (pure).
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit } from '../search/search.ts'
import { overlap, type Saying, sayingOf, saysTheSame } from './saying.ts'
import type { Draft } from './select.ts'

export type EditRequest = Readonly<{
  /** passages on the topic, most relevant first */
  hits: readonly Hit[]
  /** the topic's own words: that two passages share them does not make them alike */
  topic: string
  /** most claims */
  limit: number
}>

/** What people are hit by comes before what money or distance is counted. */
const HUMAN_COST: ReadonlySet<string> = new Set(['killed', 'wounded', 'casualties', 'displaced', 'missing', 'detained', 'affected'])
/** Opens a sentence that cannot be read without the one before it. */
const LEANS_BACK =
  /^["“‘']?(?:he|she|it|they|this|these|those|that|such|both|his|her|their|its|there|then|but|and|so|however|meanwhile|furthermore|moreover|additionally|also|in addition|in summary|in conclusion|to this end|the (?:latter|former|move|action|request|visit|minister|official|statement|call|appeal|area|group))\b/i
const MOST_CITATIONS = 5

const WEIGHTS = {
  rank: 0.5,
  coverage: 0.9, // share of the topic's words, the rarer ones counting more
  humanCost: 0.55,
  figure: 0.2,
  vague: -0.15, // "dozens", "tens of thousands": the figure itself is better
  voice: 0.15, // each further article that says the same, up to three
  dated: 0.1,
  lead: 0.15,
  newest: 0.15,
  unsure: 0.1, // denied or unclear: readers must have it
  leansBack: -0.5,
  alike: -1.1, // times the overlap with what was already taken
} as const
/** A passage with less than this share of the best passage's topic words is about something else. */
const LEAST_COVERAGE = 0.4
/** A passage that would add less than this is left out, however much room there is. */
const LEAST_WORTH = 0.25

type Candidate = Draft & Readonly<{ worth: number; own: ReadonlySet<string> }>

/** Drafts by what they add to those before them (maximal marginal relevance, Carbonell and Goldstein 1998, over worth as weighed above). */
export function edit({ hits, topic, limit }: EditRequest): Draft[] {
  const common = sayingOf({ text: topic, figures: [], polarity: 'states' }).stems
  const rest = candidatesOf(
    hits.filter(({ passage }) => passage.role !== 'heading'),
    common,
  )
  const taken: Candidate[] = []
  while (taken.length < limit && rest.length > 0) {
    const values = rest.map((candidate) => candidate.worth + WEIGHTS.alike * alikeness(candidate, taken))
    const best = values.indexOf(Math.max(...values))
    if ((values[best] ?? 0) < LEAST_WORTH && taken.length > 0) break
    taken.push(...rest.splice(best, 1))
  }
  return taken
}

function candidatesOf(hits: readonly Hit[], topic: ReadonlySet<string>): Candidate[] {
  const sayings = hits.map(({ passage }) => sayingOf(passage))
  const coverage = coverageOf(sayings, topic)
  const newest = hits
    .map(({ article }) => article.publishedAt ?? '')
    .sort()
    .at(-1)
  const candidates: Candidate[] = []
  hits.forEach((hit, rank) => {
    const saying = sayings[rank]
    const covers = coverage[rank] ?? 0
    if (saying === undefined || covers < LEAST_COVERAGE) return
    const same = candidates.find((candidate) => saysTheSame(candidate.saying, saying))
    if (same === undefined) {
      const relevance = WEIGHTS.rank * (1 - rank / hits.length) + WEIGHTS.coverage * covers
      // What weighs elsewhere weighs nothing here: importance counts as far as the passage is on the topic.
      const worth = relevance + covers ** 2 * importance(hit.passage) + (hit.article.publishedAt === newest ? WEIGHTS.newest : 0)
      candidates.push({ hit, saying, same: [], worth, own: new Set([...saying.stems].filter((stem) => !topic.has(stem))) })
    } else if (same.same.length + 1 < MOST_CITATIONS && ![same.hit, ...same.same].some(({ article }) => article.id === hit.article.id)) {
      same.same.push(hit)
    }
  })
  return candidates.map((candidate) => ({ ...candidate, worth: candidate.worth + WEIGHTS.voice * Math.min(3, candidate.same.length) }))
}

/** Share of the topic's words in each passage, 0..1 against the best; a word counts the more the fewer passages have it. */
function coverageOf(sayings: readonly Saying[], topic: ReadonlySet<string>): readonly number[] {
  const weight = (stem: string) => Math.log(1 + sayings.length / (1 + sayings.filter(({ stems }) => stems.has(stem)).length))
  const weights = new Map([...topic].map((stem) => [stem, weight(stem)]))
  const sums = sayings.map(({ stems }) => [...weights].reduce((sum, [stem, value]) => (stems.has(stem) ? sum + value : sum), 0))
  const most = Math.max(...sums, Number.EPSILON)
  return sums.map((sum) => sum / most)
}

function importance(passage: AnnotatedPassage): number {
  const cost = passage.figures.some(({ measure }) => HUMAN_COST.has(measure))
  const vague = passage.figures.length > 0 && passage.figures.every(({ qualifier }) => qualifier === 'vague')
  return (
    (cost ? WEIGHTS.humanCost : passage.figures.length > 0 ? WEIGHTS.figure : 0) +
    (vague ? WEIGHTS.vague : 0) +
    (passage.dates.length > 0 ? WEIGHTS.dated : 0) +
    (passage.ordinal < 3 ? WEIGHTS.lead : 0) +
    (passage.polarity === 'states' ? 0 : WEIGHTS.unsure) +
    (LEANS_BACK.test(passage.text) ? WEIGHTS.leansBack : 0)
  )
}

function alikeness({ own }: Candidate, taken: readonly Candidate[]): number {
  return taken.reduce((most, other) => Math.max(most, overlap(own, other.own)), 0)
}
