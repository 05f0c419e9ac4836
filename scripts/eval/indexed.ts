// Indexes texts in memory for the scorers: each row an article, nothing known of it but its text.
import type { Article } from '../../src/domain/article.ts'
import { OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex, type SummarizedIndex } from '../../src/index/summarized-index.ts'
import { memoryStores } from '../../tests/fakes/memory-stores.ts'

export type Text = Readonly<{ id: string; text: string; headline?: string | undefined; publishedAt?: string | undefined }>
export type Placed = Readonly<{ id: string; familyId: string; storyId: string }>

export function articleFrom({ id, text, headline, publishedAt }: Text): Article {
  return {
    id,
    version: 1,
    workspace: OPERATOR,
    kind: 'original',
    about: null,
    label: id,
    url: null,
    publisher: null,
    agency: null,
    author: null,
    headline: headline ?? null,
    publishedAt: publishedAt ?? null,
    language: 'en',
    text,
    fileName: null,
    source: 'eval',
    ingestedAt: '2024-01-01T00:00:00Z',
    withdrawnAt: null,
  }
}

/** An index of the texts, ingested in the order given. */
export async function indexAll(texts: readonly Text[]): Promise<SummarizedIndex> {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  for (const text of texts) {
    const article = articleFrom(text)
    await stores.articles.put(article)
    await index.add(article)
  }
  return index
}

/** Family and story of each text once all are in, ingested in the order given. */
export async function placeAll(texts: readonly Text[]): Promise<Placed[]> {
  const index = await indexAll(texts)
  // Read at the end: a later article may have shown that an earlier one belongs elsewhere.
  const records = await index.records(
    texts.map((text) => text.id),
    [OPERATOR],
  )
  return texts.map(({ id }) => ({ id, familyId: records.get(id)?.familyId ?? '', storyId: records.get(id)?.storyId ?? '' }))
}

/** Precision, recall and F1 over pairs that are together. */
export function pairScore(gold: readonly string[], got: readonly string[]): { precision: number; recall: number; f1: number } {
  const pairs = (labels: readonly string[]): number => {
    const counts = new Map<string, number>()
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
    return [...counts.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0)
  }
  const both = pairs(gold.map((label, at) => `${label}\0${got[at]}`))
  const precision = both / Math.max(1, pairs(got))
  const recall = both / Math.max(1, pairs(gold))
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall || 1) }
}

/** B-cubed precision, recall and F1. */
export function bCubed(gold: readonly string[], got: readonly string[]): { precision: number; recall: number; f1: number } {
  const count = (labels: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
    return counts
  }
  const [goldSize, gotSize, both] = [count(gold), count(got), count(gold.map((label, at) => `${label}\0${got[at]}`))]
  let precision = 0
  let recall = 0
  gold.forEach((label, at) => {
    const shared = both.get(`${label}\0${got[at]}`) ?? 0
    precision += shared / (gotSize.get(got[at] ?? '') ?? 1) / gold.length
    recall += shared / (goldSize.get(label) ?? 1) / gold.length
  })
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

/** A fixed shuffle, so that a score does not hang on the order of a file. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items]
  let state = seed
  for (let at = result.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (at + 1)
    const held = result[at] as T
    result[at] = result[other] as T
    result[other] = held
  }
  return result
}
