// Topics that nobody configured: stories of which articles are about the same place, group or person. A topic is its subject, so that its id hangs on no order of arrival.
import type { IndexRecord } from '../ports/index-store.ts'
import type { Scope } from '../ports/article-store.ts'
import type { TopicStories } from '../domain/topic.ts'
import type { Catalogue } from './catalogue.ts'
import { isFit, type Stores } from './minting.ts'
import type { NameBook } from './name-book.ts'
import type { Entry } from './shelf.ts'
import { pairHash, subjectHash } from './subjects.ts'
import { fold, wordsOf } from './words.ts'

const LEAST_STORIES = 2
const READ_FOR_A_NAME = 4 // articles
const MOST_SPELLINGS = 6
const ID = /^top_([0-9a-f]{8})$/
const BETWEEN = /\s*(?:,|&|[–-]|\band\b)\s*/iu // "China, Myanmar", "China and Myanmar"

type Parts = Stores & Readonly<{ catalogue: Catalogue; book: NameBook }>

/** Ids of the found topics each story in scope stands under, by story. */
export function topicIdsByStory(scope: Scope, parts: Parts): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { subject, entries } of subjectsIn(scope, parts)) {
    for (const storyId of storiesOf(entries)) found.set(storyId, [...(found.get(storyId) ?? []), idOf(subject)])
  }
  return found
}

/** Every found topic in scope, the one with the most stories first. */
export async function foundTopics(scope: Scope, parts: Parts): Promise<TopicStories[]> {
  const days = new Map<string, string | null>()
  for await (const { id, publishedAt } of parts.articles.labels(scope)) days.set(id, publishedAt)
  const topics: TopicStories[] = []
  for (const found of subjectsIn(scope, parts)) {
    const topic = await tellTopic(found, days, scope, parts)
    if (topic !== null) topics.push(topic)
  }
  return topics.sort(
    (a, b) => b.storyIds.length - a.storyIds.length || b.articleIds.length - a.articleIds.length || (a.topicId < b.topicId ? -1 : 1),
  )
}

/** The found topic of that id, title or spelling; null when no two stories in scope are about it. */
export async function foundTopic(words: string, scope: Scope, parts: Parts): Promise<TopicStories | null> {
  const { shelf, subjects } = parts.catalogue
  for (const subject of subjectsMeant(words, parts.book)) {
    const slots = [...new Set(subjects.about(subject))]
    const entries = slots.flatMap((slot) => {
      const entry = shelf.at(slot)
      return entry?.counts && shelf.get(entry.articleId, scope)?.slot === slot ? entry : []
    })
    if (storiesOf(entries).length < LEAST_STORIES) continue
    const articles = await parts.articles.many(
      entries.map(({ articleId }) => articleId),
      scope,
    )
    const days = new Map([...articles.values()].map(({ id, publishedAt }) => [id, publishedAt]))
    const topic = await tellTopic({ subject, entries }, days, scope, parts)
    if (topic !== null) return topic
  }
  return null
}

type Subject = Readonly<{ subject: number; entries: readonly Entry[] }>

function subjectsIn(scope: Scope, { catalogue: { shelf, subjects } }: Parts): Subject[] {
  const bySubject = new Map<number, Entry[]>()
  for (const entry of shelf.all(scope)) {
    if (!entry.counts) continue
    for (const subject of subjects.of(entry.slot)) {
      const known = bySubject.get(subject)
      if (known === undefined) bySubject.set(subject, [entry])
      else known.push(entry)
    }
  }
  return [...bySubject]
    .filter(([, entries]) => entries.length >= LEAST_STORIES && storiesOf(entries).length >= LEAST_STORIES)
    .map(([subject, entries]) => ({ subject, entries }))
    .sort((a, b) => a.subject - b.subject)
}

const storiesOf = (entries: readonly Entry[]): string[] => [...new Set(entries.map(({ storyId }) => storyId))].sort()

const idOf = (subject: number): string => `top_${subject.toString(16).padStart(8, '0')}`

/** Hashes that the words may stand for: an id, a name in any spelling the lexicon has, two countries. */
function subjectsMeant(words: string, book: NameBook): number[] {
  const id = ID.exec(words.trim())?.[1]
  if (id !== undefined) return [Number.parseInt(id, 16)]
  const folded = wordsOf(words).map((word) => word.folded)
  const known = book.matcher.matches(folded).filter(({ from, to }) => from === 0 && to === folded.length)
  const names = [...known.flatMap(({ values }) => values.map(({ key }) => key)), folded.join(' ')]
  const countries = words.split(BETWEEN).map((part) => book.country(fold(part.trim())))
  const [one, other, more] = countries
  const pair = one && other && more === undefined ? [pairHash(one, other)] : []
  return [...new Set([...names.map(subjectHash), ...pair])]
}

async function tellTopic(
  { subject, entries }: Subject,
  days: ReadonlyMap<string, string | null>,
  scope: Scope,
  { records, book }: Parts,
): Promise<TopicStories | null> {
  const articleIds = entries.map(({ articleId }) => articleId).sort()
  const read = await records.many(articleIds.slice(0, READ_FOR_A_NAME), scope)
  const spelled = spellingsOf(subject, [...read.values()], book)
  if (spelled === null) return null
  const published = articleIds.flatMap((id) => days.get(id) ?? []).sort()
  return {
    topicId: idOf(subject),
    ...spelled,
    configured: false,
    storyIds: storiesOf(entries),
    articleIds,
    firstPublishedAt: published[0] ?? null,
    lastPublishedAt: published.at(-1) ?? null,
  }
}

type Spelled = Pick<TopicStories, 'title' | 'aliases'>

/** What the articles call a subject, each spelling a stretch of one of them: the whole name where one has it, else the commonest. */
function spellingsOf(subject: number, read: readonly IndexRecord[], book: NameBook): Spelled | null {
  const own = spelledIn(read, (key) => subjectHash(key) === subject)
  const [title, ...others] = [...own.values()].flat()
  if (title !== undefined) return { title, aliases: others.slice(0, MOST_SPELLINGS) }
  const countries = spelledIn(read, (key) => book.country(key) !== null)
  for (const [one, [name]] of countries) {
    for (const [other, [otherName]] of countries)
      if (one < other && name !== undefined && otherName !== undefined && pairHash(one, other) === subject)
        return { title: `${name}, ${otherName}`, aliases: [] }
  }
  return null
}

/** Spellings by key, keys in order. */
function spelledIn(read: readonly IndexRecord[], isWanted: (key: string) => boolean): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, Map<string, number>>()
  for (const passage of read.flatMap(({ annotated }) => annotated.passages)) {
    const wanted = passage.names.filter(({ key }) => isWanted(key))
    if (wanted.length === 0 || !isFit(passage)) continue
    for (const { key, text } of wanted) {
      const known = counts.get(key) ?? new Map<string, number>()
      counts.set(key, known.set(text, (known.get(text) ?? 0) + 1))
    }
  }
  return new Map([...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([key, texts]) => [key, wholeFirst(key, texts)]))
}

function wholeFirst(key: string, texts: ReadonlyMap<string, number>): string[] {
  const whole = (text: string) => (fold(text) === key ? 1 : 0)
  return [...texts].sort((a, b) => whole(b[0]) - whole(a[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([text]) => text)
}
