// Which subscription or topic words mean (pure).
import type { Topic } from '../domain/topic.ts'
import type { SubscriptionCommand } from './subscription-command.ts'
import { topicCalled, unknownTopic } from './topic-words.ts'

const MOST_QUESTION = 200 // characters; it is searched for again at every edition
const ID = /^id:(\w{1,40})$/
export const ONE = /^(?:one|it|all|all of (?:it|them)|everything|them all|a digest|the digest|the next one|the next digest|digest)$/iu
const DIGEST_WORDS = /\s+(?:(?:daily|weekly|morning)\s+)?(?:digests?|subscriptions?|watch|updates?|news|briefings?)$/iu

export const unquoted = (said: string) =>
  said
    .trim()
    .replace(/^["“”„«»](.*)["“”„«»]$/u, '$1')
    .trim()

/** `the border news` → `border`. */
export function subjectOf(said: string): string {
  const words = unquoted(said).replace(/^(?:(?:the|my|our|this|a)\s+)+/iu, '')
  return unquoted(words.replace(DIGEST_WORDS, '')) || words
}

/** The subscription meant: an id, a topic's name, or the words themselves; null when none is named. */
export function whichIn(said: string, topics: readonly Topic[]): string | null {
  const whole = unquoted(said.replace(/[\s!.]+$/u, ''))
  const subject = topicCalled(whole, topics)?.name ?? subjectOf(whole)
  const id = ID.exec(whole)?.[1]
  if (id !== undefined) return id
  return subject === '' || ONE.test(subject) ? null : (topicCalled(subject, topics)?.name ?? subject)
}

/** Whether the words can only mean a subscription: a topic, something quoted, an id, or something called a digest. */
export function isSubject(said: string, topics: readonly Topic[]): boolean {
  const words = said.trim()
  if (ID.test(words) || /^["“„«].*["”«»]$/u.test(words)) return true
  const digest = /\b(?:digests?|subscriptions?|watch)$/iu.test(words)
  return digest || topicCalled(subjectOf(words), topics) !== null
}

type Subject = Readonly<{ kind: 'subject'; topic: string; title: string }>

/** One unknown word is more likely a topic misspelt than a question; quotation marks say that it is one. */
export function subjectNamed(
  { about, quoted }: Readonly<{ about: string; quoted: boolean }>,
  topics: readonly Topic[],
): Subject | Extract<SubscriptionCommand, { kind: 'mend' }> {
  const topic = topicCalled(about, topics)
  if (topic !== null) return { kind: 'subject', topic: topic.name, title: topic.title }
  if (!quoted && !/\s/.test(about)) return { kind: 'mend', text: unknownTopic(about, topics), word: about }
  const words = cleaned(about)
  if (!/[\p{L}\p{N}]/u.test(words))
    return { kind: 'mend', text: 'That says nothing to look for: write a topic, or a question in quotation marks.' }
  if ([...words].length > MOST_QUESTION)
    return { kind: 'mend', text: `That is too long to be asked again and again: say it in under ${MOST_QUESTION} characters.` }
  return { kind: 'subject', topic: words, title: words }
}

/** Without what steers a terminal or turns the writing round. */
function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
