// A desk over the few articles of one judged case, asked through the same code as `ask`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { loadSeeds } from '../../src/adapters/sources/seed-lexicon.ts'
import { createBrief } from '../../src/brief/brief.ts'
import type { Answer } from '../../src/domain/answer.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { openSearch } from '../../src/search/search.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { articleOf } from './an-archive.ts'

const Case = z.object({
  name: z.string(),
  now: z.string(),
  articles: z.array(
    z.object({
      id: z.string(),
      publisher: z.string().nullish(),
      publishedAt: z.string().nullish(),
      headline: z.string().nullish(),
      text: z.string(),
    }),
  ),
  question: z.string(),
  /** parts of the sentences that should lead, and of those that should not */
  best: z.array(z.string()),
  notBest: z.array(z.string()),
  /** nothing here answers it */
  none: z.boolean().optional(),
})
type Case = z.infer<typeof Case>

const root = join(import.meta.dirname, '../..')

/** The cases of a set, as they were written. */
export function judgedCases(file: string): readonly Case[] {
  return z.array(Case).parse(JSON.parse(readFileSync(join(root, 'tests/search/judged', file), 'utf8')))
}

const { lexicon } = loadSeeds(join(root, 'seeds'))

export async function deskOf(articles: Case['articles']): Promise<(question: string, now: string) => Promise<Answer>> {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon })
  const search = await openSearch({ ...stores, lexicon })
  for (const { id, publisher, publishedAt, headline, text } of articles) {
    const article = articleOf({
      ...{ id, text, label: publisher ?? id },
      ...{ publisher: publisher ?? null, publishedAt: publishedAt ?? null, headline: headline ?? null },
    })
    await stores.articles.put(article)
    await search.add(article, (await index.add(article)).annotated)
  }
  const brief = createBrief({ search, index, articles: stores.articles, model: null, elapsed: () => 0 })
  return (question, now) => brief.ask({ question, scope: ['operator'], now: Temporal.Instant.from(now), evidence: 10 })
}
