// The topics above the stories: those configured, by the rule their briefings go by, and those the index found; and what a briefing on a found one takes.
import { OPERATOR } from '../domain/article.ts'
import type { Story } from '../domain/story.ts'
import type { Topic, TopicStories } from '../domain/topic.ts'
import type { SummarizedIndex } from '../index/summarized-index.ts'
import type { Scope } from '../ports/article-store.ts'
import type { Hit, Search, SearchRequest } from '../search/search.ts'
import { isFitToShow } from './compose.ts'
import { onTopic, topicWords } from './on-topic.ts'

export type TopicsRequest = Readonly<{ topics: readonly Topic[]; scope: Scope; now: Temporal.Instant }>

/** A found topic in the form a briefing takes, and the articles it rests on. */
export type FoundTopic = Readonly<{ topic: Topic; only: NonNullable<SearchRequest['only']> }>

export type Topics = Readonly<{
  /** Every topic in scope with its stories: those configured in their order, then those found, the one with the most stories first. */
  all: (request: TopicsRequest) => Promise<readonly TopicStories[]>
  /** The stories in scope, each with the ids of all its topics; `known`: what `all` just said. */
  stories: (request: TopicsRequest, known?: readonly TopicStories[]) => Promise<readonly Story[]>
  /** The found topic of that id, title or other name; null when no two stories are about such a thing. */
  found: (words: string, scope: Scope) => Promise<FoundTopic | null>
}>

type Deps = Readonly<{ search: Search; index: Pick<SummarizedIndex, 'topics' | 'topic' | 'stories' | 'records'> }>

const LOOKED_AT = 200 // passages, the most relevant ones of everything in scope

export function createTopics({ search, index }: Deps): Topics {
  const configured = async ({ topics, scope, now }: TopicsRequest): Promise<TopicStories[]> => {
    const told: TopicStories[] = []
    for (const topic of topics) told.push(await storiesOn(topic, scope, now))
    return told
  }
  const storiesOn = async (topic: Topic, scope: Scope, now: Temporal.Instant): Promise<TopicStories> => {
    const { hits, answers } = await search.find({ question: topic.query, scope, now, limit: LOOKED_AT })
    // The best of what is all far from the topic is still on something else.
    const fitting = answers ? hits.filter((hit) => hit.passage.role !== 'heading' && isFitToShow(hit)) : []
    const passages = fitting.map(({ passage, score }) => ({ text: passage.text, score }))
    const shares = onTopic(passages, { ...topicWords(topic), answers })
    const articles = articlesOf(fitting.filter((_, at) => (shares[at] ?? 0) > 0))
    const articleIds = articles.map(({ id }) => id)
    const records = await index.records(articleIds, scope)
    const days = articles.flatMap(({ publishedAt }) => publishedAt ?? []).sort()
    return {
      topicId: topic.name,
      title: topic.title,
      configured: true,
      aliases: topic.aliases,
      storyIds: [...new Set([...records.values()].map(({ storyId }) => storyId))].sort(),
      articleIds,
      firstPublishedAt: days[0] ?? null,
      lastPublishedAt: days.at(-1) ?? null,
    }
  }
  return {
    all: async (request) => [...(await configured(request)), ...(await index.topics(request.scope))],
    stories: async (request, known) => {
      const over = known?.filter((topic) => topic.configured) ?? (await configured(request))
      const namesOf = (storyId: string) => over.flatMap(({ topicId, storyIds }) => (storyIds.includes(storyId) ? topicId : []))
      return (await index.stories(request.scope)).map((story) => ({
        ...story,
        topics: [...namesOf(story.storyId), ...(story.topics ?? [])],
      }))
    },
    found: async (words, scope) => {
      const found = await index.topic(words, scope)
      return found === null ? null : briefable(found)
    },
  }
}

/** The standing originals among the hits, by id: an abstract is of no story. */
function articlesOf(hits: readonly Hit[]): Hit['article'][] {
  const originals = hits.flatMap(({ article }) => (article.kind === 'original' ? [[article.id, article] as const] : []))
  return [...new Map(originals).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function briefable({ title, aliases, articleIds }: TopicStories): FoundTopic {
  const articles = new Set(articleIds)
  return {
    topic: { name: title, title, query: title, aliases: [title, ...aliases], workspace: OPERATOR },
    only: (articleId) => articles.has(articleId),
  }
}
