// Scores found topics against the coarse labels of a set of news articles, and how far they hang on the order of arrival; the path is an argument.
import { readFileSync } from 'node:fs'
import { OPERATOR } from '../../src/domain/article.ts'
import type { TopicStories } from '../../src/domain/topic.ts'
import { indexAll, shuffled } from './indexed.ts'

type Row = Readonly<{ doc_id: string; topic: string; sents: readonly string[] }>

export type TopicScore = Readonly<{
  topics: number
  /** share of a topic's articles that are of its commonest label, over all topics by size */
  purity: number
  /** share of a label's articles that its best topic holds, over all labels by size */
  inverse: number
  /** share of the articles that are under any topic */
  covered: number
  /** share of the memberships, of an article in a topic, that two orders of arrival have in common: least of all pairs of orders */
  agreement: number
}>

export async function scoreTopics(path: string, seeds: readonly number[] = [7, 8, 9]): Promise<TopicScore> {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"doc_id"'))
    .map((line) => JSON.parse(line) as Row)
  const found: (readonly TopicStories[])[] = []
  for (const seed of seeds) {
    const index = await indexAll(shuffled(rows, seed).map((row) => ({ id: row.doc_id, text: row.sents.join('\n') })))
    found.push(await index.topics([OPERATOR]))
  }
  const topics = found[0] ?? []
  return { topics: topics.length, ...scored(topics, new Map(rows.map((row) => [row.doc_id, row.topic]))), agreement: leastAgreement(found) }
}

function scored(topics: readonly TopicStories[], labels: ReadonlyMap<string, string>): Pick<TopicScore, 'purity' | 'inverse' | 'covered'> {
  const best = new Map<string, number>()
  let [pure, all] = [0, 0]
  for (const { articleIds } of topics) {
    const counts = [...Map.groupBy(articleIds, (id) => labels.get(id) ?? '')].map(([label, ids]) => [label, ids.length] as const)
    pure += Math.max(...counts.map(([, count]) => count))
    all += articleIds.length
    for (const [label, count] of counts) best.set(label, Math.max(best.get(label) ?? 0, count))
  }
  const covered = new Set(topics.flatMap(({ articleIds }) => articleIds)).size
  const held = [...best.values()].reduce((sum, count) => sum + count, 0)
  return { purity: pure / Math.max(1, all), inverse: held / labels.size, covered: covered / labels.size }
}

function leastAgreement(found: readonly (readonly TopicStories[])[]): number {
  const members = found.map((topics) => new Set(topics.flatMap(({ topicId, articleIds }) => articleIds.map((id) => `${topicId} ${id}`))))
  const shared = members.flatMap((one, at) => members.slice(at + 1).map((other) => one.intersection(other).size / one.union(other).size))
  return Math.min(1, ...shared)
}
