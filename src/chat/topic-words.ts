// Which topic a word stands for, or nearly stands for (pure).
import type { Topic } from '../domain/topic.ts'
import { nearest } from './nearest.ts'

/** `timeZone`: the person's own, else the workspace's; null when neither is known. */
export type CommandContext = Readonly<{ topics: readonly Topic[]; timeZone: string | null }>

/** The topic that a name, title or alias stands for; null when none does. */
export function topicCalled(name: string, topics: readonly Topic[]): Topic | null {
  const wanted = folded(name)
  const called = ({ name, title, aliases }: Topic) => [name, title, ...aliases].some((word) => folded(word) === wanted)
  return wanted === '' ? null : (topics.find(called) ?? null)
}

const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the\s+/, '')
    .replace(/[\s?!.,:;"“”]+/gu, ' ')
    .trim()

/** One sentence for a word that is no topic. */
export function unknownTopic(typed: string, topics: readonly Topic[]): string {
  const close = nearestTopic(typed, topics)
  if (close !== null) return `I know no topic “${typed}”. Did you mean ${close.name}?`
  return `I know no topic “${typed}”: it is one of ${topics.map(({ name }) => name).join(', ')}, or a question in quotation marks.`
}

/** The topic whose name is nearly the word typed. */
export function nearestTopic(typed: string, topics: readonly Topic[]): Topic | null {
  const names = topics.flatMap((topic) => [topic.name, ...topic.aliases].map((name) => ({ name: folded(name), topic })))
  const close = nearest(
    folded(typed),
    names.map(({ name }) => name),
  )
  return close === null ? null : (names.find(({ name }) => name === close)?.topic ?? null)
}
