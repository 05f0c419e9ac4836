// The commands on what stands above and between stories: topics, stories, and which topic a word means.
import type { FoundTopic } from '../brief/brief.ts'
import type { Story } from '../domain/story.ts'
import type { Topic, TopicStories } from '../domain/topic.ts'
import type { Product } from '../main.ts'
import type { Scope } from '../ports/article-store.ts'

type Asked = Readonly<{ scope: Scope; now: Temporal.Instant }>

/** A configured topic of that name, else a found one, else one made of the words themselves; `only`: the articles it rests on, all when absent. */
export async function topicMeant(
  words: string,
  scope: Scope,
  { brief, topics, topicNamed }: Product,
): Promise<Pick<FoundTopic, 'topic'> & Partial<FoundTopic>> {
  const topic: Topic = topicNamed(words)
  if (topics.includes(topic)) return { topic }
  return (await brief.topics?.found(words, scope)) ?? { topic }
}

export async function topicsOf({ brief, topics }: Product, asked: Asked): Promise<readonly TopicStories[]> {
  return (await brief.topics?.all({ topics, ...asked })) ?? []
}

/** The stories with their topics (`known`: those just listed), called as a model picked where one is configured. */
export async function storiesOf(
  { brief, index, topics }: Product,
  asked: Asked,
  known?: readonly TopicStories[],
): Promise<readonly Story[]> {
  const stories = (await brief.topics?.stories({ topics, ...asked }, known)) ?? (await index.stories(asked.scope))
  return (await brief.nameStories?.(stories, asked.scope)) ?? stories
}
