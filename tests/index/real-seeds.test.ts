import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { loadSeeds } from '../../src/adapters/sources/seed-lexicon.ts'
import { openSummarizedIndex, type SummarizedIndex } from '../../src/index/summarized-index.ts'
import { cleanText } from '../../src/ingest/clean-text.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { realSeeds } from '../real-seeds.ts'
import { articleOf } from './article-of.ts'

const SCOPE = ['operator']
const { lexicon } = loadSeeds(join(import.meta.dirname, '../../seeds'))

function seedArticles(folder: string): Article[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const cleaned = cleanText(readFileSync(join(folder, file), 'utf8'))
      const { text, publisher, agency, headline, publishedAt } = cleaned
      return articleOf({ id: file.slice(0, 3), text, publisher, agency, headline, publishedAt })
    })
}

async function indexOf(articles: readonly Article[]): Promise<SummarizedIndex> {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon })
  for (const article of articles) {
    await stores.articles.put(article)
    await index.add(article)
  }
  return index
}

type Seen = readonly (readonly [articleIds: string, speakers: string])[]

async function seenDisputes(index: SummarizedIndex): Promise<Map<string, Seen>> {
  const disputes = await index.disputes(SCOPE)
  return new Map(
    disputes.map(({ about, positions }) => [
      about,
      positions.map(({ claims }) => {
        const cited = claims.map((claim) => claim.citations[0])
        return [
          cited
            .map((citation) => citation.articleId)
            .sort()
            .join(' '),
          [...new Set(cited.map((citation) => citation.speaker))].join(' '),
        ] as const
      }),
    ]),
  )
}

describe.skipIf(realSeeds === null)('the index over the real articles', () => {
  const articles = realSeeds === null ? [] : seedArticles(realSeeds)

  it.each(['01234', '43210', '20413', '31402'])('finds the four disputes and no other, ingested in order %s', async (order) => {
    const index = await indexOf([...order].flatMap((at) => articles[Number(at)] ?? []))
    const seen = await seenDisputes(index)
    expect([...seen.keys()].sort()).toEqual([
      'Chinese casualties',
      'blame for the attack',
      'date of Nong Rong’s visit',
      'length of the border',
    ])
    expect(seen.get('length of the border')?.map(([ids]) => ids)).toEqual(['000 001', '004'])
    expect(seen.get('Chinese casualties')?.map(([ids]) => ids)).toEqual(['002', '000 001'])
    expect(
      seen
        .get('date of Nong Rong’s visit')
        ?.map(([ids]) => ids)
        .sort(),
    ).toEqual(['000 002 004', '003'])
    expect(seen.get('blame for the attack')).toEqual([
      ['002', ''],
      ['002', 'junta'],
    ])
  })

  it('says what each position says in the articles’ words, with the voices behind it', async () => {
    const disputes = await (await indexOf(articles)).disputes(SCOPE)
    const told = disputes.flatMap(({ positions }) => positions.map(({ value, voices }) => `${value} (${voices})`))
    expect(told).toEqual(
      expect.arrayContaining([
        '2,000km (1)',
        '2,129 kilometers (1)',
        'one Chinese citizen (1)',
        'denied the allegations (1)',
        'Monday (1)',
      ]),
    )
  })

  it.each(['01234', '43210', '20413'])(
    'holds 000 and 001 for one family and the others each for its own, ingested in order %s',
    async (order) => {
      const index = await indexOf([...order].flatMap((at) => articles[Number(at)] ?? []))
      const families = await Promise.all(articles.map(async ({ id }) => (await index.record(id, SCOPE))?.familyId))
      expect(families[0]).toBe(families[1])
      expect(new Set(families).size).toBe(4)
      expect(
        await index.voices(
          articles.map(({ id }) => id),
          SCOPE,
        ),
      ).toHaveLength(4)
      expect(await index.stories(SCOPE)).toHaveLength(1)
    },
  )

  it('attributes the 23,000 to the UN in two articles and finds $1.8 billion in two', async () => {
    const index = await indexOf(articles)
    const records = await index.records(
      articles.map(({ id }) => id),
      SCOPE,
    )
    const figures = [...records].flatMap(([id, { annotated }]) =>
      annotated.passages.flatMap((p) => p.figures.map((figure) => ({ id, ...figure }))),
    )
    const displaced = figures.filter((figure) => figure.low === 23_000)
    expect(displaced.map(({ id, measure, qualifier, counted }) => [id, measure, qualifier, counted])).toEqual([
      ['002', 'displaced', 'over', 'people'],
      ['003', 'displaced', 'over', 'people'],
    ])
    expect(displaced.map((figure) => figure.speaker)).toEqual(['UN', 'United Nations'])
    expect(figures.filter((figure) => figure.low === 1.8e9).map(({ id, measure, currency }) => [id, measure, currency])).toEqual([
      ['002', 'trade', 'USD'],
      ['003', 'trade', 'USD'],
    ])
    expect(figures.map(({ words, counted }) => `${words} ${counted}`)).toEqual(
      expect.arrayContaining(['two military posts', '29 civilians', 'one Chinese citizen', 'a billion-dollar rail route']),
    )
  })

  it('takes Than Shwe and Tan Swe for the one foreign minister, and not for the general of that name', async () => {
    const index = await indexOf(articles)
    const records = await index.records(['000', '002', '003', '004'], SCOPE)
    const ministers = [...records.values()].map(
      ({ annotated }) => annotated.passages.flatMap((p) => p.names).find((name) => /Shwe|Swe$/.test(name.text))?.key,
    )
    expect(new Set(ministers)).toEqual(new Set(['than-swe-foreign-minister']))
  })

  it('cuts every claim from the stored text', async () => {
    const index = await indexOf(articles)
    const texts = new Map(articles.map(({ id, text }) => [id, text]))
    const claims = [
      ...(await index.disputes(SCOPE)).flatMap(({ positions }) => positions.flatMap((position) => position.claims)),
      ...(await index.stories(SCOPE)).flatMap((story) => story.summary),
      ...(await index.timeline(SCOPE)).map((entry) => entry.claim),
    ]
    expect(claims.length).toBeGreaterThan(15)
    for (const { citations, text } of claims) {
      expect(texts.get(citations[0].articleId)?.slice(citations[0].start, citations[0].end)).toBe(text)
    }
  })

  it('opens again over the same stores with the same disputes', async () => {
    const stores = memoryStores()
    const first = await openSummarizedIndex({ ...stores, lexicon })
    for (const article of articles) {
      await stores.articles.put(article)
      await first.add(article)
    }
    const again = await openSummarizedIndex({ ...stores, lexicon })
    expect(await again.disputes(SCOPE)).toEqual(await first.disputes(SCOPE))
    expect(await again.stories(SCOPE)).toEqual(await first.stories(SCOPE))
  })
})
