// Of passages that may answer, what several independent voices say comes before what one voice says alone (pure).
import { stemOf } from '../base/stem.ts'
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { AnnotatedPassage } from '../domain/passage.ts'
import type { Hit, SearchResult } from '../search/search.ts'

/** So many voices must say a thing that the best passage does not have, and so few keep it in front that has one they say. */
const MANY = 3
const FEW = 2
/** A passage this much less likely than the best is about something else, whatever it shares with others. */
const LEAST_SHARE = 0.0005
/** Reports of one event come within days of each other; what is not dated proves nothing. */
const WITHIN_DAYS = 7
const DAY_MS = 86_400_000

type Asked = Readonly<{ answerType: SearchResult['answerType']; question: string }>
type StoryOf = (articleId: string) => string | null
/** `voices`: article ids by voice. */
type Known = Readonly<{ voices: readonly (readonly string[])[]; storyOf: StoryOf }>

/** Whether there is anything to agree on: passages of as many articles as there must be voices, of one story and from within days of the first. */
export function mayAgree([first, ...others]: readonly Hit[], storyOf: StoryOf): boolean {
  if (first === undefined) return false
  const near = [first, ...others.filter((hit) => isOfDays(hit, first))]
  const ids = new Set(near.map(({ article }) => article.id))
  if (ids.size < MANY) return false
  const inStory = new Map<string | null, number>()
  for (const id of ids) {
    const story = storyOf(id)
    inStory.set(story, (inStory.get(story) ?? 0) + 1)
  }
  return Math.max(...inStory.values()) >= MANY
}

/**
 * The hits with those in front that say what several voices on one event say, where the first says something else that no other voice does.
 * Of one event: by the index's stories and within days. Mere likeness of subject was tried and leads astray.
 */
export function agreedFirst(hits: readonly Hit[], { voices, storyOf }: Known, { answerType, question }: Asked): readonly Hit[] {
  const [first] = hits
  if (first === undefined) return hits
  const asked = new Set(wordsOf(question).map(stemOf))
  const near = hits.filter((hit) => hit === first || isOfDays(hit, first))
  const things = new Map(near.map((hit) => [hit, thingsOf(hit.passage, answerType, asked)]))
  const support = (keyOf: (hit: Hit) => string) => supportBy(things, voices, keyOf)
  if (support(() => '')(first) >= FEW) return hits
  const inStory = support(({ article }) => storyOf(article.id) ?? '')
  const agreed = near.filter((hit) => {
    const count = inStory(hit)
    return isFit(hit, first) && count >= MANY && hit.score >= first.score * LEAST_SHARE
  })
  // What is told later may be what has become of it.
  if (!agreed.some((hit) => dayOf(hit) >= dayOf(first))) return hits
  const raised = agreed.map((hit, i) => ({ ...hit, score: Math.max(hit.score, first.score * 0.99 ** i) }))
  return [...raised, ...hits.filter((hit) => !agreed.includes(hit))]
}

/** How many voices say the thing of a passage that most say, counted apart by key. */
function supportBy(
  things: ReadonlyMap<Hit, ReadonlySet<string>>,
  voices: Known['voices'],
  keyOf: (hit: Hit) => string,
): (hit: Hit) => number {
  const voiceOf = new Map(voices.flatMap((ids, voice) => ids.map((id) => [id, voice] as const)))
  const said = new Map<string, Set<number>>()
  const keyed = (hit: Hit) => [...(things.get(hit) ?? [])].map((thing) => `${thing} ${keyOf(hit)}`)
  for (const hit of things.keys()) {
    const voice = voiceOf.get(hit.article.id)
    if (voice !== undefined) for (const key of keyed(hit)) said.set(key, (said.get(key) ?? new Set()).add(voice))
  }
  return (hit) => Math.max(0, ...keyed(hit).map((key) => said.get(key)?.size ?? 0))
}

const isFit = (hit: Hit, first: Hit): boolean => hit.passage.role !== 'heading' && (hit.fits !== false || first.fits === false)

const dayOf = ({ article }: Hit): string => article.publishedAt?.slice(0, 10) ?? ''

function isOfDays({ article: one }: Hit, { article: other }: Hit): boolean {
  if (one.publishedAt === null || other.publishedAt === null) return false
  return (
    one.publishedAt === other.publishedAt || Math.abs(Date.parse(one.publishedAt) - Date.parse(other.publishedAt)) <= WITHIN_DAYS * DAY_MS
  )
}

/** What a passage says of the kind asked for, besides the question's own words. */
function thingsOf(passage: AnnotatedPassage, answerType: SearchResult['answerType'], asked: ReadonlySet<string>): ReadonlySet<string> {
  const { figures, dates, names, text } = passage
  if (answerType === 'date') return new Set(dates.map(({ from, to }) => `${from} ${to}`))
  if (answerType === 'number') {
    const counted = figures.flatMap(({ low, qualifier }) => (low === null || qualifier === 'vague' ? [] : [String(low)]))
    // Small numbers and years are in any report.
    const numbers = [...counted, ...wordsOf(text).filter((word) => /^\d+(?:\.\d+)?$/.test(word))]
    return new Set(numbers.filter((number) => !asked.has(number) && Number(number) > SMALL && !/^(?:19|20)\d\d$/.test(number)))
  }
  const named = names.flatMap(({ text: name }) => wordsOf(name).map(stemOf)).filter((word) => !asked.has(word))
  if (answerType === 'person' || answerType === 'place') return new Set(named)
  const words = wordsOf(text).filter((word) => word.length >= 4 && !isStopWord(word))
  return new Set([...named, ...words.map(stemOf)].filter((stem) => !asked.has(stem) && !SAYING.has(stem)))
}

const SMALL = 10

/** Words that reports share whatever they tell. */
const SAYING = new Set(
  `said says told tell announced reported report officials official people monday tuesday wednesday thursday friday saturday sunday morning evening night
week month year days hours since after before government spokesman minister according statement news country city town area local`
    .split(/\s+/)
    .map(stemOf),
)
