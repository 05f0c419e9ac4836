// Topics: named beats with their query and aliases; a team can add its own; and the stories under each.

export type Topic = Readonly<{
  /** what people type: `border` */
  name: string
  title: string
  /** the question a briefing on it answers, in words */
  query: string
  /** other names people type, any language */
  aliases: readonly string[]
  workspace: string
}>

/** A topic with the stories under it: a configured one, or one found because several stories are about the same place, group or person. */
export type TopicStories = Readonly<{
  /** name of a configured topic, else `top_…`: the same in every order of arrival, and never another for the same subject */
  topicId: string
  /** of a found topic: names as its articles write them */
  title: string
  configured: boolean
  /** other names it is asked for by */
  aliases: readonly string[]
  storyIds: readonly string[]
  /** those of the stories' articles that are about it */
  articleIds: readonly string[]
  firstPublishedAt: string | null
  lastPublishedAt: string | null
}>
