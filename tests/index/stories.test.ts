// Stories, families and disputes through the front door of the index: what belongs together, whoever sees it, in whatever order it came.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Article, OPERATOR } from '../../src/domain/article.ts'
import { emptyLexicon } from '../../src/domain/lexicon.ts'
import { openSummarizedIndex } from '../../src/index/summarized-index.ts'
import { memoryStores } from '../fakes/memory-stores.ts'
import { articleOf } from './article-of.ts'

const FLOOD = `Flash floods swept through the valley of Kalora early on Friday, the provincial governor said. The floods killed 37 people in Kalora, rescue teams said.
Boats reached families stranded on roofs in the town of Mirova, where the Orla river broke its banks after heavy rain.`
const FLOOD_AGAIN = `Heavy rain brought down hillsides above Kalora and the Orla river burst its banks on Friday, cutting off Mirova. Hospitals counted the victims through the night.
The floods killed 52 people in Kalora, the health ministry said. Families in Mirova waited for boats on the roofs of their houses.`
const VOTE = `Voters in Estmark elected a new parliament on Sunday, and the Reform bloc of Oda Brell came first in the count.
The electoral commission in Verna said that turnout was high, and that the result would stand by Thursday after recounts in two districts.`
const MARKETS = `Wheat prices at the Lindel exchange rose for a fifth day as millers looked abroad for supplies, traders said.
Analysts at Karvo Securities expect a small harvest after a dry spring, and see little relief before the autumn.`

const ARTICLES = [
  articleOf({ id: 'flood', text: FLOOD, publisher: 'Hill Post' }),
  articleOf({ id: 'again', text: FLOOD_AGAIN, publisher: 'River Daily' }),
  articleOf({ id: 'vote', text: VOTE, publisher: 'Hill Post' }),
  articleOf({ id: 'wheat', text: MARKETS, publisher: 'Trade Desk' }),
]

async function indexOf(articles: readonly Article[]) {
  const stores = memoryStores()
  const index = await openSummarizedIndex({ ...stores, lexicon: emptyLexicon })
  for (const article of articles) {
    await stores.articles.put(article)
    await index.add(article)
  }
  return { ...stores, index }
}

const groupsOf = (stories: readonly { articleIds: readonly string[] }[]) =>
  stories.map(({ articleIds }) => [...articleIds].sort().join(' ')).sort()
const seen = (disputes: Awaited<ReturnType<Awaited<ReturnType<typeof indexOf>>['index']['disputes']>>) =>
  disputes
    .map(
      ({ about, positions }) =>
        `${about}: ${positions
          .map((position) => `${position.value} (${position.voices})`)
          .sort()
          .join(' | ')}`,
    )
    .sort()

describe('stories', () => {
  it('hold what tells of one event, and nothing else', async () => {
    const { index } = await indexOf(ARTICLES)
    expect(groupsOf(await index.stories([OPERATOR]))).toEqual(['again flood', 'vote', 'wheat'])
  })

  it('and their disputes are the same in whatever order the articles came, and when one comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...ARTICLES, ...ARTICLES], { minLength: 8 }), async (articles) => {
        const { index } = await indexOf(articles)
        expect(groupsOf(await index.stories([OPERATOR]))).toEqual(['again flood', 'vote', 'wheat'])
        expect(seen(await index.disputes([OPERATOR]))).toEqual(['number of people killed in Kalora: 37 people (1) | 52 people (1)'])
      }),
      { numRuns: 20 },
    )
  })

  it('leave an article out once it is removed, with its disputes', async () => {
    const { index } = await indexOf(ARTICLES)
    await index.remove('again')
    expect(groupsOf(await index.stories([OPERATOR]))).toEqual(['flood', 'vote', 'wheat'])
    expect(await index.disputes([OPERATOR])).toEqual([])
  })
})

describe('workspaces', () => {
  const own = articleOf({ id: 'again', text: FLOOD_AGAIN, publisher: 'River Daily', workspace: 'slack:T1' })

  it('see their own articles beside the operator’s; nobody else does', async () => {
    const { index } = await indexOf([...ARTICLES.filter(({ id }) => id !== 'again'), own])
    expect(seen(await index.disputes([OPERATOR, 'slack:T1']))).toEqual(['number of people killed in Kalora: 37 people (1) | 52 people (1)'])
    for (const scope of [[OPERATOR], [OPERATOR, 'slack:T2']]) {
      expect(await index.disputes(scope)).toEqual([])
      expect(groupsOf(await index.stories(scope))).toEqual(['flood', 'vote', 'wheat'])
      expect(await index.record('again', scope)).toBeNull()
      expect((await index.timeline(scope)).some(({ claim }) => claim.citations.some(({ articleId }) => articleId === 'again'))).toBe(false)
    }
  })

  it('do not move what others see: the operator’s families and stories stand as without them', async () => {
    const [before, after] = await Promise.all([
      indexOf(ARTICLES.filter(({ id }) => id !== 'again')),
      indexOf([own, ...ARTICLES.filter(({ id }) => id !== 'again')]),
    ])
    expect(groupsOf(await after.index.stories([OPERATOR]))).toEqual(groupsOf(await before.index.stories([OPERATOR])))
  })
})
