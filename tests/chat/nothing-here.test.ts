import { describe, expect, it } from 'vitest'
import { answer, HILL } from '../render/answers.ts'
import { desk } from './desk.ts'

const command = { as: 'command' } as const
const EMPTY = answer({
  kind: 'no-evidence',
  claims: [],
  coverage: { articles: 0, voices: 0, newest: null, failingSources: [], empty: true },
})

describe('before any article was taken in', () => {
  it.each(['timeline', 'disputes border', 'digest', 'sources'])('says so to “%s”, with what a person in chat can do', async (said) => {
    const [shown] = await desk().say(said, command)
    expect(shown?.text.replace(/\s+/g, ' ')).toBe(
      'There are no articles here yet. Add a feed or a page: “/brief add https://news.example/feed”. Whoever runs this desk can take in files as well.',
    )
  })

  it('says so to a question and to a topic, and speaks of no search', async () => {
    const { say } = desk({ answers: EMPTY, topicAnswer: EMPTY })
    for (const said of ['who fled?', 'border']) {
      const [shown] = await say(said, command)
      expect(shown?.text).toContain('There are no articles here yet.')
      expect(shown?.text).toContain('/brief add')
      expect(shown?.text).not.toMatch(/No source|Searched|ingest/)
    }
  })

  it('is over with the first article', async () => {
    const { say, articles } = desk()
    await articles.put(HILL)
    const [shown] = await say('timeline', command)
    expect(shown?.text).toContain('No source here dates anything in this.')
  })
})
