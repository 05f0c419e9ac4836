// How far passages are on a topic.
import { describe, expect, it } from 'vitest'
import { onTopic, type TopicWords } from '../../src/brief/on-topic.ts'

const SCAMS = { query: 'What is done against online scams in the valley, and how many suspects were sent back?', names: ['scams', 'fraud'] }
const shares = (texts: readonly string[], topic: TopicWords = SCAMS, scores: readonly number[] = []) =>
  onTopic(
    texts.map((text, at) => ({ text, score: scores[at] ?? 0 })),
    topic,
  )

describe('onTopic', () => {
  const on = 'Police in the valley broke up online scams and sent suspects back.'

  it('gives the passage with most of the topic’s words 1, and less to one with fewer', () => {
    const [all = 0, some = 0] = shares([on, 'Suspects in scams were sent back.'])
    expect(all).toBe(1)
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(1)
  })

  it('leaves out what has none of the topic’s names and only some of its words', () => {
    expect(shares([on, 'Reports online spoke of shelling in the valley.'])[1]).toBe(0)
  })

  it('takes words as they are written, but for the plural', () => {
    const topic = { query: 'forced homes', names: [] }
    const [, forces = 0, home = 0] = shares(['They were forced from their homes.', 'The forces met.', 'A home was lost.'], topic)
    expect(forces).toBe(0)
    expect(home).toBeGreaterThan(0)
  })

  it('leaves out what holds a common word of a topic whose rare one is nowhere here', () => {
    const topic = { query: 'Harbour Depot', names: [], answers: false }
    const texts = ['The harbour was closed.', 'A ship left the harbour.', 'Talks went on.', 'Rain fell.', 'The mill reopened.']
    expect(shares(texts, topic, [0.1, 0.1, 0, 0, 0])).toEqual([0, 0, 0, 0, 0])
  })

  it('takes what search is sure of for a topic that is but a question', () => {
    const topic = { query: 'Mill shooting: who was charged?', names: [] }
    const texts = ['The mill shooting suspect was charged.', 'Hale faces two counts of murder.']
    expect(shares(texts, topic, [0.8, 0.1])[1]).toBe(0)
    expect(shares(texts, topic, [0.8, 0.6])[1]).toBeCloseTo(0.75)
    expect(shares(texts, { ...topic, answers: false }, [0.8, 0.6])[1]).toBe(0)
  })
})
