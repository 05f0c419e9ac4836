// How far passages are on a topic, by its words (pure).
import { isStopWord } from '../base/stop-words.ts'
import { wordsOf } from '../base/tokens.ts'
import type { Topic } from '../domain/topic.ts'

export type TopicWords = Readonly<{
  /** the question that the topic's briefing answers */
  query: string
  /** what the topic is called, where it has names: what only speaks of its surroundings has none of them */
  names: readonly string[]
  /** search is sure enough that something here answers the question; true when absent */
  answers?: boolean | undefined
}>

/** A topic of a person's own words has no other names than its question. */
export function topicWords({ name, query, aliases }: Topic): TopicWords {
  return { query, names: aliases.length === 0 ? [] : [name, ...aliases] }
}

/** Words of a topic's question that say nothing of the topic. */
const LIGHT = new Set('one many much go goes went happen happens happened happening say said latest new news'.split(' '))
/** With less than this share of the best passage's words a passage is about something else. */
const LEAST = 0.4
/** Without any of the topic's names it takes this much. */
const LEAST_UNNAMED = 0.65
/** Of a topic that is but words, the share of them all that a passage holds at least. */
const LEAST_OF_WHOLE = 0.4
/** What its share then counts. */
const UNNAMED = 0.9

/** A passage's words, and how likely it answers the topic's question by all that search knows of it. */
export type Weighed = Readonly<{ text: string; score: number }>

/**
 * For each passage its share of the topic's words, 0..1 against the best, a word counting the more the fewer passages have it; 0 when it is
 * off the topic. A topic that has no name but its question takes what search takes for its answer too: the words may stand around it.
 */
export function onTopic(passages: readonly Weighed[], { query, names, answers = true }: TopicWords): readonly number[] {
  const held = passages.map(({ text }) => formsOf(text))
  const called = formsOf(names.join(' '))
  const weight = (form: string) => Math.log(1 + held.length / (1 + held.filter((forms) => forms.has(form)).length))
  const weights = [...formsOf(query)].map((form) => [form, weight(form)] as const)
  const sums = held.map((forms) => weights.reduce((sum, [form, value]) => (forms.has(form) ? sum + value : sum), 0))
  const most = Math.max(...sums, Number.EPSILON)
  const whole = Math.max(
    weights.reduce((sum, [, value]) => sum + value, 0),
    Number.EPSILON,
  )
  const surest = Math.max(...passages.map(({ score }) => score), Number.EPSILON)
  return held.map((forms, at) => {
    const share = (sums[at] ?? 0) / most
    if (called.size === 0) {
      // What holds hardly a word of it is not on the topic, however much more that is than others hold.
      const held = (sums[at] ?? 0) / whole >= LEAST_OF_WHOLE ? share : 0
      return atLeast(LEAST, Math.max(held, answers ? (passages[at]?.score ?? 0) / surest : 0))
    }
    return [...called].some((name) => forms.has(name)) ? atLeast(LEAST, share) : UNNAMED * atLeast(LEAST_UNNAMED, share)
  })
}

const atLeast = (least: number, share: number) => (share >= least ? share : 0)

/** Words as they are written, plurals apart: by stems, forces would be forced and a shell that crossed would be a crossing. */
function formsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text).filter((word) => !isStopWord(word) && !LIGHT.has(word))
  return new Set(words.map((word) => (word.length > 3 ? word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '') : word)))
}
