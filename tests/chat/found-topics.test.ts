// A name that several stories are about, said to the bot: the briefing on it; a question that holds the name stays a question.
import { describe, expect, it } from 'vitest'
import { OPERATOR } from '../../src/domain/article.ts'
import type { Topic } from '../../src/domain/topic.ts'
import { answer } from '../render/answers.ts'
import { desk } from './desk.ts'

const KALORA: Topic = { name: 'Kalora', title: 'Kalora', query: 'Kalora', aliases: ['Kalora'], workspace: OPERATOR }

function talk() {
  const asked: string[] = []
  const briefed: { topic: string; takes: boolean }[] = []
  const one = desk({
    deps: {
      brief: {
        ask: async ({ question }) => {
          asked.push(question)
          return answer({ question })
        },
        passagesOn: async () => [],
        briefTopic: async ({ topic, only }) => {
          briefed.push({ topic: topic.title, takes: only?.('flood', null) === true && !only('trial', null) })
          return answer({ question: topic.title })
        },
        eventsUpTo: (entries) => entries,
        readSince: () => null,
        topics: {
          all: async () => [],
          stories: async () => [],
          found: async (words) => (words === 'Kalora' ? { topic: KALORA, only: (id) => id === 'flood' } : null),
        },
      },
    },
  })
  return { ...one, asked, briefed }
}

it.each(['/brief Kalora', 'Kalora'])('%s is briefed on from the articles about it', async (said) => {
  const { say, asked, briefed } = talk()
  const [shown] = await say(said)
  expect([briefed, asked]).toEqual([[{ topic: 'Kalora', takes: true }], []])
  expect(shown?.text.startsWith('Kalora')).toBe(true)
})

it('a question about it is answered as a question', async () => {
  const { say, asked, briefed } = talk()
  await say('What happened in Kalora?')
  expect([briefed, asked]).toEqual([[], ['What happened in Kalora?']])
})

describe('its name', () => {
  it.each([
    ['/brief subscribe Kalora daily 08:00 Asia/Yangon', 'Subscribed: this channel gets “Kalora” daily at 08:00'],
    ['/brief watch Kalora most 2 a day', 'Watching “Kalora”'],
  ])('%s does, where a word of no topic does not', async (said, shown) => {
    const { say } = talk()
    expect((await say(said))[0]?.text).toContain(shown)
    expect((await say(said.replace('Kalora', 'Karola')))[0]?.text).toContain('I know no topic “Karola”')
  })

  it('is what a timeline is made of', async () => {
    const { say, asked, briefed } = talk()
    await say('/brief timeline of Kalora')
    expect([briefed, asked]).toEqual([[{ topic: 'Kalora', takes: true }], []])
  })
})
