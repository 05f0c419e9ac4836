// Which passages of given articles are on a topic: all of an article that is about it, single ones of an article that touches it.
import { wordsOf } from '../base/tokens.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit, Search } from '../search/search.ts'
import { isFitToShow } from './compose.ts'
import { onTopic, topicWords } from './on-topic.ts'

export type PassagesOnRequest = Readonly<{
  topic: Topic
  scope: Scope
  now: Temporal.Instant
  /** passages of the articles in question, all of each article */
  hits: readonly Hit[]
}>

const LOOKED_AT = 300 // passages
const FLOOR = 0.2 // below this a passage shares hardly a word with the topic
const OPENING = 3 // sentences that say what an article is about
const ABOUT_FROM = 2 // passages on the topic

/** Those on the topic, in the order given, scored by how well they answer its question. An article is about the topic that is named in its opening, or that several of its passages are on. */
export async function passagesOn(
  { topic, scope, now, hits }: PassagesOnRequest,
  { search }: Readonly<{ search: Search }>,
): Promise<readonly Hit[]> {
  if (hits.length === 0) return []
  const ids = new Set(hits.map(({ article }) => article.id))
  const found = await search.find({ question: topic.query, scope, now, only: (id) => ids.has(id), limit: LOOKED_AT })
  const near = found.hits.filter(({ score }) => score >= FLOOR)
  const shares = onTopic(
    near.map(({ passage, score }) => ({ text: passage.text, score })),
    { ...topicWords(topic), answers: found.answers },
  )
  const scores = new Map(near.flatMap((hit, at) => ((shares[at] ?? 0) > 0 ? [[placeOf(hit), hit.score] as const] : [])))
  const names = topic.aliases.filter((alias) => /\p{Lu}/u.test(alias)).map(phraseOf)
  const isOn = (hit: Hit) => scores.has(placeOf(hit)) || named(hit.passage.text, names)
  const kept = [...Map.groupBy(hits, ({ article }) => article.id).values()].flatMap((own) => {
    const on = own.filter(isOn)
    const isAbout =
      on.length >= ABOUT_FROM || on.some(({ passage }) => passage.ordinal < OPENING) || named(own[0]?.article.headline ?? '', names)
    return isAbout ? own : on
  })
  return kept.filter(isFitToShow).map((hit) => ({ ...hit, score: scores.get(placeOf(hit)) ?? hit.score }))
}

const placeOf = ({ passage }: Hit) => `${passage.articleId}\0${passage.start}`
const phraseOf = (words: string) => ` ${wordsOf(words).join(' ')} `

function named(text: string, names: readonly string[]): boolean {
  if (names.length === 0) return false
  const words = phraseOf(text)
  return names.some((name) => name.trim() !== '' && words.includes(name))
}
