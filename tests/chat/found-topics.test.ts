// A name that several stories are about, said to the bot: the briefing on it; a question that holds the name stays a question.
import { expect, it } from 'vitest'
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
