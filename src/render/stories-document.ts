// Stories, and the topics they stand under, as a reader sees them (pure).
import type { Document, Inline, Node } from '../domain/document.ts'
import type { Story } from '../domain/story.ts'
import type { TopicStories } from '../domain/topic.ts'
import { claimNode } from './claim-node.ts'
import type { ReaderLink } from './link.ts'
import { clipped, countOf, dateInWords, oneLine } from './words.ts'

const TITLE_MAX = 150
const STORIES_MAX = 50
const TOPICS_MAX = 50
const TOPICS_OF_STORY = 6
const SENTENCE_FROM = 30 // characters; a headline may be the first words of a sentence

export type StoriesOptions = Readonly<{
  readerLink?: ReaderLink | undefined
  /** what the topics of the stories are called; a topic that is not among them is not shown */
  topics?: readonly Pick<TopicStories, 'topicId' | 'title'>[] | undefined
}>

const heading = (text: string): Node => ({ kind: 'heading', text })
const note = (text: string): Node => ({ kind: 'note', inlines: [{ kind: 'text', text: oneLine(text) }] })
const paragraph = (text: string): Node => ({ kind: 'paragraph', inlines: [{ kind: 'text', text: oneLine(text) }] })

export function storiesDocument(stories: readonly Story[], { readerLink = () => null, topics = [] }: StoriesOptions): Document {
  if (stories.length === 0) return plainDocument('Stories', 'There are no stories here yet: no article has been taken in.')
  const titles = new Map(topics.map(({ topicId, title }) => [topicId, clipped(title, TITLE_MAX)]))
  const shown = stories.slice(0, STORIES_MAX)
  const nodes = shown.flatMap((story): Node[] => {
    const over = (story.topics ?? []).flatMap((id) => titles.get(id) ?? []).slice(0, TOPICS_OF_STORY)
    return [storyNode(story, readerLink), ...(over.length === 0 ? [] : [note(`Topics: ${over.join(' · ')}`)])]
  })
  return {
    preview: `${countOf(stories.length, 'story', 'stories')}.`,
    nodes: [heading('Stories'), ...nodes, ...leftNote(stories.length - shown.length)],
  }
}

function storyNode(story: Story, readerLink: ReaderLink): Node {
  const [summary] = story.summary
  const title = clipped(story.title, TITLE_MAX).replace(/[.…]+$/u, '')
  // A story without a headline is called by the sentence that follows.
  const isSaid = title.length >= SENTENCE_FROM && summary !== undefined && oneLine(summary.text).startsWith(title)
  const lead = isSaid ? `${storySize(story)}:` : `${title} (${storySize(story)}).`
  return summary === undefined ? paragraph(lead) : claimNode(summary, null, readerLink, lead)
}

function storySize(story: Story): string {
  return `${countOf(story.articleIds.length, 'article')} from ${countOf(story.families.length, 'text')}, ${daysOf(story)}`
}

export function topicsDocument(topics: readonly TopicStories[]): Document {
  if (topics.length === 0) return plainDocument('Topics', 'There are no topics here yet: none is configured, and no two stories share one.')
  const shown = topics.slice(0, TOPICS_MAX)
  const items = shown.map((topic): readonly Inline[] => [
    { kind: 'text', text: clipped(topic.title, TITLE_MAX), style: 'strong' },
    { kind: 'text', text: ` · ${sizeOf(topic)}${topic.configured ? ' · configured' : ''}` },
  ])
  return {
    preview: `${countOf(topics.length, 'topic')}.`,
    nodes: [heading('Topics'), { kind: 'list', items }, ...leftNote(topics.length - shown.length)],
  }
}

function sizeOf(topic: TopicStories): string {
  if (topic.storyIds.length === 0) return 'no stories yet'
  return `${countOf(topic.storyIds.length, 'story', 'stories')}, ${countOf(topic.articleIds.length, 'article')}, ${daysOf(topic)}`
}

function daysOf({ firstPublishedAt, lastPublishedAt }: Pick<Story, 'firstPublishedAt' | 'lastPublishedAt'>): string {
  const [first, last] = [dateInWords(firstPublishedAt), dateInWords(lastPublishedAt)]
  return first === last ? first : `${first} to ${last}`
}

const leftNote = (left: number): Node[] => (left > 0 ? [note(`${left} more not shown.`)] : [])

function plainDocument(title: string, sentence: string): Document {
  return { preview: sentence, nodes: [heading(title), paragraph(sentence)] }
}
