// Whether words name something that a configured topic is about: a place, a person, a group, or what the topic itself is called (pure).
import { phraseMatcher } from '../base/phrase-matcher.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Lexicon } from '../domain/lexicon.ts'
import type { Topic } from '../domain/topic.ts'

type About = Readonly<{ topics: readonly Topic[]; lexicon: Pick<Lexicon, 'places' | 'names'> }>

export type OnTopic = (words: readonly string[]) => boolean

/** A country says too little, and so does one word of a topic's other names: `trade` stands in any press release. */
export function onTopicOf({ topics, lexicon: { places, names } }: About): OnTopic {
  const known = [...places.filter(({ kind }) => kind !== 'country'), ...names].flatMap(({ name, aliases }) => [name, ...aliases])
  const called = topics.flatMap(({ title, aliases }) => [title, ...aliases]).filter((phrase) => wordsOf(phrase).length > 1)
  const matcher = phraseMatcher([...known, ...called].map((phrase) => [wordsOf(phrase), true] as const))
  return (words) => matcher.matches(words).length > 0
}
