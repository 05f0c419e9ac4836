// Topics above the stories, through the front door of the index: what several events have in common, whoever sees it, in whatever order it came.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSqliteStores } from '../../src/adapters/stores/sqlite/sqlite-stores.ts'
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import type { TopicStories } from '../../src/domain/topic.ts'
import { readArticle } from '../../src/index/annotate.ts'
import { nameBook } from '../../src/index/name-book.ts'
import { subjectHash, subjectsOf } from '../../src/index/subjects.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { articleOf } from './article-of.ts'

const SCOPE = [OPERATOR]
const told = (id: string, text: string, given: Partial<Article> = {}) => articleOf({ id, text, publisher: `${id} Post`, ...given })

const FLOOD = told(
  'flood',
  'Flash floods swept through Kalora on Friday. Boats reached families stranded on roofs in Kalora, where the Orla burst its banks. Hospitals in Kalora counted the victims.',
  { publishedAt: '2025-03-01' },
)
const FLOOD_AGAIN = told(
  'flood-again',
  'Flash floods that swept through Kalora left families stranded on their roofs, and boats came late. The Orla burst its banks above Kalora after days of rain.',
  { publishedAt: '2025-03-02' },
)
const STRIKE = told(
  'strike',
  'Teachers in Kalora walked out of their classrooms on Monday over unpaid wages. A march of teachers through Kalora ended at the treasury. Parents in Kalora kept pupils at home.',
  { publishedAt: '2025-04-10' },
)
const TRIAL = told(
  'trial',
  'A judge opened the trial of Oda Brell for embezzling a pension fund. Lawyers of Oda Brell called the charges invented. The court will hear accountants on Thursday.',
  { publishedAt: '2025-05-03' },
)
const BOOK = told(
  'book',
  'A memoir by Oda Brell sold out within hours of reaching the shops. Readers queued for signed copies, and printers of the memoir promised more. Critics praised how Oda Brell writes of childhood.',
  { publishedAt: '2025-06-20' },
)
const WHEAT = told(
  'wheat',
  'Wheat prices rose for a fifth day as millers looked abroad for supplies, traders said. Analysts at Karvo Securities expect a small harvest after a dry spring.',
)
const ALL = [FLOOD, FLOOD_AGAIN, STRIKE, TRIAL, BOOK, WHEAT]

async function indexOf(articles: readonly Article[], stores = memoryStores()) {
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  for (const article of articles) {
    await stores.articles.put(article)
    await index.add(article)
  }
  return { ...stores, index }
}

const shown = (topics: readonly TopicStories[]) => topics.map(({ title, articleIds }) => `${title}: ${articleIds.join(' ')}`).sort()
const EXPECTED = ['Kalora: flood flood-again strike', 'Oda Brell: book trial']

describe('found topics', () => {
  it('hold the stories about one place or person, and none that only one story is about', async () => {
    const { index } = await indexOf(ALL)
    const topics = await index.topics(SCOPE)
    expect(shown(topics)).toEqual(EXPECTED)
    const stories = await index.stories(SCOPE)
    expect(stories).toHaveLength(5)
    const kalora = topics.find(({ title }) => title === 'Kalora')
    expect(kalora?.configured).toBe(false)
    expect(kalora?.storyIds).toHaveLength(2)
    expect([kalora?.firstPublishedAt, kalora?.lastPublishedAt]).toEqual(['2025-03-01', '2025-04-10'])
    const under = stories.filter(({ topics: ids }) => ids?.includes(kalora?.topicId ?? '')).map(({ storyId }) => storyId)
    expect(under.sort()).toEqual(kalora?.storyIds)
    expect(stories.find(({ articleIds }) => articleIds.includes('wheat'))?.topics).toEqual([])
  })

  it('are the same, ids and all, in whatever order the articles came, and when one comes again', async () => {
    const asOne = await (await indexOf(ALL)).index.topics(SCOPE)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...ALL, ...ALL], { minLength: 12 }), async (articles) => {
        const { index } = await indexOf(articles)
        const topics = await index.topics(SCOPE)
        expect(shown(topics)).toEqual(EXPECTED)
        expect(topics.map(({ topicId }) => topicId)).toEqual(asOne.map(({ topicId }) => topicId))
      }),
      { numRuns: 20 },
    )
  })

  it('once found keep their id, and articles only join them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(ALL, { minLength: ALL.length }), async (articles) => {
        const stores = memoryStores()
        const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
        let before: readonly TopicStories[] = []
        for (const article of articles) {
          await stores.articles.put(article)
          await index.add(article)
          const now = await index.topics(SCOPE)
          for (const { topicId, articleIds } of before)
            expect(now.find((topic) => topic.topicId === topicId)?.articleIds).toEqual(expect.arrayContaining([...articleIds]))
          before = now
        }
        expect(before).toHaveLength(2)
      }),
      { numRuns: 20 },
    )
  })

  it('are the same after a restart', async () => {
    const stores = openSqliteStores({ dataDir: ':memory:' })
    const { index } = await indexOf(ALL, stores)
    const before = await index.topics(SCOPE)
    const again = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
    expect(await again.topics(SCOPE)).toEqual(before)
    expect(before).toHaveLength(2)
    await stores.close()
  })

  it('lose an article that is withdrawn or removed, and go with the second story', async () => {
    const { index } = await indexOf(ALL)
    await index.remove('flood')
    expect(shown(await index.topics(SCOPE))).toContain('Kalora: flood-again strike')
    await index.add({ ...STRIKE, withdrawnAt: '2025-04-11T00:00:00Z' })
    expect(shown(await index.topics(SCOPE))).toEqual(['Oda Brell: book trial'])
    expect(await index.topic('Kalora', SCOPE)).toBeNull()
  })

  it('follow a new version of an article', async () => {
    const { index, articles } = await indexOf(ALL)
    const corrected = { ...STRIKE, version: 2, text: STRIKE.text.replaceAll('Kalora', 'Mirova') }
    await articles.put(corrected)
    await index.add(corrected)
    expect(shown(await index.topics(SCOPE))).toEqual(['Oda Brell: book trial'])
  })

  it('are seen by a workspace with its own articles, and by nobody else', async () => {
    const { index } = await indexOf([FLOOD, { ...STRIKE, workspace: 'slack:T1' }])
    expect(shown(await index.topics([OPERATOR, 'slack:T1']))).toEqual(['Kalora: flood strike'])
    expect(await index.topics(SCOPE)).toEqual([])
    expect(await index.topics([OPERATOR, 'slack:T2'])).toEqual([])
    expect(await index.topic('Kalora', [OPERATOR, 'slack:T2'])).toBeNull()
  })

  it.each(['Kalora', 'kalora', ' KALORA '])('are found by their name: %s', async (words) => {
    const { index } = await indexOf(ALL)
    expect((await index.topic(words, SCOPE))?.title).toBe('Kalora')
  })

  it('are found by their id, and not by other words', async () => {
    const { index } = await indexOf(ALL)
    const [first] = await index.topics(SCOPE)
    expect(await index.topic(first?.topicId ?? '', SCOPE)).toEqual(first)
    for (const words of ['Karvo Securities', 'top_00000000', 'What happened in Kalora?', ''])
      expect(await index.topic(words, SCOPE)).toBeNull()
  })

  it('are called by words of their articles', async () => {
    const { index } = await indexOf(ALL)
    for (const { title, articleIds } of await index.topics(SCOPE))
      expect(ALL.some(({ id, text }) => articleIds.includes(id) && text.includes(title))).toBe(true)
  })

  it('are made of two countries together, and of neither alone', async () => {
    const trade = `Millers in Norway bought grain from Japan. ${WHEAT.text}`
    const visit = `The fund had lent to banks in Japan and in Norway. ${TRIAL.text}`
    const { index } = await indexOf([told('trade', trade), told('visit', visit, { publishedAt: '2025-06-01' })])
    expect(await index.stories(SCOPE)).toHaveLength(2)
    expect(shown(await index.topics(SCOPE))).toEqual(['Japan, Norway: trade visit'])
    for (const words of ['Norway, Japan', 'Japan and Norway', 'Norway–Japan'])
      expect((await index.topic(words, SCOPE))?.title).toBe('Japan, Norway')
    expect(await index.topic('Norway', SCOPE)).toBeNull()
  })
})

describe('the subjects of an article', () => {
  const isSubject = (key: string, text: string) => {
    const book = nameBook(emptyLexicon)
    const reading = readArticle(articleOf({ id: 'a', text }), book)
    expect(reading.annotated.passages.flatMap(({ names }) => names.map((name) => name.key))).toContain(key)
    return subjectsOf(reading.sentences, book).includes(subjectHash(key))
  }

  it.each([
    ['is named early', 'mirova', 'A bridge in Mirova was closed on Friday. Nobody knows for how long.'],
    ['is named again and again', 'mirova', `${WHEAT.text} One came from Mirova. Two came from Mirova. Three came from Mirova.`],
  ])('are what %s', (_, key, text) => expect(isSubject(key, text)).toBe(true))

  it.each([
    ['only speaks', 'milan korda', 'Milan Korda said the bridge was closed. It would open in May, Milan Korda said.'],
    [
      'has a name of general words',
      'southern government',
      'It was the Southern Government who came. Then the Southern Government left. They met the Southern Government.',
    ],
    ['goes by a surname alone', 'korda', 'The bridge was closed by Korda, said Korda. They asked Korda.'],
    ['is named once, far down', 'mirova', `${WHEAT.text} ${STRIKE.text} A bridge in Mirova was closed.`],
  ])('are not what %s', (_, key, text) => expect(isSubject(key, text)).toBe(false))
})
