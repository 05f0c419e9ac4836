// What a subscription is about: a configured topic, else one that several stories are about, else its words as a question.
import { OPERATOR } from '../domain/article.ts'
import type { FoundTopic } from '../brief/brief.ts'
import type { Topic } from '../domain/topic.ts'
import type { Scope } from '../ports/article-store.ts'
import type { DigestDeps } from './digest.ts'

/** `only`: the articles about a found topic; absent for any other. */
export type Subject = Readonly<{ topic: Topic; only?: FoundTopic['only'] | undefined }>

/** A found topic keeps the name it is subscribed to by: what its channel was told stands under that, also when it is found no more. */
export async function subjectOf(
  words: string,
  scope: Scope,
  { topicNamed, brief }: Pick<DigestDeps, 'topicNamed' | 'brief'>,
): Promise<Subject> {
  const topic = topicNamed(words, scope.at(-1) ?? OPERATOR)
  const isConfigured = topic.name !== words || topic.query !== words
  const found = isConfigured ? null : await brief.topics?.found(words, scope)
  return found == null ? { topic } : { topic: { ...found.topic, name: topic.name }, only: found.only }
}

/** Said once, where a topic was found before. */
export function lostTopicNote(words: string): string {
  return `Fewer than two stories are about “${words}” by now: from here on this looks for the words themselves.`
}
