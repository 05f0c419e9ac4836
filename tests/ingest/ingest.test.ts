// Ingest end to end over a real store, index and search: counts, versions, rejections, abstracts, crashes.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BorderBriefError } from '../../src/base/error.ts'
import { OPERATOR, type RawArticle } from '../../src/domain/article.ts'
import { desk, sourceOf } from './given.ts'

const ROAD = 'The army closed the road to Rivertown on Monday. Aid workers said that 300 people fled.'
const BRIDGE = 'Engineers opened the new bridge at Northbridge on Friday. It cost 40 million dollars.'

const collect = async <T>(stream: AsyncIterable<T>) => {
  const all: T[] = []
  for await (const one of stream) all.push(one)
  return all
}

describe('taking in a source', () => {
  it('adds what is new, leaves what is known, and makes a new version of what changed', async () => {
    const { ingest, articles } = await desk()
    const road: RawArticle = { id: 'road', text: ROAD }
    expect(await ingest.takeIn(sourceOf(road, { id: 'bridge', text: BRIDGE }), OPERATOR)).toEqual({
      read: 2,
      added: 2,
      updated: 0,
      unchanged: 0,
      rejected: [],
    })
    expect(await ingest.takeIn(sourceOf(road, { id: 'bridge', text: `${BRIDGE}\n\nAdvertisement` }), OPERATOR)).toMatchObject({
      unchanged: 2,
      updated: 0,
    })
    expect(await ingest.takeIn(sourceOf({ ...road, text: ROAD.replace('300', '500') }), OPERATOR)).toMatchObject({ read: 1, updated: 1 })
    expect((await articles.get('road', [OPERATOR]))?.version).toBe(2)
    expect((await articles.get('road', [OPERATOR], 1))?.text).toContain('300')
    expect(await ingest.takeIn(sourceOf({ ...road, text: ROAD.replace('300', '500'), headline: 'Road closed' }), OPERATOR)).toMatchObject({
      updated: 1,
    })
  })

  it('answers from the newest version only', async () => {
    const { ingest, search } = await desk()
    await ingest.takeIn(sourceOf({ id: 'road', text: ROAD }), OPERATOR)
    await ingest.takeIn(sourceOf({ id: 'road', text: ROAD.replace('300', '500') }), OPERATOR)
    const { hits } = await search.find({
      question: 'How many people fled?',
      scope: [OPERATOR],
      now: Temporal.Instant.from('2024-03-06T00:00:00Z'),
      limit: 5,
    })
    expect(hits.map((hit) => hit.passage.text).join(' ')).toContain('500')
    expect(hits.map((hit) => hit.passage.text).join(' ')).not.toContain('300')
  })

  it('counts one id twice in one run as one article', async () => {
    const { ingest } = await desk()
    expect(
      await ingest.takeIn(sourceOf({ id: 'a', text: ROAD }, { id: 'a', text: ROAD }, { id: 'a', text: BRIDGE }), OPERATOR),
    ).toMatchObject({
      read: 3,
      added: 1,
      unchanged: 1,
      rejected: [{ source: 'item 3', reason: 'two different articles carry the id a: give each its own id' }],
    })
  })

  it('rejects what is no article with its reason and takes in the rest', async () => {
    const { ingest, articles } = await desk()
    const report = await ingest.takeIn(
      sourceOf(
        { text: ROAD },
        { text: '' },
        { kind: 'rejected', from: 'x.bin', reason: 'files ending in .bin are not read' },
        { text: BRIDGE },
      ),
      OPERATOR,
    )
    expect(report).toEqual({
      read: 4,
      added: 2,
      updated: 0,
      unchanged: 0,
      rejected: [
        { source: 'item 2', reason: 'it holds no text' },
        { source: 'x.bin', reason: 'files ending in .bin are not read' },
      ],
    })
    expect(await articles.count([OPERATOR])).toBe(2)
  })

  it('keeps what a source gave before it broke, and lets the fault be heard', async () => {
    const { ingest, articles } = await desk()
    await expect(ingest.takeIn(sourceOf({ text: ROAD }, new Error('the disk is gone')), OPERATOR)).rejects.toThrow('the disk is gone')
    expect(await articles.count([OPERATOR])).toBe(1)
  })

  it('keeps workspaces apart', async () => {
    const { ingest, hits, articles } = await desk()
    await ingest.takeIn(sourceOf({ text: ROAD }), 'slack:T1')
    await ingest.takeIn(sourceOf({ text: ROAD }), OPERATOR)
    expect(await articles.count([OPERATOR])).toBe(1)
    expect(await articles.count([OPERATOR, 'slack:T1'])).toBe(2)
    expect(await hits('Who closed the road to Rivertown?')).toHaveLength(1)
    expect(await hits('Who closed the road to Rivertown?', ['discord:9'])).toEqual([])
  })

  it('brings back what its source had withdrawn', async () => {
    const { ingest, articles } = await desk()
    await ingest.takeIn(sourceOf({ id: 'a', text: ROAD }), OPERATOR)
    await articles.withdraw('a', [OPERATOR], '2024-03-05T12:00:00Z')
    expect(await ingest.takeIn(sourceOf({ id: 'a', text: ROAD }), OPERATOR)).toMatchObject({ updated: 1 })
    expect(await articles.get('a', [OPERATOR])).toMatchObject({ version: 2, withdrawnAt: null })
  })
})

describe('an article that cannot be indexed', () => {
  it('is rejected alone, and leaves nothing of itself behind', async () => {
    const { ingest, articles, records, hits } = await desk({
      change: ({ index }) => ({
        index: {
          ...index,
          add: async (article) => {
            if (article.text.includes('unspeakable')) throw new TypeError('cannot read that')
            return index.add(article)
          },
        },
      }),
    })
    const report = await ingest.takeIn(
      sourceOf({ id: 'road', text: ROAD }, { id: 'bad', text: 'Something unspeakable happened.' }, { id: 'bridge', text: BRIDGE }),
      OPERATOR,
    )
    expect(report).toMatchObject({ read: 3, added: 2, rejected: [{ source: 'item 2', reason: 'it could not be indexed' }] })
    expect((await collect(articles.all([OPERATOR]))).map(({ id }) => id)).toEqual(['bridge', 'road'])
    expect((await collect(records.all([OPERATOR]))).map(({ articleId }) => articleId)).toEqual(['bridge', 'road'])
    expect(await hits('Who closed the road to Rivertown?')).toContain('road')
    // A bad new version leaves the old one answering.
    expect(await ingest.takeIn(sourceOf({ id: 'road', text: `${ROAD} It was unspeakable.` }), OPERATOR)).toMatchObject({
      updated: 0,
      rejected: [{}],
    })
    expect(await articles.get('road', [OPERATOR])).toMatchObject({ version: 1, text: ROAD })
    expect(await hits('Who closed the road to Rivertown?')).toContain('road')
  })

  it('is told from a store that cannot be written, which ends the run', async () => {
    const full = new BorderBriefError('disk-full', 'The disk is full; make room and try again.')
    const { ingest, hits } = await desk({
      change: ({ articles }) => ({
        articles: {
          ...articles,
          put: async () => {
            throw full
          },
        },
      }),
    })
    await expect(ingest.takeIn(sourceOf({ text: ROAD }, { text: BRIDGE }), OPERATOR)).rejects.toBe(full)
    expect(await hits('Who closed the road to Rivertown?')).toEqual([])
  })
})

describe('an abstract', () => {
  const original: RawArticle = { id: 'original', text: ROAD, fileName: 'road.txt' }
  const abstract: RawArticle = {
    id: 'abstract',
    kind: 'abstract',
    about: 'road.txt',
    text: 'The road to Rivertown was closed by the army on Monday, and 300 people fled.',
  }
  const question = 'Who closed the road to Rivertown?'

  it('answers as long as its original is not here', async () => {
    const { ingest, hits } = await desk()
    await ingest.takeIn(sourceOf(abstract), OPERATOR)
    expect(await hits(question)).toEqual(['abstract'])
  })

  it.each([
    ['before', [abstract, original]],
    ['after', [original, abstract]],
  ])('steps back when it came %s its original, and stays stored', async (_when, order) => {
    for (const runs of [[order], order.map((raw) => [raw])]) {
      const { ingest, hits, articles, records, index } = await desk()
      for (const run of runs) await ingest.takeIn(sourceOf(...run), OPERATOR)
      expect(await hits(question)).toEqual(['original'])
      expect((await collect(records.all([OPERATOR]))).map(({ articleId }) => articleId)).toEqual(['original'])
      expect((await index.stories([OPERATOR])).flatMap((story) => story.articleIds)).toEqual(['original'])
      expect(await articles.get('abstract', [OPERATOR])).toMatchObject({ kind: 'abstract', about: 'road.txt' })
      await ingest.open()
      expect(await hits(question)).toEqual(['original'])
    }
  })

  it('steps back in a workspace when the original is shown to all, and not when only another workspace has it', async () => {
    const own = await desk()
    await own.ingest.takeIn(sourceOf(abstract), 'slack:T1')
    await own.ingest.takeIn(sourceOf(original), 'slack:T2')
    expect(await own.hits(question, ['slack:T1'])).toEqual(['abstract'])
    await own.ingest.takeIn(sourceOf(original), OPERATOR)
    expect(await own.hits(question, [OPERATOR, 'slack:T1'])).toEqual(['original'])
  })
})

describe('opening', () => {
  it('indexes what a crash left stored without a record', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'ingest-'))
    try {
      const first = await desk({ dataDir })
      await first.ingest.takeIn(sourceOf({ id: 'road', text: ROAD }, { id: 'bridge', text: BRIDGE }), OPERATOR)
      await first.records.remove('road')
      await first.close()
      const second = await desk({ dataDir })
      await second.ingest.open()
      expect(await second.records.unindexed()).toEqual([])
      expect(await second.hits('Who closed the road to Rivertown?')).toContain('road')
      await second.close()
    } finally {
      rmSync(dataDir, { recursive: true })
    }
  })
})

describe('many articles', () => {
  it('are read as they come, never all at once', async () => {
    const { ingest, articles } = await desk()
    let stored = 0
    const source = {
      id: 'endless',
      read: async function* () {
        for (let at = 0; at < 100; at += 1) {
          stored = await articles.count([OPERATOR])
          yield { kind: 'article' as const, from: `${at}`, raw: { id: `a${at}`, text: `${ROAD} It was number ${at}.` } }
        }
      },
    }
    expect(await ingest.takeIn(source, OPERATOR)).toMatchObject({ read: 100, added: 100 })
    expect(stored).toBeGreaterThan(60)
  })
})
