// Topics above the stories as a reader meets them: configured and found, in lists and in briefings, all the way from articles.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { CLOCK, linesOf, openWorld, type World } from '../model/world.ts'

const FLOOD =
  'Flash floods swept through Kalora on Friday. Boats reached families stranded on roofs in Kalora, where the Orla burst its banks. Hospitals in Kalora counted the victims.'
const STRIKE =
  'Teachers in Kalora walked out of their classrooms over unpaid wages. A march of teachers through Kalora ended at the treasury. Parents in Kalora kept pupils at home.'
const TRIAL =
  'A judge opened the trial of Oda Brell for embezzling a pension fund. Lawyers of Oda Brell called the charges invented. The court will hear accountants in May.'
const ARTICLES = [
  { id: 'flood', publisher: 'Hill Post', publishedAt: '2026-01-05', text: FLOOD },
  { id: 'strike', publisher: 'Bay Daily', publishedAt: '2026-02-20', text: STRIKE },
  { id: 'trial', publisher: 'Court News', publishedAt: '2026-03-01', text: TRIAL },
]
const SCHOOLS: Topic = {
  name: 'schools',
  title: 'Schools',
  query: 'Which teachers walked out of classrooms over wages?',
  aliases: ['teachers', 'classrooms'],
  workspace: OPERATOR,
}
const REQUEST = { topics: [SCHOOLS], scope: [OPERATOR], now: CLOCK.now() }

let world: World
beforeEach(async () => {
  world = await openWorld({ ask: null })
  await world.takeIn({ 'a.jsonl': linesOf(ARTICLES) })
})
afterEach(() => world.close())

const all = async () => (await world.brief.topics?.all(REQUEST)) ?? []

describe('the topics', () => {
  it('are the configured ones with the stories of their briefings, then those found', async () => {
    const topics = await all()
    expect(topics.map(({ title, configured, articleIds }) => [title, configured, articleIds])).toEqual([
      ['Schools', true, ['strike']],
      ['Kalora', false, ['flood', 'strike']],
    ])
    const { claims } = await world.brief.briefTopic({ topic: SCHOOLS, scope: [OPERATOR], now: CLOCK.now() })
    expect(topics[0]?.articleIds).toEqual([...new Set(claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId)))])
  })

  it('stand under each story by their ids', async () => {
    const kalora = (await all()).find(({ configured }) => !configured)?.topicId
    const stories = (await world.brief.topics?.stories(REQUEST)) ?? []
    const idsOf = (id: string) => stories.find(({ articleIds }) => articleIds.includes(id))?.topics
    expect([idsOf('flood'), idsOf('strike'), idsOf('trial')]).toEqual([[kalora], ['schools', kalora], []])
  })

  it('have no stories where nothing here answers what a configured one asks', async () => {
    const topic = { ...SCHOOLS, query: 'How many satellites orbit the moon?', aliases: ['satellites'] }
    const [told] = (await world.brief.topics?.all({ ...REQUEST, topics: [topic] })) ?? []
    expect([told?.storyIds, told?.articleIds, told?.lastPublishedAt]).toEqual([[], [], null])
  })

  it('leave out what only an abstract tells', async () => {
    await world.takeIn({ 'b.jsonl': linesOf([{ ...ARTICLES[1], id: 'own', kind: 'abstract', about: 'elsewhere.txt' }]) })
    expect((await all()).find(({ configured }) => configured)?.articleIds).toEqual(['strike'])
  })
})

describe('a briefing on a found topic', () => {
  it.each(['Kalora', 'kalora'])('is asked for as %s, and tells of each of its stories', async (words) => {
    const found = await world.brief.topics?.found(words, [OPERATOR])
    if (!found) throw new Error('no such topic')
    const { claims, question, coverage } = await world.brief.briefTopic({ ...found, scope: [OPERATOR], now: CLOCK.now() })
    expect(question).toBe('Kalora')
    expect(new Set(claims.flatMap(({ citations }) => citations.map(({ articleId }) => articleId)))).toEqual(new Set(['flood', 'strike']))
    expect(coverage.articles).toBe(2)
  })

  it('is asked for by its id', async () => {
    const id = (await all()).find(({ configured }) => !configured)?.topicId ?? ''
    expect((await world.brief.topics?.found(id, [OPERATOR]))?.topic.title).toBe('Kalora')
  })

  it('is not what the name of one story’s matter, or a question, asks for', async () => {
    for (const words of ['Oda Brell', 'What happened in Kalora?']) expect(await world.brief.topics?.found(words, [OPERATOR])).toBeNull()
  })
})
